import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'

/**
 * When a phone of `bridge_call` may be called in the daytime: now, or when day begins there. Anybody can type any
 * number, so its owner may be asleep. Uses the hours of texts that nobody is waiting for. If several people share the
 * phone, it must be day for all of them; if nobody is known, the zone of a territory's area code counts, otherwise it
 * must be day from coast to coast.
 */
export function dayAtPhone(now: Date): RawBuilder<Date> {
  return sql`coalesce((
    select max(texts_open_at(${now}::timestamptz, known.time_zone)) from (
      select time_zone from conversation where conversation.blind_index = bridge_call.blind_index
      union select person.time_zone from contact_point join person on person.contact_id = contact_point.id or person.other_contact_id = contact_point.id where contact_point.blind_index = bridge_call.blind_index
    ) as known where known.time_zone is not null
  ), texts_open_at(${now}::timestamptz, bridge_call.time_zone))`
}

/** Whether it is daytime from coast to coast, so that a code can be spoken to any phone. */
export async function isDayEverywhere(db: Db, now: Date): Promise<boolean> {
  const { rows } = await sql<{
    isDay: boolean
  }>`select texts_open_at(${now}::timestamptz, null) <= ${now}::timestamptz as "isDay"`.execute(db)
  return rows[0]!.isDay
}
