import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Did, Fact, FieldFact, SegmentRule } from './segment-rule'
import type { Segment } from './segments.server'

/**
 * A rule as one condition on `person`. Who may receive is never part of it, nor who may see whom: see `inSegment`.
 *
 * @param rule with the marks of its ZIPs (`withMarks`); without them, nobody lives there
 */
export function segmentCondition(rule: SegmentRule, now: Date): RawBuilder<SqlBool> {
  return ofFacts(factsCondition(rule, now))
}

/** Whether `person` is in a segment: in reach of its group, in its campaign, and as its rule says, or as it was frozen. */
export function inSegment(segment: Segment, now: Date): RawBuilder<SqlBool> {
  return ofFacts(segmentFacts(segment, now))
}

function ofFacts(condition: RawBuilder<SqlBool>): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select from person_facts as facts where facts.person_id = person.id and ${condition})`
}

/** The same as `inSegment`, on `person_facts as facts` alone: for counting and for walking through a segment. */
export function segmentFacts(segment: Segment, now: Date): RawBuilder<SqlBool> {
  const campaign = segment.campaignId
    ? sql<SqlBool>`facts.campaign_id = ${segment.campaignId}::uuid`
    : sql<SqlBool>`true`
  const rule = segment.frozenAt
    ? sql<SqlBool>`exists (select from segment_person where segment_person.segment_id = ${segment.id}::uuid and segment_person.person_id = facts.person_id)`
    : factsCondition(segment.rule, now)
  return sql<SqlBool>`(${isKnown(`group ${segment.groupId}`)} and ${campaign} and ${rule})`
}

/** A rule as one condition on `person_facts as facts`. Never null, so that `not` turns it around. */
function factsCondition(rule: SegmentRule, now: Date): RawBuilder<SqlBool> {
  if ('all' in rule) return joined(rule.all, now, sql` and `, sql<SqlBool>`true`)
  if ('any' in rule) return joined(rule.any, now, sql` or `, sql<SqlBool>`false`)
  if ('not' in rule) return sql<SqlBool>`(not ${factsCondition(rule.not, now)})`
  return factCondition(rule, now)
}

function joined(
  rules: SegmentRule[],
  now: Date,
  by: RawBuilder<unknown>,
  empty: RawBuilder<SqlBool>,
): RawBuilder<SqlBool> {
  if (rules.length === 0) return empty
  return sql<SqlBool>`(${sql.join(
    rules.map((rule) => factsCondition(rule, now)),
    by,
  )})`
}

function factCondition(fact: Fact, now: Date): RawBuilder<SqlBool> {
  switch (fact.fact) {
    case 'campaign':
      return sql<SqlBool>`(facts.campaign_id = ${fact.id}::uuid)`
    case 'county':
      return sql<SqlBool>`(facts.county = fact_code(${`county ${fact.id}`}))`
    case 'state':
      return sql<SqlBool>`(facts.state = ${fact.state})`
    case 'zip':
    case 'place':
      return sql<SqlBool>`(facts.zip_mark = any(${fact.marks ?? []}::bigint[]))`
    case 'language':
      return sql<SqlBool>`(facts.language = ${fact.language})`
    case 'channel':
      return fact.channel === 'mail' ? sql<SqlBool>`facts.by_mail` : sql<SqlBool>`facts.by_text`
    case 'tag':
      return isKnown(`tag ${fact.tag.toLowerCase()}`)
    case 'did':
      return didCondition(fact, now)
    case 'customField':
      return fieldCondition(fact)
  }
}

function didCondition(did: Did, now: Date): RawBuilder<SqlBool> {
  switch (did.act) {
    case 'signed':
    case 'confirmed':
      return isKnown([did.act, did.petition].filter(Boolean).join(' '), did.withinDays, now)
    case 'called':
      return isKnown([did.act, did.action, did.outcome].filter(Boolean).join(' '), did.withinDays, now)
    case 'wrote':
    case 'texted':
      return isKnown([did.act, did.action].filter(Boolean).join(' '), did.withinDays, now)
    case 'joined':
      return isKnown(did.act, did.withinDays, now)
    case 'received':
      return sql<SqlBool>`exists (select from message where message.person_id = facts.person_id and message.state in ('sent', 'delivered')
        and ${did.broadcast ? sql`message.broadcast_id = ${did.broadcast}::uuid` : sql`message.broadcast_id is not null`}
        and message.sent_at >= ${since(did.withinDays, now)})`
    case 'answered':
      return sql<SqlBool>`exists (select from person as texter join contact_point on contact_point.id in (texter.contact_id, texter.other_contact_id)
        join conversation on conversation.blind_index = contact_point.blind_index
        join text_to_read on text_to_read.conversation_id = conversation.id
        where texter.id = facts.person_id and text_to_read.arrived_at >= ${since(did.withinDays, now)})`
  }
}

/** By the code of what is known, and the last day on which it happened. */
function isKnown(what: string, withinDays?: number, now?: Date): RawBuilder<SqlBool> {
  const known = sql<SqlBool>`facts.codes @> array[fact_code(${what})]`
  if (withinDays === undefined || !now) return sql<SqlBool>`(${known})`
  return sql<SqlBool>`(${known} and coalesce(facts.days[array_position(facts.codes, fact_code(${what}))] >= fact_day((select site_day(${now})) - ${withinDays}::integer), false))`
}

function since(withinDays: number | undefined, now: Date): RawBuilder<Date> {
  return withinDays === undefined
    ? sql<Date>`'-infinity'::timestamptz`
    : sql<Date>`${new Date(now.getTime() - withinDays * 86_400_000)}::timestamptz`
}

function fieldCondition({ field, is, value }: FieldFact): RawBuilder<SqlBool> {
  const held = {
    known: sql`true`,
    equal: sql`person_field_value.value = ${value}`,
    atLeast: sql`person_field_value.sorts >= field_sorts(${value})`,
    atMost: sql`person_field_value.sorts <= field_sorts(${value})`,
  }[is]
  return sql<SqlBool>`exists (select from person_field_value where person_field_value.person_id = facts.person_id and person_field_value.field_id = ${field}::uuid and ${held})`
}
