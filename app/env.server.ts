import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { type Channels, channelsOf, isLoopback } from './channel-states'

const text = z.string().trim().min(1).optional()
const flag = z
  .enum(['0', '1'])
  .optional()
  .transform((value) => value === '1')
const whole = (from: number, to: number) => z.coerce.number().int().min(from).max(to)

const postgresUrl = z
  .string()
  .regex(/^postgres(ql)?:\/\//)
  .optional()
const dollars = (usual: number) => z.coerce.number().min(0).max(100_000).default(usual)

const separatedByCommas = (one: z.ZodString) =>
  z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(z.array(one))

/** The most that a person gets in a week of what is sent to many, unless the settings say otherwise. */
export const usualNewsPerWeek = { mail: 3, sms: 2 }

const sampleSender = 'Firme <firme@example.org>'

const schema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  PORT: whole(1, 65_535).default(3000),
  LISTEN_HOST: text,
  DATA_DIR: z.string().default('./data'),
  DOCUMENTS_DIR: text,
  S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)
    .optional(),
  S3_ACCESS_KEY_ID: text,
  S3_SECRET_ACCESS_KEY: text,
  S3_REGION: z.string().trim().min(1).default('us-east-1'),
  DATABASE_URL: postgresUrl,
  DATABASE_URL_WEB: postgresUrl,
  DATABASE_URL_OFFICE: postgresUrl,
  DATABASE_URL_WORKER: postgresUrl,
  DATABASE_URL_LISTEN: postgresUrl,
  OFFICE_PORT: whole(1, 65_535).optional(),
  OFFICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  KEYRING_FILE: text,
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\//)
    .optional(),
  MAIL_HOST: text,
  MAIL_FROM: z.string().includes('@').default(sampleSender),
  BOUNCE_ADDRESS: z
    .string()
    .regex(/^[^@\s+<>]+@[^@\s<>]+$/)
    .optional(),
  MAIL_HOOK_SECRET: z.string().min(16).optional(),
  IMAP_URL: z
    .string()
    .regex(/^imaps?:\/\/[^:@/\s]+:[^@/\s]+@[^@/\s]+\/?$/)
    .optional(),
  IMAP_FOLDER: z.string().trim().min(1).default('INBOX'),
  IMAP_DONE_FOLDER: text,
  LETTERS_PER_HOUR: whole(1, 10_000).default(60),
  NEWS_MAILS_PER_WEEK: whole(1, 50).default(usualNewsPerWeek.mail),
  NEWS_TEXTS_PER_WEEK: whole(1, 50).default(usualNewsPerWeek.sms),
  DKIM_DOMAIN: text,
  DKIM_SELECTOR: text,
  DKIM_KEY_FILE: text,
  TWILIO_ACCOUNT_SID: text,
  TWILIO_AUTH_TOKEN: text,
  TWILIO_FROM: z
    .string()
    .regex(/^\+\d{8,15}$/)
    .optional(),
  TWILIO_API_URL: z.url().optional(),
  TWILIO_SEGMENT_PRICE: dollars(0.0113),
  TWILIO_CALL_PRICE: dollars(0.028),
  TWILIO_CODE_CALL_PRICE: dollars(0.014),
  TWILIO_MACHINE_PRICE: dollars(0.0075),
  TWILIO_TERRITORY_MULTIPLE: z.coerce.number().min(1).max(100).default(8),
  TWILIO_TERRITORY_SEGMENT_PRICE: z.coerce.number().min(0).max(100_000).optional(),
  TWILIO_TERRITORY_MINUTE_PRICE: z.coerce.number().min(0).max(100_000).optional(),
  DAILY_BUDGET: dollars(25),
  DAILY_TEXT_BUDGET: dollars(100),
  SIMULATOR_URL: z.url().optional(),
  SIMULATOR_TOKEN: text,
  ALLOW_CAPTURE: flag,
  WEB_CONCURRENCY: whole(1, 64).default(1),
  STOP_GRACE_SECONDS: whole(0, 60).optional(),
  TRUSTED_PROXIES: whole(0, 5).default(0),
  SHARED_NETWORKS: separatedByCommas(z.string().refine((one) => isIP(one) !== 0)),
  RETENTION_DAYS: whole(1, 3_650).default(180),
  CONTACT_STALE_DAYS: whole(1, 3_650).default(90),
  BACKUP_DIR: text,
  BACKUP_AT: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('09:30'),
  BACKUP_KEEP_DAYS: whole(1, 365).default(14),
  BACKUP_DOCUMENTS: z.enum(['on', 'off']).default('on'),
  BACKUP_RECIPIENT: separatedByCommas(z.string().regex(/^age1[a-z0-9]+$/)),
  BACKUP_PASSPHRASE: z.string().min(12).optional(),
  BACKUP_PASSPHRASE_FILE: text,
  BACKUP_IDENTITY_FILE: text,
  CHECK_LINKS: z.enum(['on', 'off']).default('off'),
  FIRME_DEV: flag,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
})

/** The name of a setting. */
export type Setting = keyof z.input<typeof schema>

/** What each setting must be, for the person who has to mend it. */
const wanted: Partial<Record<Setting, string>> = {
  NODE_ENV: 'development, production or test',
  PORT: 'a port number from 1 to 65535',
  OFFICE_PORT: 'a port number from 1 to 65535',
  OFFICE_URL: 'the address organizers open, like https://office.firme.example.org',
  DATABASE_URL: 'an address like postgres://user:password@host:5432/firme',
  DATABASE_URL_WEB: 'an address like postgres://firme_web:password@host:5432/firme',
  DATABASE_URL_OFFICE: 'an address like postgres://firme_office:password@host:5432/firme',
  DATABASE_URL_WORKER: 'an address like postgres://firme_worker:password@host:5432/firme',
  DATABASE_URL_LISTEN:
    'the address of the database itself, without a pool in between, like postgres://firme_web:password@host:5432/firme',
  PUBLIC_URL: 'the address people open, like https://firme.example.org',
  S3_ENDPOINT: 'the address of your storage, like https://s3.us-west-2.amazonaws.com',
  S3_BUCKET: 'the name of a bucket, like firme-documents',
  MAIL_HOST: 'the name of your mail server, like mail.example.org',
  LISTEN_HOST: 'an address of this machine, like 127.0.0.1 or 0.0.0.0',
  SMTP_URL: 'an address like smtps://user:password@mail.example.org:465',
  MAIL_FROM: 'a sender like "Firme <firme@example.org>"',
  BOUNCE_ADDRESS:
    'an address for mail that comes back, like bounce@example.org; its mailbox must take bounce+anything@ too',
  MAIL_HOOK_SECRET: 'a secret of at least 16 characters',
  IMAP_URL:
    'an address like imaps://user:password@mail.example.org:993, with % signs for special characters in the password',
  LETTERS_PER_HOUR: 'the number of letters an office gets in an hour, 1 to 10000',
  NEWS_MAILS_PER_WEEK: 'the most mails with news that a person gets in a week, 1 to 50',
  NEWS_TEXTS_PER_WEEK: 'the most texts with news that a person gets in a week, 1 to 50',
  TWILIO_FROM: 'your Twilio number in the form +16025550100',
  TWILIO_API_URL: 'an address like http://127.0.0.1:4010',
  TWILIO_SEGMENT_PRICE: 'what one segment of a text costs, in dollars, like 0.0113',
  TWILIO_CALL_PRICE: 'what a minute of both ends of a connected call costs, in dollars, like 0.028',
  TWILIO_CODE_CALL_PRICE: 'what a minute of one end of a call costs, in dollars, like 0.014',
  TWILIO_MACHINE_PRICE: 'what listening for an answering machine costs, in dollars, like 0.0075',
  TWILIO_TERRITORY_MULTIPLE:
    'how many times as much texts and calls to Puerto Rico, Guam and the other territories cost, 1 to 100, like 8',
  TWILIO_TERRITORY_SEGMENT_PRICE: 'what one segment of a text to a territory costs, in dollars, like 0.05',
  TWILIO_TERRITORY_MINUTE_PRICE: 'what a minute of one end of a call to a territory costs, in dollars, like 0.11',
  DAILY_BUDGET: 'how many dollars calls may cost a day, like 25',
  DAILY_TEXT_BUDGET: 'how many dollars texts may cost a day, like 100',
  ALLOW_CAPTURE: '1 or 0',
  WEB_CONCURRENCY: 'the number of web processes, 1 to 64',
  STOP_GRACE_SECONDS: 'the number of seconds, 0 to 60',
  TRUSTED_PROXIES: 'the number of proxies in front of Firme, 0 to 5',
  SHARED_NETWORKS: 'addresses behind which many people sit, like 203.0.113.7, 2001:db8::1',
  RETENTION_DAYS: 'the number of days, 1 to 3650',
  CONTACT_STALE_DAYS: 'the number of days, 1 to 3650',
  BACKUP_AT: 'a time of day in UTC, like 09:30',
  BACKUP_KEEP_DAYS: 'the number of days, 1 to 365',
  BACKUP_DOCUMENTS: 'on or off',
  BACKUP_RECIPIENT: 'a public key that age-keygen prints, like age1…; several are separated by commas',
  BACKUP_PASSPHRASE: 'a passphrase of at least 12 characters',
  CHECK_LINKS: 'on or off',
  FIRME_DEV: '1 or 0',
  LOG_LEVEL: 'fatal, error, warn, info, debug or silent',
}

/** The provider's prices for calls, in millionths of a dollar. Used to compute what calls cost. */
export interface CallPrices {
  /** A minute of both ends of a connected call. */
  minute: number
  /** A minute of one end: a call that only reads out a code. */
  oneEndMinute: number
  /** One answering machine detection. */
  machineDetection: number
  /** A minute of one end in a territory, such as Puerto Rico or Guam. */
  territoryMinute: number
}

/** All settings, validated. */
export interface Env {
  isProduction: boolean
  /** Whether this is `npm run dev`: pages and files are reloaded when they change. Never in production. */
  isDev: boolean
  port: number
  /** The address both servers listen on; null for all. */
  listenHost: string | null
  dataDir: string
  /** Where the files of documents and videos are: a folder, unless there is a bucket. */
  documents: {
    dir: string
    bucket: { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string } | null
  }
  /** Of a process that was started: the one it uses, with its own credential. Otherwise the owner's; null: the embedded server. */
  databaseUrl: string | null
  /** What the processes use on a server of the operator's own, where each has its credential. */
  databaseUrls: { web: string | null; office: string | null; worker: string | null }
  /** Where the web process hears what has changed, if it reaches the database through a pool; null: at its own address. */
  listenUrl: string | null
  publicUrl: string
  officePort: number
  /** URL that organizers open; passkeys belong to its host. */
  officeUrl: string
  keyringFile: string
  /** Null: email is captured in `dataDir/outbox/mail`. */
  smtpUrl: string | null
  /** Name of the mail server, also for a process that sends nothing and does not know the login; null: mail is captured. */
  mailHost: string | null
  mailFrom: string
  /** Who runs this site, as its mails are signed. The address is null where none was set in production. */
  organization: { name: string; mail: string | null }
  /** Return address for bounces, with a token after a plus; null: bounces go to the sender. */
  bounceAddress: string | null
  /** Secret with which a mail server delivers bounces; null: none are accepted. */
  mailHookSecret: string | null
  /** The mailbox that the worker reads; null for none. `doneFolder`: where read mail is moved; null: it is only marked as read. */
  mailbox: { url: string; folder: string; doneFolder: string | null } | null
  /** Most letters that one office gets in an hour. */
  lettersPerHour: number
  /** The most that a person gets in a week of what is sent to many, from all groups together. */
  newsPerWeek: { mail: number; sms: number }
  dkim: { domain: string; selector: string; keyFile: string } | null
  /** The account for texts and calls; the simulator's while they are captured. Null where they are not set up. */
  twilio: { accountSid: string; authToken: string; from: string; apiUrl: string | null; isSimulated: boolean } | null
  /**
   * In millionths of a dollar: a segment of a text to a state and to a territory, call prices, and the default daily
   * limits of calls and texts for all campaigns, used until the office sets one.
   */
  prices: { segment: number; territorySegment: number; calls: CallPrices; callsADay: number; textsADay: number }
  /** Where mail, texts and calls go; every page and job checks this. */
  channels: Channels
  /**
   * Whether the pages under /dev exist: never in production, and only while the site can be opened only from this
   * machine.
   */
  hasDevPages: boolean
  webConcurrency: number
  /** Milliseconds that a server goes on answering after it was told to stop, so that a proxy can notice. */
  stopGrace: number
  trustedProxies: number
  /** Addresses shared by many people: ten times as many requests are accepted, and nothing is held. */
  sharedNetworks: string[]
  /** Days that people are kept after their campaign has closed. */
  retentionDays: number
  /** Days after which an official's contact must be checked again. */
  contactStaleDays: number
  /** `dir`: where the worker puts a backup a day, at `at` (UTC), and for how many days; null: it makes none. */
  backup: {
    dir: string | null
    at: { hour: number; minute: number }
    keepDays: number
    /** Whether the files of documents and videos are in a backup. Those in a bucket never are. */
    takesDocuments: boolean
    /** What backups are encrypted to: public keys of age, or one passphrase. */
    recipients: string[]
    passphrase: string | null
    passphraseFile: string | null
    /** The private keys of age that open backups. */
    identityFile: string | null
  }
  /** Whether the worker visits the links on public pages. */
  checksLinks: boolean
  logLevel: string
}

/** A setting is wrong; the message says which, and what it should be. */
export class EnvError extends Error {}

/**
 * Reads what the parent has passed on to a process that it started. No `.env` file counts here: it holds what this process
 * must not have.
 *
 * @throws EnvError with a sentence for each setting that is wrong
 */
export function readChildEnv(child: 'web' | 'office' | 'worker' | 'simulator'): Env {
  return readEnv(child === 'office' ? withoutTokens(process.env) : process.env)
}

/** The environment as it is, for what is passed on of it. */
export function ownEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env
}

/**
 * The office shows the number of texts and speaks to no provider, so it starts without the tokens that go with the
 * account; and it says when the last backup was, without being able to open one.
 */
function withoutTokens(given: Record<string, string | undefined>): Record<string, string | undefined> {
  return {
    ...given,
    ...(given.TWILIO_ACCOUNT_SID ? { TWILIO_AUTH_TOKEN: 'withheld' } : {}),
    ...(given.SIMULATOR_URL ? { SIMULATOR_TOKEN: 'withheld' } : {}),
    ...(given.BACKUP_DIR && !given.BACKUP_RECIPIENT ? { BACKUP_PASSPHRASE: 'withheld from the office' } : {}),
  }
}

/**
 * Reads and checks the environment; the only place that does. A `.env` file in the working folder counts too, the
 * environment's own values first.
 *
 * @throws EnvError with a sentence for each wrong setting
 */
export function readEnv(source?: Record<string, string | undefined>): Env {
  if (!source && existsSync('.env')) process.loadEnvFile('.env')
  const given = Object.fromEntries(Object.entries(source ?? process.env).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(given)
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => String(issue.path[0]) as keyof typeof wanted))
    throw new EnvError([...names].map((name) => `${name} should be ${wanted[name] ?? 'set to something'}.`).join(' '))
  }
  return envOf(parsed.data)
}

function organizationOf(sender: string, isProduction: boolean): Env['organization'] {
  const [, name = '', mail = sender.trim()] = /^\s*"?([^"<]*?)"?\s*<([^<>]+)>\s*$/.exec(sender) ?? []
  return { name: name || mail.split('@').at(-1)!, mail: isProduction && sender === sampleSender ? null : mail }
}

function envOf(values: z.output<typeof schema>): Env {
  const dataDir = path.resolve(values.DATA_DIR)
  const officePort = values.OFFICE_PORT ?? (values.PORT % 65_535) + 1
  const twilio = together({
    TWILIO_ACCOUNT_SID: values.TWILIO_ACCOUNT_SID,
    TWILIO_AUTH_TOKEN: values.TWILIO_AUTH_TOKEN,
    TWILIO_FROM: values.TWILIO_FROM,
  })
  const dkim = together({
    DKIM_DOMAIN: values.DKIM_DOMAIN,
    DKIM_SELECTOR: values.DKIM_SELECTOR,
    DKIM_KEY_FILE: values.DKIM_KEY_FILE,
  })
  const storage = together({
    S3_ENDPOINT: values.S3_ENDPOINT,
    S3_BUCKET: values.S3_BUCKET,
    S3_ACCESS_KEY_ID: values.S3_ACCESS_KEY_ID,
    S3_SECRET_ACCESS_KEY: values.S3_SECRET_ACCESS_KEY,
  })
  const publicUrl = (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, '')
  const officeUrl = (values.OFFICE_URL ?? `http://localhost:${officePort}`).replace(/\/+$/, '')
  const isProduction = values.NODE_ENV === 'production'
  const mailHost = values.SMTP_URL ? new URL(values.SMTP_URL).hostname : (values.MAIL_HOST ?? null)
  if (isProduction && values.FIRME_DEV)
    throw new EnvError('npm run dev is not for production: run npm start, or set NODE_ENV to development.')
  const hasOwnAddresses = isLoopback(publicUrl) && isLoopback(officeUrl)
  const decided = channelsOf({
    isProduction,
    allowsCapture: values.ALLOW_CAPTURE,
    isLoopback: hasOwnAddresses,
    hasSmtp: mailHost !== null,
    hasTwilio: twilio !== null,
  })
  if ('refused' in decided)
    throw new EnvError(
      whyRefused(decided.refused, {
        isProduction,
        hasSmtp: mailHost !== null,
        hasTwilio: twilio !== null,
        address: isLoopback(publicUrl) ? officeUrl : publicUrl,
      }),
    )
  return {
    isProduction,
    isDev: values.FIRME_DEV,
    port: values.PORT,
    // Behind a proxy, whoever reached us directly could write any address into X-Forwarded-For.
    listenHost: values.LISTEN_HOST ?? (values.TRUSTED_PROXIES > 0 ? '127.0.0.1' : null),
    dataDir,
    documents: {
      dir: path.resolve(values.DOCUMENTS_DIR ?? path.join(dataDir, 'documents')),
      bucket: storage && {
        endpoint: storage.S3_ENDPOINT,
        bucket: storage.S3_BUCKET,
        region: values.S3_REGION,
        accessKeyId: storage.S3_ACCESS_KEY_ID,
        secretAccessKey: storage.S3_SECRET_ACCESS_KEY,
      },
    },
    databaseUrl: values.DATABASE_URL ?? null,
    databaseUrls: {
      web: values.DATABASE_URL_WEB ?? null,
      office: values.DATABASE_URL_OFFICE ?? null,
      worker: values.DATABASE_URL_WORKER ?? null,
    },
    listenUrl: values.DATABASE_URL_LISTEN ?? null,
    publicUrl,
    officePort,
    officeUrl,
    keyringFile: path.resolve(values.KEYRING_FILE ?? path.join(dataDir, 'keyring.json')),
    smtpUrl: values.SMTP_URL ?? null,
    mailHost,
    mailFrom: values.MAIL_FROM,
    organization: organizationOf(values.MAIL_FROM, isProduction),
    bounceAddress: values.BOUNCE_ADDRESS ?? null,
    mailHookSecret: values.MAIL_HOOK_SECRET ?? null,
    mailbox: values.IMAP_URL
      ? { url: values.IMAP_URL, folder: values.IMAP_FOLDER, doneFolder: values.IMAP_DONE_FOLDER ?? null }
      : null,
    lettersPerHour: values.LETTERS_PER_HOUR,
    newsPerWeek: { mail: values.NEWS_MAILS_PER_WEEK, sms: values.NEWS_TEXTS_PER_WEEK },
    dkim: dkim && { domain: dkim.DKIM_DOMAIN, selector: dkim.DKIM_SELECTOR, keyFile: dkim.DKIM_KEY_FILE },
    twilio: twilio
      ? {
          accountSid: twilio.TWILIO_ACCOUNT_SID,
          authToken: twilio.TWILIO_AUTH_TOKEN,
          from: twilio.TWILIO_FROM,
          apiUrl: values.TWILIO_API_URL ?? null,
          isSimulated: false,
        }
      : decided.channels.texts === 'capture'
        ? simulated(values.SIMULATOR_URL, values.SIMULATOR_TOKEN)
        : null,
    prices: pricesOf(values),
    channels: decided.channels,
    hasDevPages: !isProduction && hasOwnAddresses,
    webConcurrency: values.WEB_CONCURRENCY,
    stopGrace: (values.STOP_GRACE_SECONDS ?? (isProduction ? 5 : 0)) * 1_000,
    trustedProxies: values.TRUSTED_PROXIES,
    sharedNetworks: values.SHARED_NETWORKS,
    retentionDays: values.RETENTION_DAYS,
    contactStaleDays: values.CONTACT_STALE_DAYS,
    backup: backupOf(values),
    checksLinks: values.CHECK_LINKS === 'on',
    logLevel: values.LOG_LEVEL,
  }
}

function backupOf(values: z.output<typeof schema>): Env['backup'] {
  const keys = [values.BACKUP_RECIPIENT.length > 0, values.BACKUP_PASSPHRASE, values.BACKUP_PASSPHRASE_FILE].filter(
    Boolean,
  )
  if (keys.length > 1)
    throw new EnvError('Set one of BACKUP_RECIPIENT, BACKUP_PASSPHRASE and BACKUP_PASSPHRASE_FILE, not several.')
  if (values.BACKUP_DIR && keys.length === 0)
    throw new EnvError(
      'With BACKUP_DIR set BACKUP_RECIPIENT too (or BACKUP_PASSPHRASE_FILE): backups are never written in the clear.',
    )
  const [hour, minute] = values.BACKUP_AT.split(':').map(Number)
  return {
    dir: values.BACKUP_DIR ? path.resolve(values.BACKUP_DIR) : null,
    at: { hour: hour!, minute: minute! },
    keepDays: values.BACKUP_KEEP_DAYS,
    takesDocuments: values.BACKUP_DOCUMENTS === 'on',
    recipients: values.BACKUP_RECIPIENT,
    passphrase: values.BACKUP_PASSPHRASE ?? null,
    passphraseFile: values.BACKUP_PASSPHRASE_FILE ? path.resolve(values.BACKUP_PASSPHRASE_FILE) : null,
    identityFile: values.BACKUP_IDENTITY_FILE ? path.resolve(values.BACKUP_IDENTITY_FILE) : null,
  }
}

function pricesOf(values: z.output<typeof schema>): Env['prices'] {
  const times = values.TWILIO_TERRITORY_MULTIPLE
  return {
    segment: micros(values.TWILIO_SEGMENT_PRICE),
    territorySegment: micros(values.TWILIO_TERRITORY_SEGMENT_PRICE ?? values.TWILIO_SEGMENT_PRICE * times),
    calls: {
      minute: micros(values.TWILIO_CALL_PRICE),
      oneEndMinute: micros(values.TWILIO_CODE_CALL_PRICE),
      machineDetection: micros(values.TWILIO_MACHINE_PRICE),
      territoryMinute: micros(values.TWILIO_TERRITORY_MINUTE_PRICE ?? values.TWILIO_CODE_CALL_PRICE * times),
    },
    callsADay: micros(values.DAILY_BUDGET),
    textsADay: micros(values.DAILY_TEXT_BUDGET),
  }
}

/**
 * Says what to set so that Firme may start.
 *
 * @param address the URL that others can open
 */
function whyRefused(
  refused: 'no-mail' | 'capture-in-public',
  {
    isProduction,
    hasSmtp,
    hasTwilio,
    address,
  }: { isProduction: boolean; hasSmtp: boolean; hasTwilio: boolean; address: string },
): string {
  if (refused === 'no-mail') {
    return 'In production mail must leave: set SMTP_URL. To try production on this machine alone, set ALLOW_CAPTURE=1 and leave PUBLIC_URL and OFFICE_URL at localhost.'
  }
  const what = [...(hasSmtp ? [] : ['mail']), ...(hasTwilio ? [] : ['texts'])].join(' and ')
  return [
    `People can open ${address}, and ${what} would stay on this machine, in the clear. That is only allowed while PUBLIC_URL and OFFICE_URL are localhost.`,
    ...(hasSmtp ? [] : ['Set SMTP_URL to send mail.']),
    ...(hasTwilio
      ? []
      : [
          `Set the three TWILIO_ settings to send texts and connect calls, or ${isProduction ? 'take out ALLOW_CAPTURE' : 'set NODE_ENV=production'} to run without texts and calls.`,
        ]),
  ].join(' ')
}

/**
 * The simulator's account. `npm start` tells its child processes where the simulator listens; that is not a user
 * setting.
 */
const simulatedAccount = { accountSid: 'AC00000000000000000000000000000000', from: '+16025550100' }

function simulated(url: string | undefined, token: string | undefined): Env['twilio'] {
  return url && token ? { ...simulatedAccount, authToken: token, apiUrl: url, isSimulated: true } : null
}

function micros(dollars: number): number {
  return Math.round(dollars * 1_000_000)
}

/**
 * Settings that only make sense together: all, or none (null).
 *
 * @throws EnvError naming those that are missing
 */
function together<Name extends string>(settings: Record<Name, string | undefined>): Record<Name, string> | null {
  const names = Object.keys(settings) as Name[]
  const missing = names.filter((name) => !settings[name])
  if (missing.length === names.length) return null
  if (missing.length > 0) throw new EnvError(`${names.join(', ')} go together: ${missing.join(', ')} is missing.`)
  return settings as Record<Name, string>
}
