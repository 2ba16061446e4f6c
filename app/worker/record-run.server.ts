import type { Db } from '#db/client'

/** Records that a job ran and its result, such as numbers of rows purged or corrected. */
export async function recordRun(db: Db, job: string, result: unknown, now: Date): Promise<void> {
  await db
    .insertInto('maintenance_run')
    .values({ job, ran_at: now, result: JSON.stringify(result ?? null) })
    .execute()
}
