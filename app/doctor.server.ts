import { stat, statfs } from 'node:fs/promises'
import net from 'node:net'
import { hostname } from 'node:os'
import { sql } from 'kysely'
import { type Db, openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { isAway } from '#db/is-away'
import { recountOutreach } from '~/actions/outreach/recount-outreach.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { filesOfBackup, missingFiles } from '~/campaigns/library/backed-up-files.server'
import { readMailStanding } from '~/channels/mail/mail-standing.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import { verifyAudit } from '~/office/guard/audit.server'
import { forgedRoles, isOurRole } from '~/office/guard/organizers.server'
import { forgedPasswords } from '~/office/team/password.server'
import { unreadable } from '~/queue/intake/submission'
import { readSwitches } from '~/queue/outbox/switches.server'
import { passesNotificationsOn } from '~/web/http/listen.server'
import { type Check, channelChecks, hearingCheck, outgoingMail, readiness } from '~/web/site/ready.server'
import { placeOfFiles } from './commands/backup.server'
import type { Env } from './env.server'
import { backupNeed, readBackupStanding, tooOld } from './vault/backups/backup-runs.server'
import { readKeyringFile } from './vault/keyring.server'
import { readKeyringReports, userName } from './vault/keyring-report.server'
import { readKeyring } from './vault/keyring-standing.server'
import { keyringWords } from './vault/keyring-words'
import { openVault } from './vault/open.server'

/** Checks everything that can be wrong with an installation, and says how to fix it. Changes nothing. */
export async function doctor(env: Env): Promise<Check[]> {
  const now = new Date()
  const url = env.databaseUrl ?? (await runningEmbedded(env.dataDir))
  const own = [settingsCheck(env), await diskCheck(env), ...(await mailServerCheck(env))]
  if (!url)
    return [
      ...own,
      ...channelChecks(env),
      await keyringFileCheck(env),
      { name: 'database', state: 'bad', detail: 'is not running: npm start' },
    ]
  const { db } = openDatabase(url, 2)
  try {
    // The keyring file itself is tested here: the other processes' reports may be a minute old.
    const checks = (await readiness(db, env, now)).checks.filter((check) => check.name !== 'keyring')
    const isUp = checks.every((check) => check.state !== 'bad')
    // The doctor has its own, more detailed check of outgoing mail.
    const ready = isUp ? checks.filter((check) => check.name !== outgoingMail) : checks
    return [
      ...own,
      ...ready,
      ...(isUp
        ? [
            await versionCheck(db),
            await rolesCheck(env, url),
            await notificationsCheck(env, url),
            ...(await keysCheck(db, env)),
            await totalsCheck(db, now),
            await heldCheck(db),
            await failuresCheck(db),
            ...(await outgoingChecks(db, now)),
            await switchesCheck(db),
            await optOutCheck(db),
            await ownerCheck(db, env),
            ...(await givenRolesCheck(db, env)),
            ...(await setPasswordsCheck(db, env)),
            await ledgerCheck(db),
            await documentsCheck(db, env),
            await backupCheck(db, env, now),
            await drillCheck(db, now),
          ]
        : []),
    ]
  } finally {
    await db.destroy()
  }
}

/** Files that were not in a backup, or were put into the wrong folder, are missing after a restore. */
async function documentsCheck(db: Db, env: Env): Promise<Check> {
  const name = 'documents'
  const where = placeOfFiles(env)
  const found = await missingFiles(db, storageOf(env)).catch(() => null)
  if (!found)
    return { name, state: 'bad', detail: `${where} cannot be read: check S3_ or DOCUMENTS_DIR, and its rights` }
  const { all, missing } = found
  if (missing.length > 0)
    return {
      name,
      state: 'bad',
      detail: `${missing.length} of ${all} files are missing in ${where}, such as that of ${missing[0]}: put them back from a backup`,
    }
  if (all === 0) return { name, state: 'ok', detail: 'there are none' }
  return {
    name,
    state: 'ok',
    detail: `all ${all} files are in ${where}; ${filesOfBackup(env) ? 'backups have them too' : 'backups do not have them: back it up by other tools'}`,
  }
}

function settingsCheck({ publicUrl, isProduction }: Env): Check {
  const isSafe = publicUrl.startsWith('https:') || !isProduction
  return {
    name: 'address',
    state: isSafe ? 'ok' : 'bad',
    detail: isSafe
      ? publicUrl
      : `${publicUrl}: people's names would travel in the open; put a TLS proxy in front and set PUBLIC_URL to https://…`,
  }
}

async function diskCheck({ dataDir }: Env): Promise<Check> {
  const found = await statfs(dataDir).catch(() => null)
  if (!found) return { name: 'disk', state: 'warn', detail: `${dataDir} is not there yet; npm start makes it` }
  const free = (found.bavail * found.bsize) / 2 ** 30
  return {
    name: 'disk',
    state: free < 0.2 ? 'bad' : free < 2 ? 'warn' : 'ok',
    detail: `${free.toFixed(1)} GB free${free < 2 ? ': make room, or move DATA_DIR' : ''}`,
  }
}

async function mailServerCheck({ smtpUrl }: Env): Promise<Check[]> {
  if (!smtpUrl) return []
  const { hostname, port, protocol } = new URL(smtpUrl)
  const answers = await reaches(hostname.replace(/^\[|\]$/g, ''), Number(port) || (protocol === 'smtps:' ? 465 : 587))
  return [
    {
      name: 'mail server',
      state: answers ? 'ok' : 'bad',
      detail: answers
        ? `${hostname} answers`
        : `${hostname} does not answer: check SMTP_URL and the firewall; mail waits until it does`,
    },
  ]
}

/** A STOP that waits blocks all texts; one that was not sealed to us blocks none, and may be somebody's. */
async function optOutCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{ waiting: number; tried: number; lost: number }>`
    select count(*) filter (where failure is distinct from ${unreadable} and accepted_at < now() - interval '1 minute')::integer as waiting,
      count(*) filter (where failure <> ${unreadable})::integer as tried,
      count(*) filter (where failure = ${unreadable})::integer as lost
    from intake where kind = 'opt-out-text'
  `.execute(db)
  const { waiting, tried, lost } = rows[0]!
  const name = 'opting out'
  if (tried > 0)
    return {
      name,
      state: 'bad',
      detail: `${tried} STOP could not be recorded, and no text leaves until they are: a key in vault_key is missing, or this version is older than the web process; the worker's log says which`,
    }
  if (waiting > 0)
    return {
      name,
      state: 'bad',
      detail: `${waiting} STOP wait to be read, and no text leaves until they are: is the worker running?`,
    }
  return lost > 0
    ? {
        name,
        state: 'bad',
        detail: `${lost} STOP cannot be read: damaged, or written by somebody who got into the web process; compare with the texts at the provider`,
      }
    : { name, state: 'ok', detail: 'nobody’s STOP waits' }
}

function reaches(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 5_000 })
    const end = (answer: boolean) => {
      socket.destroy()
      resolve(answer)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
}

async function versionCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{
    version: number
  }>`select current_setting('server_version_num')::integer as version`.execute(db)
  const version = Math.floor(rows[0]!.version / 10_000)
  return {
    name: 'PostgreSQL',
    state: version >= 15 ? 'ok' : 'bad',
    detail: `version ${version}${version >= 15 ? '' : ': Firme needs 15 or newer'}`,
  }
}

/** Whether each process reaches the database with rights of its own. On the embedded server it always does. */
async function rolesCheck({ databaseUrl, databaseUrls }: Env, url: string): Promise<Check> {
  const name = 'database roles'
  if (!databaseUrl) return { name, state: 'ok', detail: 'web, office and worker have one each' }
  const mend = 'npx firme grant prints the SQL that gives each its own'
  const shared = Object.entries(databaseUrls).filter(([, own]) => own === null || userOf(own) === userOf(url))
  if (shared.length > 0)
    return {
      name,
      state: 'warn',
      detail: `${shared.map(([role]) => role).join(', ')} would use the account of DATABASE_URL, which may do everything: ${mend}`,
    }
  const known = Object.values(databaseUrls).filter((own) => own !== null)
  if (new Set(known.map(userOf)).size < known.length)
    return { name, state: 'warn', detail: `some processes share one account: ${mend}` }
  const superusers = (await Promise.all([url, ...known].map(isSuperuser))).some((one) => one)
  return superusers
    ? { name, state: 'bad', detail: `one is a superuser of the database server and could run programs there: ${mend}` }
    : { name, state: 'ok', detail: 'web, office and worker have one each, and none is a superuser' }
}

/** Sends a notification there and back, as each web process does. */
async function notificationsCheck({ listenUrl, databaseUrls }: Env, url: string): Promise<Check> {
  const heard = await passesNotificationsOn(listenUrl ?? databaseUrls.web ?? url).catch(() => null)
  const { name } = hearingCheck(true)
  if (heard === null)
    return {
      name,
      state: 'warn',
      detail: `cannot be received at ${listenUrl ? 'DATABASE_URL_LISTEN' : 'DATABASE_URL_WEB'}: check its address and password; until then pages are rendered again every two seconds`,
    }
  if (heard && listenUrl && userOf(listenUrl) !== userOf(databaseUrls.web ?? url))
    return {
      name,
      state: 'warn',
      detail: `come back, but DATABASE_URL_LISTEN names another account than the web process has: give it that of DATABASE_URL${databaseUrls.web ? '_WEB' : ''}`,
    }
  return hearingCheck(heard)
}

function userOf(url: string): string {
  return new URL(url).username
}

async function isSuperuser(url: string): Promise<boolean> {
  const { db } = openDatabase(url, 1)
  try {
    const { rows } = await sql<{
      is: boolean
    }>`select rolsuper or rolcreaterole or rolcreatedb as is from pg_roles where rolname = current_user`.execute(db)
    return rows[0]!.is
  } finally {
    await db.destroy()
  }
}

/** The file by itself, while no database can be asked. */
async function keyringFileCheck({ keyringFile }: Env): Promise<Check> {
  const { outcome } = await readKeyringFile(keyringFile)
  if (outcome === 'read')
    return {
      name: 'keyring',
      state: 'ok',
      detail: 'can be read; whether it opens the database is tried once that runs',
    }
  return {
    name: 'keyring',
    state: 'bad',
    detail: keyringWords(outcome === 'missing' ? 'lost' : outcome, keyringFile, userName()),
  }
}

async function keysCheck(db: Db, { keyringFile }: Env): Promise<Check[]> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is === 'new')
    return [{ name: 'keyring', state: 'warn', detail: 'there is none yet: npm start makes it' }]
  if (standing.is !== 'open') {
    // Where only the web role runs there is no keyring, and there should be none.
    const elsewhere =
      standing.is === 'lost' &&
      (await readKeyringReports(db)).find((one) => one.is === 'open' && one.host !== hostname())
    if (elsewhere)
      return [
        {
          name: 'keyring',
          state: 'ok',
          detail: `is not on this machine; the ${elsewhere.role} on ${elsewhere.host} opens the keys with it`,
        },
      ]
    return [{ name: 'keyring', state: 'bad', detail: keyringWords(standing.is, keyringFile, userName()) }]
  }
  const isPrivate = ((await stat(keyringFile)).mode & 0o077) === 0
  const file: Check = isPrivate
    ? { name: 'keyring', state: 'ok', detail: 'present, for its owner only' }
    : { name: 'keyring', state: 'warn', detail: `others can read it: chmod 600 ${keyringFile}` }
  const isWhole = await openVault(db, standing.keyring).then(() => true, unlessAway)
  return [
    file,
    isWhole
      ? { name: 'campaign keys', state: 'ok', detail: 'open with this keyring' }
      : {
          name: 'campaign keys',
          state: 'bad',
          detail: `some do not open with ${keyringFile}: they were made while another keyring lay there; look for that file too`,
        },
  ]
}

function unlessAway(error: unknown): false {
  if (isAway(error)) throw error
  return false
}

async function totalsCheck(db: Db, now: Date): Promise<Check> {
  const signed = (await recount(db, { mend: false }, now))
    .filter((one) => one.shown !== one.counted)
    .map((one) => one.petition)
  const reached = (await recountOutreach(db, { mend: false })).filter((one) => !one.isRight).map((one) => one.action)
  const wrong = [...signed, ...reached]
  return {
    name: 'totals',
    state: wrong.length === 0 ? 'ok' : 'bad',
    detail: wrong.length === 0 ? 'are exact' : `${wrong.join(', ')} differ: npx firme recount`,
  }
}

async function heldCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{
    held: number
  }>`select count(*)::integer as held from signature where held is not null`.execute(db)
  const { held } = rows[0]!
  return {
    name: 'held signatures',
    state: held === 0 ? 'ok' : 'warn',
    detail: held === 0 ? 'none' : `${held} wait for somebody to look: npx firme held`,
  }
}

async function switchesCheck(db: Db): Promise<Check> {
  const thrown = (await readSwitches(db)).filter((one) => one.isOn).map((one) => one.name)
  return {
    name: 'switches',
    state: thrown.length === 0 ? 'ok' : 'warn',
    detail: thrown.length === 0 ? 'all is running' : `${thrown.join(', ')} stopped: npx firme go-on ${thrown[0]}`,
  }
}

async function ownerCheck(db: Db, { keyringFile }: Env): Promise<Check> {
  const held = await db
    .selectFrom('organizer_role')
    .innerJoin('organizer', 'organizer.id', 'organizer_role.organizer_id')
    .innerJoin('member_group', 'member_group.id', 'organizer_role.group_id')
    .select(['organizer_id', 'group_id', 'role', 'since', 'mac'])
    .where('role', '=', 'owner')
    .where('kind', '=', 'network')
    .where('removed_at', 'is', null)
    .execute()
  const standing = await readKeyring(db, keyringFile)
  // Without the keyring nobody can tell a role that the office gave from another.
  const owners = standing.is === 'open' ? held.filter((one) => isOurRole(standing.keyring, one)).length : held.length
  return {
    name: 'office',
    state: owners === 0 ? 'warn' : 'ok',
    detail:
      owners === 0
        ? 'nobody owns it yet: open the link of npx firme owner-link'
        : `${owners} ${owners === 1 ? 'owner: a second one would be wise' : 'owners'}`,
  }
}

/** Passwords that the office did not set. They open nothing. */
async function setPasswordsCheck(db: Db, { keyringFile }: Env): Promise<Check[]> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is !== 'open') return []
  const name = 'passwords'
  const forged = await forgedPasswords(db, standing.keyring)
  if (forged.length === 0) return [{ name, state: 'ok', detail: 'each was set in the office' }]
  const vouched = await db
    .selectFrom('audit')
    .select('seq')
    .where('act', '=', 'vouched-for-passwords')
    .executeTakeFirst()
  if (!vouched) return [{ name, state: 'warn', detail: 'the office recognizes those from before when it next starts' }]
  return [
    {
      name,
      state: 'bad',
      detail: `${forged.length} ${forged.length === 1 ? 'was' : 'were'} not set in the office and ${forged.length === 1 ? 'opens' : 'open'} nothing: organizer ${forged.join(', ')}. An owner can let them in again on the page Team; if they changed no password during an update, somebody has changed the database`,
    },
  ]
}

/** Roles that the office did not give. They open nothing; whoever wrote them can write to the database. */
async function givenRolesCheck(db: Db, { keyringFile }: Env): Promise<Check[]> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is !== 'open') return []
  const name = 'roles'
  const forged = await forgedRoles(db, standing.keyring)
  if (forged.length === 0) return [{ name, state: 'ok', detail: 'each was given in the office' }]
  const vouched = await db.selectFrom('audit').select('seq').where('act', '=', 'vouched-for-roles').executeTakeFirst()
  if (!vouched) return [{ name, state: 'warn', detail: 'the office recognizes those from before when it next starts' }]
  return [
    {
      name,
      state: 'bad',
      detail: `${forged.length} ${forged.length === 1 ? 'was' : 'were'} not given in the office and ${forged.length === 1 ? 'opens' : 'open'} nothing: organizer ${[...new Set(forged)].join(', ')}. If it is right, an owner saves it again on the page Team; if nobody gave it, somebody has changed the database`,
    },
  ]
}

async function ledgerCheck(db: Db): Promise<Check> {
  const { lines, brokenAt } = await verifyAudit(db)
  return {
    name: 'ledger',
    state: brokenAt === null ? 'ok' : 'bad',
    detail:
      brokenAt === null
        ? `${lines} lines, the chain holds`
        : `is broken at line ${brokenAt}: somebody has changed it in the database; compare it with a backup`,
  }
}

async function backupCheck(db: Db, { backup, isProduction }: Env, now: Date): Promise<Check> {
  const standing = await readBackupStanding(db)
  const need = backupNeed(standing, backup.dir !== null, now)
  const { lastGood, lastTry, failure } = standing.backup
  const name = 'backup'
  if (need === 'never')
    return {
      name,
      state: isProduction ? 'bad' : 'warn',
      detail: 'there is none: set BACKUP_DIR and BACKUP_RECIPIENT for one a day, or run npx firme backup FILE',
    }
  const last = lastGood ? `the last was made at ${momentIn(lastGood)}` : 'none has ever been made'
  if (need === 'failed')
    return {
      name,
      state: 'bad',
      detail: `failed at ${momentIn(lastTry!)} (${failure}), ${last}: ${mendBackup[failure!] ?? mendBackup.unknown}`,
    }
  return need === 'old'
    ? { name, state: 'bad', detail: `${last}, which is too long ago: is the worker running, and is BACKUP_DIR set?` }
    : { name, state: 'ok', detail: last }
}

async function drillCheck(db: Db, now: Date): Promise<Check> {
  const { drill } = await readBackupStanding(db)
  const name = 'restore drill'
  if (drill.failure !== null)
    return {
      name,
      state: 'bad',
      detail: `failed at ${momentIn(drill.lastTry!)} (${drill.failure}): run npx firme restore-drill FILE again, and read what it says`,
    }
  const isOld = !drill.lastGood || now.getTime() - drill.lastGood.getTime() > tooOld.drill * 86_400_000
  const last = drill.lastGood ? `the last was at ${momentIn(drill.lastGood)}` : 'there has been none'
  return {
    name,
    state: isOld ? 'warn' : 'ok',
    detail: isOld ? `${last}: npx firme restore-drill FILE shows whether a backup comes back` : last,
  }
}

const momentIn = (at: Date) => `${at.toISOString().slice(0, 16)}Z`

/** What to mend when a backup has failed, by its fault. */
const mendBackup: Record<string, string> = {
  'no-key': 'set BACKUP_RECIPIENT or BACKUP_PASSPHRASE_FILE',
  'bad-key': 'check BACKUP_RECIPIENT, or the file of BACKUP_PASSPHRASE_FILE',
  'no-folder': 'BACKUP_DIR is not there: make it, or mount its disk',
  'not-allowed': 'give the user of Firme the right to write in BACKUP_DIR',
  'no-room':
    'make room in BACKUP_DIR, or lower BACKUP_KEEP_DAYS; BACKUP_DOCUMENTS=off leaves the files of documents to other tools',
  interrupted: 'it was stopped; it is tried again',
  unknown: 'run npx firme backup FILE and read what it says',
}

async function failuresCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{ failure: string; messages: number }>`
    select coalesce(failure, state) as failure, count(*)::integer as messages from message
    where state in ('failed', 'undelivered', 'unknown') and created_at > now() - interval '7 days' group by 1 order by 2 desc
  `.execute(db)
  const detail = rows.map(({ failure, messages }) => `${messages} ${failure}`).join(', ')
  return {
    name: 'messages',
    state: rows.length === 0 ? 'ok' : 'warn',
    detail: rows.length === 0 ? 'none has failed in a week' : `did not arrive in a week: ${detail}`,
  }
}

/** What to fix when our mail server refuses us, by reason. */
const mendMail: Record<string, string> = {
  'mail-server-login': 'it refuses our login: check user and password in SMTP_URL',
  'mail-server-refuses-us':
    'it refuses to send for us: check MAIL_FROM, what the account may send, and its daily limit',
  'mail-server-tls': 'there is no safe connection: check its certificate, and smtps:// or smtp:// in SMTP_URL',
  'mail-refused-everywhere': 'every provider refuses our mail: check SPF, DKIM and DMARC of the domain in MAIL_FROM',
}

/** Mail that waits because of us, and confirmation requests deferred by their contact's budget. */
async function outgoingChecks(db: Db, now: Date): Promise<Check[]> {
  const { pause, domains, deferred } = await readMailStanding(db, now)
  const refusing = domains.filter((one) => one.waiting > 0)
  const stuck = refusing.reduce((all, one) => all + one.waiting, 0)
  const codes = [...new Set(refusing.map((one) => one.code))].join(', ')
  const mail: Check = pause
    ? {
        name: outgoingMail,
        state: 'bad',
        detail: `none leaves since ${pause.since.toISOString().slice(0, 16)}Z, ${pause.waiting} wait: ${mendMail[pause.reason] ?? 'the server does not answer: check SMTP_URL and the firewall'}${pause.code ? ` (${pause.code})` : ''}. It goes on by itself.`,
      }
    : refusing.length > 0
      ? {
          name: outgoingMail,
          state: 'warn',
          detail: `${refusing.length} mail ${refusing.length === 1 ? 'provider refuses' : 'providers refuse'} ours (${codes}), ${stuck} wait: check SPF, DKIM and DMARC of the domain in MAIL_FROM; the office names them. It goes on by itself.`,
        }
      : { name: outgoingMail, state: 'ok', detail: 'nothing holds it up' }
  return [
    mail,
    {
      name: 'requests to confirm',
      state: deferred === 0 ? 'ok' : 'warn',
      detail:
        deferred === 0
          ? 'none is put off'
          : `${deferred} put off, since their addresses were written to too often; each is asked as soon as it may be`,
    },
  ]
}
