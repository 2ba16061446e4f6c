import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { EnvError, readEnv } from '~/env.server'

const root = path.resolve(import.meta.dirname, '..')

test('.env.example lists every setting, and no other', () => {
  const code = readFileSync(path.join(root, 'app', 'env.server.ts'), 'utf8')
  const known = [...code.slice(0, code.indexOf('/** What each setting')).matchAll(/^ {2}([A-Z0-9_]+): /gm)].map(
    (match) => match[1],
  )
  const listed = [...readFileSync(path.join(root, '.env.example'), 'utf8').matchAll(/^#?([A-Z0-9_]+)=/gm)].map(
    (match) => match[1],
  )
  expect([...new Set(listed)].sort()).toEqual(known.sort())
})

test.for([
  [{ PORT: 'abc' }, /PORT should be a port number/],
  [{ PORT: '99999' }, /PORT should be a port number/],
  [{ DATABASE_URL: 'mysql://x' }, /DATABASE_URL should be an address like postgres/],
  [{ TWILIO_ACCOUNT_SID: 'AC1' }, /go together: TWILIO_AUTH_TOKEN, TWILIO_FROM is missing/],
  [{ NODE_ENV: 'production' }, /SMTP_URL.*ALLOW_CAPTURE=1/],
  [{ NODE_ENV: 'production', ALLOW_CAPTURE: '1', FIRME_DEV: '1' }, /npm run dev is not for production/],
  [{ SHARED_NETWORKS: '203.0.113.7, church' }, /SHARED_NETWORKS should be addresses/],
  [{ WEB_CONCURRENCY: '0' }, /WEB_CONCURRENCY should be/],
  [{ BACKUP_AT: '25:00' }, /BACKUP_AT should be a time of day in UTC/],
  [{ BACKUP_RECIPIENT: 'ssh-ed25519 AAAA' }, /BACKUP_RECIPIENT should be a public key that age-keygen prints/],
  [{ BACKUP_PASSPHRASE: 'short' }, /BACKUP_PASSPHRASE should be a passphrase of at least 12/],
  [{ BACKUP_DIR: '/backups' }, /With BACKUP_DIR set BACKUP_RECIPIENT too/],
  [{ BACKUP_RECIPIENT: 'age1abc', BACKUP_PASSPHRASE: 'long enough for this' }, /Set one of BACKUP_RECIPIENT/],
] as const)('%j is refused with a sentence that says what to do', ([source, sentence]) => {
  expect(() => readEnv(source as Record<string, string>)).toThrow(EnvError)
  expect(() => readEnv(source as Record<string, string>)).toThrow(sentence)
})

test('production starts with capture when it is told so, and an empty setting counts as none', () => {
  expect(readEnv({ NODE_ENV: 'production', ALLOW_CAPTURE: '1', SMTP_URL: '' })).toMatchObject({
    isProduction: true,
    channels: { mail: 'capture', texts: 'capture', calls: 'capture' },
    smtpUrl: null,
    port: 3000,
  })
})
