import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { countedDay } from '#db/counted-day'
import { takeBackReport } from '~/officials/posts/report-contact.server'

/** Milliseconds during which somebody can take back what they reported: an hour, and what rounding took off its time. */
const revocable = 70 * 60_000

/**
 * Takes back outreach that somebody reported about their own call: its row, its tally and its report of a wrong number.
 * Nothing happens an hour later, or to outreach that we made for them.
 */
export async function undoOutreach(trx: Trx, id: string, now: Date): Promise<void> {
  const { rows } = await sql<{ actionId: string }>`
    with gone as (
      delete from outreach where id = ${id} and via = 'own-phone' and person_id is null and done_at > ${new Date(now.getTime() - revocable)}
      returning advocacy_campaign_id, post_id, ${countedDay('outreach', 'done_at')} as day, channel, outcome, language
    ), less as (
      update outreach_tally set count = count - 1 from gone
      where (outreach_tally.advocacy_campaign_id, outreach_tally.post_id, outreach_tally.day, outreach_tally.channel, outreach_tally.outcome, outreach_tally.language)
        = (gone.advocacy_campaign_id, gone.post_id, gone.day, gone.channel, gone.outcome, gone.language)
    )
    select advocacy_campaign_id as "actionId" from gone
  `.execute(trx)
  const [gone] = rows
  if (!gone) return
  await sql`delete from outreach_tally where count = 0 and advocacy_campaign_id = ${gone.actionId}`.execute(trx)
  await takeBackReport(trx, id, now)
  await announce(trx, [`action:${gone.actionId}`])
}
