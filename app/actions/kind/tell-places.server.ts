import { sql } from 'kysely'
import type { Db } from '#db/client'
import { openAt } from './advocacy.server'

/** Key of a notice: one for each place, action and contact. The place is its second word. */
export function waitingFor(divisionId: string, advocacyId: string, contactId: string): string {
  return `somebody-here ${divisionId} ${advocacyId} ${contactId}`
}

/**
 * Makes due the notices for places where their action, which is open, now leads to an official who can be reached. Each
 * is made due once: one that has been tried waits as sending decides.
 *
 * @returns how many
 */
export async function tellPlaces(db: Db, now: Date): Promise<number> {
  const told = await sql`
    update message set due_at = ${now} from advocacy_campaign
    where message.template = 'somebody-here' and message.state = 'queued' and message.due_at > ${now}
      and message.attempts = 0 and message.claimed_at is null and message.failure is null
      and advocacy_campaign.id = message.advocacy_campaign_id and ${openAt('advocacy_campaign', now)}
      and exists (
        select from post join division on division.id = post.division_id
          join contact_detail on contact_detail.post_id = post.id or contact_detail.organization_id = post.organization_id
            or contact_detail.official_id in (select official_id from membership where membership.post_id = post.id and membership.ended_on is null)
        where post.retired_on is null and advocacy_campaign.targeting -> 'roles' ? post.role
          and split_part(message.once_key, ' ', 2) in (division.id, case when division.kind = 'district' then division.parent_id end)
          and contact_detail.status <> 'dead' and contact_detail.kind in ('voice', 'text', 'email', 'form'))
  `.execute(db)
  return Number(told.numAffectedRows)
}
