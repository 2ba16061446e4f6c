import { sql } from 'kysely'
import type { Db } from '#db/client'

/** Cost of what was sent, for one campaign or none. */
export interface Spent {
  campaignId: string | null
  /** Segments or minutes. */
  units: number
  /** Millionths of a dollar. */
  micros: number
}

/** Adds to the cost of a day in the network's zone. */
export async function addSpend(db: Db, way: 'sms' | 'voice', spent: Spent[], now: Date): Promise<void> {
  if (spent.length === 0) return
  await sql`
    insert into spend (day, way, campaign_id, units, micros)
    select (select site_day(${now})), ${way}, campaign_id, sum(units), sum(micros)
    from unnest(${spent.map((one) => one.campaignId)}::uuid[], ${spent.map((one) => one.units)}::integer[], ${spent.map((one) => one.micros)}::bigint[]) as one (campaign_id, units, micros)
    group by campaign_id order by campaign_id
    on conflict (day, way, campaign_id) do update set units = spend.units + excluded.units, micros = spend.micros + excluded.micros
  `.execute(db)
}
