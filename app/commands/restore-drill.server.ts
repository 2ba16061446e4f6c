import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { type Db, openDatabase } from '#db/client'
import { oneClient } from '#db/one-client'
import { namesOfFiles } from '~/campaigns/library/backed-up-files.server'
import type { Env } from '~/env.server'
import { verifyAudit } from '~/office/guard/audit.server'
import { BackupError } from '~/vault/backups/backup-error'
import { recordBackupRun } from '~/vault/backups/backup-runs.server'
import { type Loaded, loadBackup } from '~/vault/backups/load-backup.server'
import { openBackup } from '~/vault/backups/open-backup.server'
import { parseKeyring } from '~/vault/keyring.server'
import { openPerson, openVault } from '~/vault/open.server'
import { inSentences, placeOfFiles, seconds } from './backup.server'
import { keysToUse } from './backup-keys.server'
import { databaseFor, interruption, keyringOf, say, Wrong } from './command.server'

/** `firme restore-drill FILE`: proves that a backup comes back, without touching anything that runs. */
export async function runDrill(env: Env, [file, ...more]: string[]): Promise<void> {
  if (!file || more.length > 0) throw new Wrong('Say which: restore-drill FILE.')
  const signal = interruption()
  await inSentences(async () => {
    const keys = await keysToUse(env)
    const { url, stop } = await databaseFor(env)
    const { db } = openDatabase(url, 1)
    const beganAt = new Date()
    const record = (failure: string | null, loaded: Loaded | null) =>
      recordBackupRun(db, {
        kind: 'drill',
        beganAt,
        endedAt: new Date(),
        failure,
        fileName: path.basename(file),
        bytes: null,
        rows: loaded?.rows ?? null,
      })
    try {
      const backup = await openBackup(file, keys, signal)
      const loaded = await inScratch(url, async (scratch) => {
        const names = new Set<string>()
        const done = await loadBackup(scratch, backup, {
          async file(name, { stream }) {
            for await (const _ of stream);
            names.add(name)
          },
        })
        await lookAt(scratch, env, done)
        if (backup.head.hasFiles) await countFiles(scratch, names)
        else say(`The files of documents and videos are not in it: back up ${placeOfFiles(env)} too.`)
        return done
      })
      await record(null, loaded)
      say(
        `${file} comes back: as of ${backup.head.at}, ${loaded.tables} tables and ${loaded.rows} rows with equal counts, checksum ${loaded.checksum}, in ${seconds(beganAt)} seconds.`,
      )
    } catch (error) {
      const fault = error instanceof BackupError ? error.fault : 'unknown'
      // A slip of who typed it says nothing about the backup.
      if (!slips.includes(fault)) await record(fault, null).catch(() => undefined)
      throw error
    } finally {
      await db.destroy()
      await stop()
    }
  })
}

const slips = ['no-file', 'not-a-backup', 'wrong-key', 'interrupted', 'no-right']

/** The activity log, and whether somebody can be read. */
async function lookAt(url: string, env: Env, { keyring: bytes }: Loaded): Promise<void> {
  const { db } = openDatabase(url, 1)
  try {
    const { lines, brokenAt } = await verifyAudit(db)
    if (brokenAt !== null)
      throw new BackupError(
        'differs',
        `The activity log in the backup is broken at line ${brokenAt}: somebody changed it in the database before the backup. Compare it with an older one.`,
      )
    say(`The activity log: ${lines} lines, each linked to the one before.`)
    say(await openSomebody(db, bytes ? parseKeyring(bytes.toString('utf8')) : null, env))
  } finally {
    await db.destroy()
  }
}

/** Compares the files that came with those that rows name. */
async function countFiles(url: string, came: ReadonlySet<string>): Promise<void> {
  const client = oneClient(url)
  await client.connect()
  try {
    const missing = [...(await namesOfFiles(client))].filter((name) => !came.has(name))
    say(`Files of documents and videos: ${came.size}, each whole.`)
    if (missing.length > 0)
      say(
        `Missing when the backup was made: ${missing.length}, such as ${missing[0]}. Put them back from an older one.`,
      )
  } finally {
    await client.end()
  }
}

/** Opens every campaign's keys and one person, and shows nothing of it. */
async function openSomebody(db: Db, own: ReturnType<typeof parseKeyring>, env: Env): Promise<string> {
  const keyring =
    own ??
    (await keyringOf(db, env).catch((error: unknown) => {
      if (error instanceof Wrong)
        throw new BackupError('no-keyring', `Counts are equal, but nobody can be read: ${error.message}`)
      throw error
    }))
  const vault = await openVault(db, keyring)
  const person = await db.selectFrom('person').selectAll().limit(1).executeTakeFirst()
  if (!person) return `The keyring opens the keys of ${vault.byKeyId.size} campaigns; there is no person to open.`
  openPerson(vault, person)
  return 'The keyring opens one person.'
}

const prefix = 'firme_drill_'

/** A database of its own on the same server, which is dropped whatever happens; one that a killed drill left goes too. */
async function inScratch<Result>(url: string, work: (scratch: string) => Promise<Result>): Promise<Result> {
  const admin = oneClient(url)
  await admin.connect()
  const name = `${prefix}${randomBytes(6).toString('hex')}`
  try {
    const { rows: left } = await admin.query<{ name: string }>(
      `select datname as name from pg_database where datname like '${prefix.replaceAll('_', '\\_')}%'
         and not exists (select from pg_stat_activity where pg_stat_activity.datname = pg_database.datname)`,
    )
    for (const { name: old } of left) await admin.query(`drop database if exists ${old}`)
    await admin
      .query(`create database ${name} template template0 encoding 'UTF8'`)
      .catch((error: Error & { code?: string }) => {
        if (error.code !== '42501') throw error
        throw new BackupError(
          'no-right',
          "The database's user may not make a database for the drill: give it the right (alter role … createdb), or restore the file on another machine instead.",
        )
      })
    const scratch = new URL(url)
    scratch.pathname = `/${name}`
    return await work(scratch.href)
  } finally {
    await drop(admin, name).catch(() => undefined)
    await admin.end().catch(() => undefined)
  }
}

/** Connections that have just been closed take a moment to end; one that was thrown out would be a line in the log. */
async function drop(admin: pg.Client, name: string): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    const { rowCount } = await admin.query('select from pg_stat_activity where datname = $1', [name])
    if (rowCount === 0) break
    await sleep(50)
  }
  await admin.query(`drop database if exists ${name} with (force)`)
}
