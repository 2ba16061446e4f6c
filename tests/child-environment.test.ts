import { expect, test } from 'vitest'
import { childEnvironment } from '~/child-environment'
import { readEnv } from '~/env.server'

const parent = {
  NODE_ENV: 'production',
  PATH: '/usr/bin',
  AWS_SECRET_ACCESS_KEY: 'of somebody else',
  PUBLIC_URL: 'https://firme.example.org',
  OFFICE_URL: 'https://office.example.org',
  DATABASE_URL: 'postgres://firme_owner:everything@db/firme',
  DATABASE_URL_WEB: 'postgres://firme_web:little@db/firme',
  KEYRING_FILE: '/etc/firme/keyring.json',
  SMTP_URL: 'smtps://user:password@mail.example.org:465',
  TWILIO_ACCOUNT_SID: 'AC1',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM: '+16025550100',
}
const given = { MAIL_HOST: 'mail.example.org', DATABASE_URL: parent.DATABASE_URL_WEB }
const of = (child: 'web' | 'office' | 'worker' | 'simulator', own: Record<string, string> = given) =>
  Object.fromEntries(Object.entries(childEnvironment(child, parent, own)).filter(([, value]) => value !== undefined))

test('the web process starts with its own credential, no keyring, no mail login, and knows that mail leaves', () => {
  expect(of('web')).toEqual({
    NODE_ENV: 'production',
    PATH: '/usr/bin',
    PUBLIC_URL: parent.PUBLIC_URL,
    OFFICE_URL: parent.OFFICE_URL,
    DATABASE_URL: parent.DATABASE_URL_WEB,
    MAIL_HOST: 'mail.example.org',
    TWILIO_ACCOUNT_SID: 'AC1',
    TWILIO_AUTH_TOKEN: 'token',
    TWILIO_FROM: '+16025550100',
  })
  expect(readEnv(of('web') as Record<string, string>)).toMatchObject({
    channels: { mail: 'real', texts: 'real' },
    mailHost: 'mail.example.org',
    smtpUrl: null,
  })
})

test('the office has the keyring and no token of the provider; the worker has both', () => {
  expect(of('office')).not.toHaveProperty('TWILIO_AUTH_TOKEN')
  expect(of('office')).toHaveProperty('KEYRING_FILE')
  expect(of('worker')).toMatchObject({ SMTP_URL: parent.SMTP_URL, TWILIO_AUTH_TOKEN: 'token' })
})

test('the simulator has no database', () => {
  expect(of('simulator', { SIMULATOR_URL: 'http://127.0.0.1:1' })).not.toHaveProperty('DATABASE_URL')
})

test('what the parent has and a process must not have is said to be gone, since Node would add it otherwise', () => {
  expect(childEnvironment('web', parent, given)).toMatchObject({
    AWS_SECRET_ACCESS_KEY: undefined,
    SMTP_URL: undefined,
    KEYRING_FILE: undefined,
    DATABASE_URL_WEB: undefined,
  })
})
