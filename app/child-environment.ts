import type { Setting } from './env.server'
import type { Beside, ProcessRole } from './keeper'

type Child = ProcessRole | Beside

const all: readonly Child[] = ['web', 'office', 'worker', 'simulator']
const web = ['web'] as const
const worker = ['worker'] as const
const withKeyring = ['office', 'worker'] as const
const roles = ['web', 'office', 'worker'] as const

/**
 * Which processes get which setting; all others start without it. What is not listed for a process cannot be read out of it.
 *
 * The web process checks Twilio's signatures, which takes the account's token (`X-Twilio-Signature` is an HMAC under it); the
 * office only shows the number. Each process gets one `DATABASE_URL`: its own.
 */
const readBy: Record<Setting, readonly Child[]> = {
  NODE_ENV: all,
  PORT: all,
  LISTEN_HOST: all,
  DATA_DIR: all,
  DOCUMENTS_DIR: roles,
  S3_ENDPOINT: roles,
  S3_BUCKET: roles,
  S3_ACCESS_KEY_ID: roles,
  S3_SECRET_ACCESS_KEY: roles,
  S3_REGION: roles,
  DATABASE_URL: [],
  DATABASE_URL_WEB: [],
  DATABASE_URL_OFFICE: [],
  DATABASE_URL_WORKER: [],
  DATABASE_URL_LISTEN: web,
  OFFICE_PORT: all,
  OFFICE_URL: all,
  PUBLIC_URL: all,
  KEYRING_FILE: withKeyring,
  SMTP_URL: worker,
  MAIL_HOST: all,
  MAIL_FROM: roles,
  BOUNCE_ADDRESS: worker,
  MAIL_HOOK_SECRET: web,
  IMAP_URL: worker,
  IMAP_FOLDER: worker,
  IMAP_DONE_FOLDER: worker,
  LETTERS_PER_HOUR: worker,
  NEWS_MAILS_PER_WEEK: ['web', 'worker'],
  NEWS_TEXTS_PER_WEEK: ['web', 'worker'],
  DKIM_DOMAIN: worker,
  DKIM_SELECTOR: worker,
  DKIM_KEY_FILE: worker,
  TWILIO_ACCOUNT_SID: roles,
  TWILIO_AUTH_TOKEN: ['web', 'worker'],
  TWILIO_FROM: roles,
  TWILIO_API_URL: worker,
  TWILIO_SEGMENT_PRICE: roles,
  TWILIO_CALL_PRICE: roles,
  TWILIO_CODE_CALL_PRICE: roles,
  TWILIO_MACHINE_PRICE: roles,
  TWILIO_TERRITORY_MULTIPLE: roles,
  TWILIO_TERRITORY_SEGMENT_PRICE: roles,
  TWILIO_TERRITORY_MINUTE_PRICE: roles,
  DAILY_BUDGET: roles,
  DAILY_TEXT_BUDGET: roles,
  SIMULATOR_URL: all,
  SIMULATOR_TOKEN: ['web', 'worker', 'simulator'],
  ALLOW_CAPTURE: all,
  BACKUP_DIR: withKeyring,
  BACKUP_AT: withKeyring,
  BACKUP_KEEP_DAYS: withKeyring,
  BACKUP_DOCUMENTS: worker,
  BACKUP_RECIPIENT: withKeyring,
  BACKUP_PASSPHRASE: worker,
  BACKUP_PASSPHRASE_FILE: worker,
  BACKUP_IDENTITY_FILE: [],
  WEB_CONCURRENCY: [],
  STOP_GRACE_SECONDS: ['web', 'office'],
  TRUSTED_PROXIES: ['web', 'office'],
  SHARED_NETWORKS: ['web', 'office'],
  RETENTION_DAYS: roles,
  CONTACT_STALE_DAYS: roles,
  CHECK_LINKS: worker,
  FIRME_DEV: all,
  LOG_LEVEL: all,
}

/** What the system and Node read, and nobody's secret. */
const ofTheSystem = [
  'PATH',
  'LANG',
  'LC_ALL',
  'TZ',
  'TMPDIR',
  'SystemRoot',
  'NODE_OPTIONS',
  'NODE_COMPILE_CACHE',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'PGSSLMODE',
]

/**
 * The environment of a process, from that of its parent.
 *
 * @param own what the parent has for this process: its database, and where the simulator listens
 * @returns every name of the parent's; undefined where it is not passed on, because Node's cluster adds what it is not told about
 */
export function childEnvironment(
  child: Child,
  parent: Readonly<Record<string, string | undefined>>,
  own: Readonly<Record<string, string>>,
): Record<string, string | undefined> {
  const isPassedOn = (name: string) =>
    ofTheSystem.includes(name) || (readBy as Record<string, readonly Child[]>)[name]?.includes(child) === true
  const passed = Object.keys(parent).map((name) => [name, isPassedOn(name) ? parent[name] : undefined])
  const given = Object.entries(own).filter(([name]) => name === 'DATABASE_URL' || isPassedOn(name))
  return Object.fromEntries([...passed, ...given])
}
