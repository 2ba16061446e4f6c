import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import { shownNumber } from '~/ui/forms/phone-number'
import type { Conversation } from './find-conversation.server'

/**
 * The group whose business a phone is, for `conversation` in a statement: that of the campaign it last texted about,
 * else of the one it last signed for, else the network.
 */
export const groupOfPhone: RawBuilder<string> = sql<string>`coalesce(
  (select campaign.group_id from message join campaign on campaign.id = message.campaign_id
    where message.conversation_id = conversation.id order by message.created_at desc limit 1),
  (select campaign.group_id from contact_point join campaign on campaign.id = contact_point.campaign_id join person on person.contact_id = contact_point.id
    where contact_point.blind_index = conversation.blind_index order by person.created_on desc limit 1),
  (select id from member_group where kind = 'network'))`

/** The hotline of a phone's group, else of the nearest group above that has one, as people read it; null for none. */
export async function hotlineFor(
  db: Db,
  { conversationId }: Pick<Conversation, 'conversationId'>,
): Promise<string | null> {
  const { rows } = await sql<{ hotline: string }>`
    with recursive above as (
      select member_group.id, parent_id, hotline, 0 as steps from conversation join member_group on member_group.id = ${groupOfPhone} where conversation.id = ${conversationId}
      union all select parent.id, parent.parent_id, parent.hotline, steps + 1 from member_group as parent join above on above.parent_id = parent.id)
    select hotline from above where hotline is not null order by steps limit 1
  `.execute(db)
  // A no-break space is in no text's alphabet, and would double its price.
  return rows[0] ? shownNumber(rows[0].hotline).replace('\u00a0', ' ') : null
}
