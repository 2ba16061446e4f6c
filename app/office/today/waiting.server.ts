import { sql } from 'kysely'
import type { Office } from '~/office/guard/guard.server'
import { countStale } from '~/officials/posts/stale-queue.server'

/** How much waits for this organizer in each queue; 0 without the right to it. */
export interface Waiting {
  /** Phones with texts that need a human reader. */
  inbox: number
  comments: number
  /** Suspicious signatures. */
  held: number
  /** Requests for a campaign of one's own. */
  requests: number
  /** Stale contacts and terms of officials. */
  stale: number
}

/** Counts what waits, in this organizer's groups. */
export async function readWaiting(
  office: Pick<Office, 'db' | 'groups' | 'may' | 'groupsWith' | 'now'> & {
    env: Pick<Office['env'], 'contactStaleDays'>
  },
): Promise<Waiting> {
  const held = office.groupsWith('review-held')
  const moderated = office.groupsWith('moderate')
  const mayRead = [...office.groups.values()].some(
    (group) => group.kind === 'network' && office.may('see-people', group.id),
  )
  const mayAnswer = office.groupsWith('manage-groups').length > 0
  const [{ rows }, stale] = await Promise.all([
    sql<Omit<Waiting, 'stale'>>`
      select
        (select count(distinct conversation_id) from text_to_read join conversation on conversation.id = conversation_id
          where handled_at is null and coalesce(snoozed_until <= ${office.now}, true) and ${mayRead})::integer as inbox,
        (select count(*) from public_name join petition on petition.id = petition_id where comment_state = 'review' and petition.group_id = any(${moderated}::uuid[]))::integer as comments,
        (select count(*) from signature join petition on petition.id = petition_id where held is not null and held not like 'invalid%' and petition.group_id = any(${held}::uuid[]))::integer as held,
        (select count(*) from campaign_request where state = 'waiting' and ${mayAnswer})::integer as requests
    `.execute(office.db),
    office.groupsWith('edit-directory').length > 0 ? countStale(office.db, office.env.contactStaleDays, office.now) : 0,
  ])
  return { ...rows[0]!, stale }
}
