import { expect, test } from 'vitest'
import { channelsOf, isLoopback } from '~/channel-states'
import { EnvError, readEnv } from '~/env.server'
import { withoutTwilio } from './support/settings'

const smtp = { SMTP_URL: 'smtp://mail.example.org' }
const twilio = { TWILIO_ACCOUNT_SID: 'AC1', TWILIO_AUTH_TOKEN: 'secret', TWILIO_FROM: '+16025550100' }
const abroad = { PUBLIC_URL: 'https://firme.example.org', OFFICE_URL: 'https://office.example.org' }
const officeAbroad = { OFFICE_URL: 'https://office.example.org' }
const production = { NODE_ENV: 'production' }
const allowed = { ...production, ALLOW_CAPTURE: '1' }

/** Mail, texts and calls; or the words by which Firme refuses to start. */
type Expected = [mail: string, texts: string, calls: string] | RegExp

// Every pair of NODE_ENV and ALLOW_CAPTURE, with and without SMTP and Twilio, at home and in public.
const matrix: [string, Record<string, string>, Expected][] = [
  ['development at home', {}, ['capture', 'capture', 'capture']],
  ['development at home, with SMTP', smtp, ['real', 'capture', 'capture']],
  ['development at home, with Twilio', twilio, ['capture', 'real', 'real']],
  ['development at home, with both', { ...smtp, ...twilio }, ['real', 'real', 'real']],
  ['development in public', abroad, /https:\/\/firme\.example\.org.*mail and texts.*SMTP_URL.*TWILIO_.*NODE_ENV=production/],
  ['development in public, with SMTP', { ...abroad, ...smtp }, /texts would stay.*TWILIO_ settings.*NODE_ENV=production/],
  ['development in public, with Twilio', { ...abroad, ...twilio }, /mail would stay.*Set SMTP_URL/],
  ['development in public, with both', { ...abroad, ...smtp, ...twilio }, ['real', 'real', 'real']],
  ['development with the office in public', officeAbroad, /https:\/\/office\.example\.org/],
  ['development allowed to capture in public', { ...abroad, ALLOW_CAPTURE: '1' }, /would stay on this machine/],
  ['production at home', production, /production mail must leave: set SMTP_URL.*ALLOW_CAPTURE=1/],
  ['production at home, with SMTP', { ...production, ...smtp }, ['real', 'none', 'none']],
  ['production at home, with Twilio', { ...production, ...twilio }, /production mail must leave/],
  ['production at home, with both', { ...production, ...smtp, ...twilio }, ['real', 'real', 'real']],
  ['production in public', { ...production, ...abroad }, /production mail must leave/],
  ['production in public, with SMTP', { ...production, ...abroad, ...smtp }, ['real', 'none', 'none']],
  ['production in public, with Twilio', { ...production, ...abroad, ...twilio }, /production mail must leave/],
  ['production in public, with both', { ...production, ...abroad, ...smtp, ...twilio }, ['real', 'real', 'real']],
  ['production allowed to capture, at home', allowed, ['capture', 'capture', 'capture']],
  ['production allowed to capture, at home, with SMTP', { ...allowed, ...smtp }, ['real', 'capture', 'capture']],
  ['production allowed to capture, at home, with Twilio', { ...allowed, ...twilio }, ['capture', 'real', 'real']],
  ['production allowed to capture, at home, with both', { ...allowed, ...smtp, ...twilio }, ['real', 'real', 'real']],
  ['production allowed to capture, in public', { ...allowed, ...abroad }, /mail and texts would stay.*take out ALLOW_CAPTURE/],
  ['production allowed to capture, in public, with SMTP', { ...allowed, ...abroad, ...smtp }, /texts would stay.*take out ALLOW_CAPTURE/],
  ['production allowed to capture, in public, with Twilio', { ...allowed, ...abroad, ...twilio }, /mail would stay.*Set SMTP_URL/],
  ['production allowed to capture, in public, with both', { ...allowed, ...abroad, ...smtp, ...twilio }, ['real', 'real', 'real']],
  ['production allowed to capture, with the office in public', { ...allowed, ...officeAbroad }, /https:\/\/office\.example\.org/],
]

test.for(matrix)('%s', ([, settings, expected]) => {
  if (expected instanceof RegExp) {
    expect(() => readEnv(settings)).toThrow(EnvError)
    expect(() => readEnv(settings)).toThrow(expected)
  } else {
    const [mail, texts, calls] = expected
    expect(readEnv(settings).channels).toEqual({ mail, texts, calls })
  }
})

test('only addresses that no other machine can open are this machine’s own', () => {
  for (const url of ['http://localhost:3000', 'http://127.0.0.1:3000', 'http://127.8.9.1', 'http://[::1]:3000', 'http://office.localhost:3001']) expect(isLoopback(url), url).toBe(true)
  for (const url of ['https://firme.example.org', 'http://192.168.1.20:3000', 'http://0.0.0.0:3000', 'https://localhost.example.org', 'http://127.0.0.1.example.org', 'http://[fd00::1]', 'http://undefined', 'http://', 'not an address']) expect(isLoopback(url), url).toBe(false)
})

test('nothing is ever captured where others can open the site, whatever else is set', () => {
  for (let bits = 0; bits < 16; bits += 1) {
    const [isProduction, allowsCapture, hasSmtp, hasTwilio] = [1, 2, 4, 8].map((bit) => (bits & bit) !== 0) as [boolean, boolean, boolean, boolean]
    const decided = channelsOf({ isProduction, allowsCapture, isLoopback: false, hasSmtp, hasTwilio })
    if ('channels' in decided) expect(Object.values(decided.channels)).not.toContain('capture')
  }
})

test('the simulator is nobody’s provider but where texts are captured, and pages under /dev are there only at home', () => {
  const simulator = { SIMULATOR_URL: 'http://127.0.0.1:4011', SIMULATOR_TOKEN: 'a token' }
  expect(readEnv({ ...simulator }).twilio).toMatchObject({ isSimulated: true })
  expect(readEnv({ ...withoutTwilio, ...simulator }).twilio).toBeNull()
  expect(readEnv({}).hasDevPages).toBe(true)
  expect(readEnv({ ...abroad, ...smtp, ...twilio }).hasDevPages).toBe(false)
  expect(readEnv({ ...allowed }).hasDevPages).toBe(false)
})
