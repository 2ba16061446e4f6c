import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Channel } from '#db/schema'
import { newsJoins, whyNoNews } from '~/people/subscriptions.server'
import type { BroadcastChannel } from './broadcast-content'

/** The channel of the messages of a broadcast. */
export function channelOf(channel: BroadcastChannel): Channel {
  return channel === 'mail' ? 'mail' : 'sms'
}

/**
 * Joins, on `person`, of the one contact that a message to many would go to, and of what decides whether it may. Hash
 * joins, so that one statement goes over a million people.
 */
export function recipientJoins(channel: Channel): RawBuilder<unknown> {
  return sql`
    left join contact_point as main_contact on main_contact.id = person.contact_id
    left join contact_point as other_contact on other_contact.id = person.other_contact_id
    left join contact_point on contact_point.id = case when main_contact.channel = ${channel} then main_contact.id when other_contact.channel = ${channel} then other_contact.id end
    ${newsJoins()}`
}

/** Why somebody gets no message to many; null when they may. Over `recipientJoins`. */
export const whyNot: RawBuilder<string | null> =
  sql`case when contact_point.id is null then 'no-contact' else ${whyNoNews} end`

/** Whether somebody may get it. */
export const mayGetIt: RawBuilder<SqlBool> = sql<SqlBool>`(${whyNot}) is null`
