import { sql } from 'kysely'
import type { Db } from '#db/client'

const atOnce = 200_000

/**
 * Generates confirmed, private signatures on the oldest open petition, for trying dashboards and speed: over the last
 * ninety days, more recently than earlier; with a realistic mix of ZIP areas, languages and sources. They belong to
 * nobody. Does not update totals: run `recount` afterwards.
 *
 * @returns how many were generated
 */
export async function seedSignatures(db: Db, count: number, now: Date): Promise<number> {
  const petition = await db
    .selectFrom('petition')
    .select('id')
    .where('state', '=', 'open')
    .orderBy('created_at')
    .executeTakeFirstOrThrow()
  for (let made = 0; made < count; made += atOnce) {
    await sql`
      insert into signature (id, petition_id, contact_token, name_token, name_slot, state, is_private, area, language, source, channel, accepted_at, confirmed_at)
      select gen_random_uuid(), ${petition.id}, sha256(gen_random_uuid()::text::bytea), sha256(gen_random_uuid()::text::bytea), 1, 'confirmed', true,
        (array['850','851','852','853','857','900','902','917','926','606','606','770','752','787','331','100','112','303','871','802'])[1 + floor(20 * random() * random())],
        case when random() < 0.62 then 'es' else 'en' end, (array['web','wa','wa','sms','qr','mail','copy'])[1 + floor(7 * random())],
        case when random() < 0.55 then 'sms' else 'mail' end, day, day
      from (select site_day(${now}::timestamptz - 90 * random() * random() * interval '1 day')::timestamp at time zone 'UTC' as day from generate_series(1, ${Math.min(atOnce, count - made)})) as days
    `.execute(db)
  }
  return count
}
