import { sql } from 'kysely'
import type { Db } from '#db/client'
import { type ListKind, listsTable } from './list-kind'
import type { ListMapping } from './read-mapping'
import { atWork, workOrSetAside } from './set-aside.server'

/** A list that is checked or imported. */
export interface ListJob {
  id: string
  format: string
  state: 'checking' | 'running'
  columns: string[]
  mapping: ListMapping
  options: unknown
  /** How many lines are checked or written. */
  done: number
}

interface Steps {
  kind: ListKind
  /** Reads the next lines, or finishes the check when none is left. @returns how many, or 1 */
  check: (trx: Db, job: ListJob) => Promise<number>
  /** Writes the next lines, or finishes the import when none is left. @returns how many, or 1 */
  run: (trx: Db, job: ListJob) => Promise<number>
}

/**
 * Processes the next batch of the next list: checks its lines, or writes what they change. Each batch is one
 * transaction, so a killed worker resumes where it was, and nothing is written twice. A list on which it fails is set
 * aside.
 *
 * @returns a positive number when a batch was processed (its lines, or 1 for a step without lines); 0 when idle
 */
export async function workOnLists(db: Db, { kind, check, run }: Steps, now: Date): Promise<number> {
  return workOrSetAside(db, `${kind}_import`, now, (took) =>
    db.transaction().execute(async (trx) => {
      const { rows } = await sql<ListJob>`
        select id, format, state, columns, coalesce(mapping, '{}') as mapping, options, rows_done as done from ${listsTable(kind)}
        where ${atWork} order by asked_at limit 1 for update skip locked
      `.execute(trx)
      const job = rows[0]
      if (!job) return 0
      took(job.id)
      await oneListAtATime(trx, kind)
      return job.state === 'checking' ? check(trx, job) : run(trx, job)
    }),
  )
}

/** Waits until no other list of the kind is worked on or undone: each plan depends on what the one before has written. */
export async function oneListAtATime(trx: Db, kind: ListKind): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`firme ${kind} lists`}))`.execute(trx)
}

/** Notes how far a list is. @returns `count` */
export async function addDone(trx: Db, kind: ListKind, { id, count }: { id: string; count: number }): Promise<number> {
  await sql`update ${listsTable(kind)} set rows_done = rows_done + ${count} where id = ${id}`.execute(trx)
  return count
}
