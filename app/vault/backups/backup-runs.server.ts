import { sql } from 'kysely'
import type { Db } from '#db/client'

/** How a backup or a drill went. */
export interface BackupRun {
  kind: 'backup' | 'drill'
  beganAt: Date
  endedAt: Date
  /** A `BackupFault`, or null when all went well. */
  failure: string | null
  /** Without its folder. */
  fileName: string
  bytes: number | null
  rows: number | null
}

/** Writes down how a run went, unless the database has no table for it yet. Forgets runs that are old or in the future. */
export async function recordBackupRun(db: Db, run: BackupRun): Promise<void> {
  const { rows } = await sql<{ isThere: boolean }>`select to_regclass('backup_run') is not null as "isThere"`.execute(
    db,
  )
  if (!rows[0]!.isThere) return
  await sql`delete from backup_run where ended_at < ${run.endedAt}::timestamptz - interval '400 days' or ended_at > ${run.endedAt}::timestamptz + interval '1 hour'`.execute(
    db,
  )
  await db
    .insertInto('backup_run')
    .values({
      kind: run.kind,
      began_at: run.beganAt,
      ended_at: run.endedAt,
      failure: run.failure,
      file_name: run.fileName,
      bytes: run.bytes,
      row_count: run.rows,
    })
    .execute()
}

/** How backups stand: the last that went well and the last try, of backups and of drills. */
export interface BackupStanding {
  backup: { lastGood: Date | null; lastTry: Date | null; failure: string | null; bytes: number | null }
  drill: { lastGood: Date | null; lastTry: Date | null; failure: string | null }
}

/** Reads it. `failure` is set when the last try failed; `bytes` are those of the last good file. */
export async function readBackupStanding(db: Db): Promise<BackupStanding> {
  const { rows } = await sql<{
    kind: 'backup' | 'drill'
    lastGood: Date | null
    lastTry: Date
    failure: string | null
    bytes: string | null
  }>`
    select distinct on (kind) kind, ended_at as "lastTry", failure,
      (select max(good.ended_at) from backup_run as good where good.kind = run.kind and good.failure is null) as "lastGood",
      (select bytes from backup_run as good where good.kind = run.kind and good.failure is null order by ended_at desc limit 1) as bytes
    from backup_run as run order by kind, ended_at desc
  `.execute(db)
  const of = (kind: 'backup' | 'drill') => {
    const row = rows.find((one) => one.kind === kind)
    return {
      lastGood: row?.lastGood ?? null,
      lastTry: row?.lastTry ?? null,
      failure: row?.failure ?? null,
      bytes: row?.bytes ? Number(row.bytes) : null,
    }
  }
  return { backup: of('backup'), drill: of('drill') }
}

const day = 86_400_000

/** What somebody has to do about backups; null when all is well. */
export type BackupNeed = 'never' | 'failed' | 'old' | 'drill-never' | 'drill-failed' | 'drill-old'

/** Days after which a backup is too old: of a schedule two, of hand-made ones a week. A drill is good for ninety. */
export const tooOld = { scheduled: 2, byHand: 8, drill: 90 } as const

/** What is wrong with the backups, worst first; nothing about drills before there is a backup. */
export function backupNeed({ backup, drill }: BackupStanding, isScheduled: boolean, now: Date): BackupNeed | null {
  const isOlder = (at: Date, days: number) => now.getTime() - at.getTime() > days * day
  if (backup.failure !== null) return 'failed'
  if (!backup.lastGood) return 'never'
  if (isOlder(backup.lastGood, isScheduled ? tooOld.scheduled : tooOld.byHand)) return 'old'
  if (drill.failure !== null) return 'drill-failed'
  if (!drill.lastGood) return 'drill-never'
  return isOlder(drill.lastGood, tooOld.drill) ? 'drill-old' : null
}
