import { type Db } from '#db/client'
import { filesOfBackup, missingFiles } from '~/campaigns/library/backed-up-files.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import { placeOfFiles } from '~/commands/backup.server'
import type { Env } from '~/env.server'
import { backupNeed, readBackupStanding, tooOld } from '~/vault/backups/backup-runs.server'
import type { Check } from '~/web/site/ready.server'

/** Files that were not in a backup, or were put into the wrong folder, are missing after a restore. */
export async function documentsCheck(db: Db, env: Env): Promise<Check> {
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

/** When the last backup was made, and why the last try failed. */
export async function backupCheck(db: Db, { backup, isProduction }: Env, now: Date): Promise<Check> {
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

/** When somebody last tried whether a backup comes back. */
export async function drillCheck(db: Db, now: Date): Promise<Check> {
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
    'make room in BACKUP_DIR, or lower BACKUP_KEEP_DAYS; BACKUP_DOCUMENTS=off leaves the files of documents and videos to other tools',
  interrupted: 'it was stopped; it is tried again',
  unknown: 'run npx firme backup FILE and read what it says',
}
