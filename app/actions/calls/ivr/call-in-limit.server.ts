import { createHmac, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import { utcDay } from '#db/utc-day'

/** Limits for one phone: one call in half an hour, three in 24 hours. */
const mostADay = 3
const day = 24 * 60 * 60_000

/**
 * Counts an incoming call if its phone may call now. Exact across processes and restarts. Idempotent: a repeated
 * webhook counts once.
 *
 * Stores only keyed hashes, under a key of the day and the provider's token, which is not in the database. The key is
 * destroyed when its hashes no longer count; then nobody can tell whose they were.
 *
 * @param phone E.164, or the placeholder for callers who hide their number; they share one budget
 */
export async function mayCallIn(
  db: Db,
  token: string,
  { phone, callSid }: { phone: string; callSid: string },
  now: Date,
): Promise<boolean> {
  await forgetCallIns(db, now)
  // Hashes that still count were made with today's or yesterday's key.
  const [keyOfToday, ...earlier] = await keysOf(db, now)
  const mark = (key: Buffer, what: string) => createHmac('sha256', key).update(`${token} ${what}`).digest()
  const phoneMarks = [keyOfToday!, ...earlier].map((key) => mark(key, `phone ${phone}`))
  const callMark = mark(keyOfToday!, `call ${callSid}`)
  return db.transaction().execute(async (trx) => {
    // Serializes calls from the same phone across processes.
    await sql`select web_turn(${`phone ${phoneMarks[0]!.toString('hex')}`})`.execute(trx)
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

/** Today's key and, if there is one, yesterday's. */
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

/** Destroys keys from before yesterday and hashes that no longer count. @returns how many hashes */
export async function forgetCallIns(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{
    gone: number
  }>`select forget_call_ins(${new Date(now.getTime() - day)}) as gone`.execute(db)
  return rows[0]!.gone
}
