import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { countedDay } from '#db/counted-day'

/**
 * Changes the outcome of known outreach, such as a sent letter that came back or a text that arrived. Keeps its id and
 * day, and moves its tally.
 *
 * @returns the ids that exist
 */
export async function changeOutcomes(trx: Trx, ids: readonly string[], outcome: string): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string; actionId: string; isNews: boolean }>`
    with held as (
      select id, outcome as was from outreach where id = any(${[...ids]}::uuid[]) order by id for update
    ), moved as (
      update outreach set outcome = ${outcome} from held where outreach.id = held.id and held.was <> ${outcome}
      returning outreach.id, advocacy_campaign_id, post_id, ${countedDay('outreach', 'done_at')} as day, channel, held.was, outreach.outcome, language
    ), counted as (
      insert into outreach_tally (advocacy_campaign_id, post_id, day, channel, outcome, language, count)
      select advocacy_campaign_id, post_id, day, channel, one.outcome, language, sum(one.change)
      from moved, lateral (values (moved.was, -1), (moved.outcome, 1)) as one (outcome, change)
      group by advocacy_campaign_id, post_id, day, channel, one.outcome, language
      order by advocacy_campaign_id, post_id, day, channel, one.outcome, language
      on conflict (advocacy_campaign_id, post_id, day, channel, outcome, language) do update set count = outreach_tally.count + excluded.count
    )
    select outreach.id, outreach.advocacy_campaign_id as "actionId", exists (select from moved where moved.id = outreach.id) as "isNews" from held join outreach on outreach.id = held.id
  `.execute(trx)
  const actionIds = [...new Set(rows.filter((row) => row.isNews).map((row) => row.actionId))]
  await sql`delete from outreach_tally where count = 0 and advocacy_campaign_id = any(${actionIds}::uuid[])`.execute(
    trx,
  )
  await announce(
    trx,
    actionIds.map((id) => `action:${id}`),
  )
  return new Set(rows.map((row) => row.id))
}
