import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'

/** Until this many transactions of the database wait for another. */
export async function somebodyWaits(db: Db, howMany = 1): Promise<void> {
  const waiting = sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
  while ((await waiting.execute(db)).rows.length < howMany);
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
  try {
    await held.execute(holder)
    for (const act of acts as (() => Promise<unknown>)[]) {
      const one = act()
      one.catch(() => {})
      running.push(one)
      const waiting = running.length - (await settled(running.slice(0, -1)))
      await Promise.race([one.catch(() => {}), somebodyWaits(db, waiting)])
    }
  } finally {
    await holder.commit().execute()
  }
  return Promise.all(running) as Promise<Answers>
}

/** How many of them have ended. */
async function settled(all: Promise<unknown>[]): Promise<number> {
  const open = Symbol('open')
  const states = await Promise.all(all.map((one) => Promise.race([one.catch(() => null), Promise.resolve(open)])))
  return states.filter((state) => state !== open).length
}
