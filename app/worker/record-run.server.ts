import type { Db } from '#db/client'

/** Writes down that a job ran, and its numbers: what was purged, what was mended. */
export async function recordRun(db: Db, job: string, result: unknown, now: Date): Promise<void> {
  await db
    .insertInto('maintenance_run')
    .values({ job, ran_at: now, result: JSON.stringify(result ?? null) })
    .execute()
}
