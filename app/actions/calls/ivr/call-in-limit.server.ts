import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import { utcDay } from '#db/utc-day'

/** One phone is connected once in half an hour and three times in 24 hours. */
const mostADay = 3
const day = 24 * 60 * 60_000

/**
 * Counts a call to us, if its phone may call now: exactly, by however many web processes and after however many
 * restarts. A call that is told of twice counts once.
 *
 * What is kept is a mark under a key of the day and the provider's token, which is not in the database. The key is
 * destroyed when its marks no longer count, and then nobody can tell whose they were.
 *
 * @param phone E.164, or whatever stands there for a caller who hides their number: they share one budget
 */
export async function mayCallIn(
  db: Db,
  token: string,
  { phone, callSid }: { phone: string; callSid: string },
  now: Date,
): Promise<boolean> {
  await forgetCallIns(db, now)
  // What counts now was marked with the key of today or of yesterday.
  const [keyOfToday, ...earlier] = await keysOf(db, now)
  const mark = (key: Buffer, what: string) => createHmac('sha256', key).update(`${token} ${what}`).digest()
  const phoneMarks = [keyOfToday!, ...earlier].map((key) => mark(key, `phone ${phone}`))
  const callMark = mark(keyOfToday!, `call ${callSid}`)
  return db.transaction().execute(async (trx) => {
    // The same phone waits for itself, whichever process answers it.
    await sql`select pg_advisory_xact_lock(hashtextextended(encode(${phoneMarks[0]}, 'hex'), 0))`.execute(trx)
    const { rows } = await sql<{ isKnown: boolean; soon: number; today: number }>`
      select exists (select from call_in where call_mark = ${callMark}) as "isKnown",
        count(*) filter (where rang_at > ${now}::timestamptz - interval '30 minutes')::integer as soon, count(*)::integer as today
      from call_in where phone_mark = any(${phoneMarks}::bytea[]) and rang_at > ${now}::timestamptz - interval '24 hours'
    `.execute(trx)
    const { isKnown, soon, today } = rows[0]!
    if (isKnown) return true
    if (soon > 0 || today >= mostADay) return false
    await trx.insertInto('call_in').values({ call_mark: callMark, phone_mark: phoneMarks[0]!, rang_at: now }).execute()
    return true
  })
}

/** Keys of today and, where there is one, of yesterday. */
async function keysOf(db: Db, now: Date): Promise<Buffer[]> {
  const today = utcDay(now)
  await db
    .insertInto('call_in_key')
    .values({ day: today, key: randomBytes(32) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const rows = await db
    .selectFrom('call_in_key')
    .select('key')
    .where('day', 'in', [today, utcDay(new Date(now.getTime() - day))])
    .orderBy('day', 'desc')
    .execute()
  return rows.map((row) => row.key)
}

/** Destroys keys from before yesterday, and marks that no longer count. @returns how many marks */
export async function forgetCallIns(db: Db, now: Date): Promise<number> {
  const since = new Date(now.getTime() - day)
  await db.deleteFrom('call_in_key').where('day', '<', utcDay(since)).execute()
  const marks = await db.deleteFrom('call_in').where('rang_at', '<', since).executeTakeFirst()
  return Number(marks.numDeletedRows)
}
