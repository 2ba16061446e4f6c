import { sql } from 'kysely'
import { placedCalls } from '~/actions/calls/bridge/placed-calls'
import { readMoney, standing, usualMoney } from '~/channels/money/limits.server'
import type { Office } from '~/office/guard/guard.server'
import { countStale } from '~/officials/posts/stale-queue.server'
import { countHeldDeletions } from '~/queue/intake/held-deletions.server'
import { type MailNeeds, readMailNeeds } from './mail-needs.server'

/** What waits for somebody in the office: how many, and where to look. */
export interface Needs {
  held: number
  comments: number
  /** Messages of the last seven days that did not arrive. */
  failing: number
  /** Texts that only a human understands; only for who may read them. */
  toRead: number
  unknown: number
  /** Contacts and terms of officials; only for who may change them. */
  stale: number
  /** Limits of the day's money that are reached, and those that nearly are. */
  moneySpent: number
  moneyNear: number
  /** Deletions that wait for the end of a legal hold; only for who may lift it. */
  deletions: number
  /** What holds mail up. */
  mail: MailNeeds
}

/** What needs this organizer now, in the groups they look after. */
export async function readNeeds(office: Office): Promise<Needs> {
  const held = office.groupsWith('review-held')
  const moderated = office.groupsWith('moderate')
  // What belongs to no campaign, such as help for a phone that nobody knows, is everybody's who looks after any.
  const isOurs = sql`(message.campaign_id in (select campaign_id from petition where group_id = any(${held}::uuid[]) union select campaign_id from advocacy_campaign where group_id = any(${held}::uuid[]))
    or (message.campaign_id is null and cardinality(${held}::uuid[]) > 0))`
  const mayRead = [...office.groups.values()].some(
    (group) => group.kind === 'network' && office.may('see-people', group.id),
  )
  const { rows } = await sql<Omit<Needs, 'deletions' | 'stale' | 'moneySpent' | 'moneyNear' | 'mail'>>`
    select
      (select count(*) from signature join petition on petition.id = petition_id where held is not null and held not like 'invalid%' and petition.group_id = any(${held}::uuid[]))::integer as held,
      (select count(*) from public_name join petition on petition.id = petition_id where comment_state = 'review' and petition.group_id = any(${moderated}::uuid[]))::integer as comments,
      (select count(*) from message where state in ('failed', 'undelivered') and created_at > ${office.now}::timestamptz - interval '7 days' and ${isOurs})::integer as failing,
      (select count(*) from text_to_read where handled_at is null and ${mayRead})::integer as "toRead",
      ((select count(*) from message where state = 'unknown' and ${isOurs})
        + (select count(*) from ${placedCalls} as placed join advocacy_campaign as action on action.id = advocacy_campaign_id where placed.state = 'unknown' and action.group_id = any(${held}::uuid[])))::integer as unknown
  `.execute(office.db)
  const stale =
    office.groupsWith('edit').length > 0 ? await countStale(office.db, office.env.contactStaleDays, office.now) : 0
  const money = (await readMoney(office.db, usualMoney(office.env.prices), office.lang, office.now)).map(standing)
  const mail = held.length > 0 ? await readMailNeeds(office, isOurs) : { pause: null, domains: [], deferred: 0 }
  return {
    ...rows[0]!,
    mail,
    deletions: office.groupsWith('switches').length > 0 ? await countHeldDeletions(office.db, office.now) : 0,
    stale,
    moneySpent: money.filter((one) => one === 'spent').length,
    moneyNear: money.filter((one) => one === 'near').length,
  }
}
