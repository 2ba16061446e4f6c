import { sql } from 'kysely'
import type { Db } from '#db/client'
import { scheduledTasks } from './crontab'

/** When a scheduled task last ran to its end. */
export interface TaskRun {
  task: string
  /** Null: not since the worker started for the first time. */
  ranAt: Date | null
  isLate: boolean
}

const rowOf = (task: string) => `task ${task}`
const allRows = scheduledTasks.map(({ task }) => rowOf(task))

/** Lets the time of each task that has never run begin now, so that one that never will is missed. */
export async function expectTasks(db: Db): Promise<void> {
  await sql`
    insert into maintenance_run (job, ran_at, result) select job, now(), '{"isExpected": true}'::jsonb from unnest(${allRows}::text[]) as job
    where not exists (select from maintenance_run as run where run.job = job.job)
  `.execute(db)
}

/** Notes that a task ran to its end; only the last time is kept. Uses the database's clock, since other machines read it. */
export async function noteTaskRun(db: Db, task: string): Promise<void> {
  await sql`
    with gone as (delete from maintenance_run where job = ${rowOf(task)})
    insert into maintenance_run (job, ran_at, result) values (${rowOf(task)}, now(), '{}'::jsonb)
  `.execute(db)
}

/**
 * When each scheduled task last ran. One is late after one and a half times its interval and five minutes more, or when
 * it ran in the future.
 *
 * @returns empty when no worker has ever started
 */
export async function readTaskRuns(db: Db, now: Date): Promise<TaskRun[]> {
  const { rows } = await sql<{ job: string; at: Date; isExpected: boolean }>`
    select job, max(ran_at) as at, bool_and(result ? 'isExpected') as "isExpected" from maintenance_run where job = any(${allRows}::text[]) group by job
  `.execute(db)
  const known = new Map(rows.map((row) => [row.job, row]))
  if (known.size === 0) return []
  return scheduledTasks.map(({ task, everyMinutes }) => {
    const row = known.get(rowOf(task))
    const minutes = row ? (now.getTime() - row.at.getTime()) / 60_000 : 0
    return {
      task,
      ranAt: row && !row.isExpected ? row.at : null,
      isLate: minutes > 1.5 * everyMinutes + 5 || minutes < -5,
    }
  })
}
