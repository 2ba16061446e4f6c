import { type RawBuilder, sql } from 'kysely'
import { vi } from 'vitest'
import type { Db } from '#db/client'

/** Until this many transactions of the database wait for another: one, unless it says more. */
export async function somebodyWaits(db: Db, howMany = () => 1): Promise<void> {
  const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  await vi.waitUntil(async () => (await waiting.execute(db)).rows.length >= howMany(), 20_000)
}

/**
 * Lets several people act at the same moment, in this order: a third transaction holds what they all need until each
 * of them waits for it. Who does not wait has finished by then.
 */
export async function meet<Answers extends unknown[]>(
  db: Db,
  held: RawBuilder<unknown>,
  ...acts: { [Each in keyof Answers]: () => Promise<Answers[Each]> }
): Promise<Answers> {
  const holder = await db.startTransaction().execute()
  const running: Promise<unknown>[] = []
  let ended = 0
  try {
    await held.execute(holder)
    for (const act of acts as (() => Promise<unknown>)[]) {
      const one = act()
      void one.finally(() => (ended += 1)).catch(() => {})
      running.push(one)
      await Promise.race([one.catch(() => {}), somebodyWaits(db, () => running.length - ended)])
    }
  } finally {
    await holder.commit().execute()
  }
  return Promise.all(running) as Promise<Answers>
}
