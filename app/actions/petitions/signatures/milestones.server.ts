import { sql } from 'kysely'
import type { Trx } from '#db/client'

/**
 * Marks the goal steps that a petition's total has reached, once each, and withdraws those it has dropped below.
 * Reaching a step again clears the withdrawal but keeps the first `reached_at`, so that nobody is notified twice.
 */
export async function markMilestones(trx: Trx, petitionIds: string[], now: Date): Promise<void> {
  await sql`
    insert into milestone (petition_id, threshold, reached_at)
    select petition.id, step, ${now}
    from petition join petition_total on petition_total.petition_id = petition.id, unnest(petition.goal_steps) as step
    where petition.id = any(${petitionIds}::uuid[]) and step <= petition_total.confirmed
    on conflict (petition_id, threshold) do update set withdrawn_at = null where milestone.withdrawn_at is not null
  `.execute(trx)
  await sql`
    update milestone set withdrawn_at = ${now}
    from petition_total
    where milestone.petition_id = petition_total.petition_id and milestone.petition_id = any(${petitionIds}::uuid[])
      and milestone.threshold > petition_total.confirmed and milestone.withdrawn_at is null
  `.execute(trx)
}
