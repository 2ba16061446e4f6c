import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Env } from '~/env.server'
import { BackupError } from './backup-error'
import { lockOf } from './backup-key.server'
import { readBackupStanding, recordBackupRun } from './backup-runs.server'
import { isAbandoned } from './drafts.server'
import type { FilesBeside } from './files-beside'
import { writeBackup } from './write-backup.server'

type Settings = Env['backup'] & { dir: string }

const hour = 3_600_000
const day = 24 * hour

/**
 * Whether a backup is due: once a day, at the time of the settings (UTC) or as soon as the worker runs after it. One that
 * failed is tried again after an hour. One in the future was made while a clock ran ahead, and counts for nothing.
 */
export function isBackupDue(
  at: { hour: number; minute: number },
  last: { lastGood: Date | null; lastTry: Date | null },
  now: Date,
): boolean {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), at.hour, at.minute)
  const due = today <= now.getTime() ? today : today - day
  const isCredible = (at: Date | null): at is Date => at !== null && at.getTime() <= now.getTime() + hour
  if (isCredible(last.lastGood) && last.lastGood.getTime() >= due) return false
  if (!isCredible(last.lastTry)) return true
  return last.lastTry.getTime() < due || now.getTime() - last.lastTry.getTime() >= hour
}

/** Names of the scheduled backups say when they began. */
const ours = /^firme-(\d{4}-\d\d-\d\d)T(\d\d)(\d\d)Z\.age$/
const nameAt = (at: Date) => `firme-${at.toISOString().slice(0, 16).replace(':', '')}Z.age`

/**
 * Makes the backup of the day when it is due, and then deletes those that are older than the settings keep. One that
 * fails deletes nothing, and its reason is written down.
 *
 * @returns null when none was due
 */
export async function backUpWhenDue(
  db: Db,
  { databaseUrl, settings, files }: { databaseUrl: string; settings: Settings; files: FilesBeside | null },
  now: Date,
): Promise<{ failure: string | null; deleted: number; missing: number } | null> {
  const { backup: last } = await readBackupStanding(db)
  if (!isBackupDue(settings.at, last, now)) return null
  const file = path.join(settings.dir, nameAt(now))
  const startedAt = Date.now()
  const record = async (failure: string | null, done: { bytes: number; rows: number } | null) =>
    recordBackupRun(db, {
      kind: 'backup',
      beganAt: now,
      endedAt: new Date(now.getTime() + Date.now() - startedAt),
      failure,
      fileName: path.basename(file),
      bytes: done?.bytes ?? null,
      rows: done?.rows ?? null,
    })
  let missing = 0
  try {
    await deleteDrafts(settings.dir)
    const lock = await lockOf(settings)
    if (!lock) throw new BackupError('no-key', 'There is neither BACKUP_RECIPIENT nor a passphrase.')
    const done = await writeBackup({
      databaseUrl,
      file,
      lock,
      keyring: null,
      files,
      expected: last.bytes === null ? await sizeOf(db) : last.bytes * 1.5,
    })
    missing = done.missing.length
    await record(null, done)
  } catch (error) {
    const failure = error instanceof BackupError ? error.fault : 'unknown'
    await record(failure, null)
    return { failure, deleted: 0, missing }
  }
  return { failure: null, deleted: await deleteOld(settings, now), missing }
}

/** Bytes of the database on its disk, indexes and all: more than a backup of it ever needs. */
async function sizeOf(db: Db): Promise<number> {
  const { rows } = await sql<{ bytes: string }>`select pg_database_size(current_database()) as bytes`.execute(db)
  return Number(rows[0]!.bytes)
}

/** Deletes drafts of backups that were killed; one that is being written may be another installation's. */
async function deleteDrafts(dir: string): Promise<void> {
  const names = await readdir(dir).catch(() => {
    // Made by nobody here: it would hide that a disk is not mounted.
    throw new BackupError('no-folder', `There is no folder ${dir}: make it first, or mount its disk.`)
  })
  for (const name of names) {
    const draft = path.join(dir, name)
    if (name.endsWith('.new') && ours.test(name.slice(0, -'.new'.length)) && (await isAbandoned(draft)))
      await rm(draft, { force: true })
  }
}

async function deleteOld({ dir, keepDays }: Settings, now: Date): Promise<number> {
  let deleted = 0
  for (const name of await readdir(dir)) {
    const [, date, hours, minutes] = ours.exec(name) ?? []
    if (!date || now.getTime() - Date.parse(`${date}T${hours}:${minutes}Z`) < keepDays * day) continue
    await rm(path.join(dir, name))
    deleted += 1
  }
  return deleted
}
