import { createHash } from 'node:crypto'
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Did, Fact, FieldFact, SegmentRule } from './segment-rule'
import type { Segment } from './segments.server'

/**
 * A rule as one condition on `person`. Who may receive is never part of it, nor who may see whom: see `inSegment`.
 *
 * @param rule with the marks of its ZIPs (`withMarks`); without them, nobody lives there
 */
export function segmentCondition(rule: SegmentRule, now: Date): RawBuilder<SqlBool> {
  return ofFacts(factsCondition(rule, { groupId: null, now }))
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
    : sql<SqlBool>`${sql.join([factsCondition(segment.rule, { groupId: segment.groupId, now }), ...mayUseIndex(segment.rule)], sql` and `)}`
  return sql<SqlBool>`(${campaign} and ${rule} and ${isKnown(`group ${segment.groupId}`)})`
}

/** Who asks, when; null: what nobody is told the answer of. */
interface Asking {
  groupId: string | null
  now: Date
}

/** A rule as one condition on `person_facts as facts`. Never null, so that `not` turns it around. */
function factsCondition(rule: SegmentRule, asking: Asking): RawBuilder<SqlBool> {
  if ('all' in rule) return joined(rule.all, asking, sql` and `, sql<SqlBool>`true`)
  if ('any' in rule) return joined(rule.any, asking, sql` or `, sql<SqlBool>`false`)
  if ('not' in rule) return sql<SqlBool>`(not ${factsCondition(rule.not, asking)})`
  return factCondition(rule, asking)
}

function joined(
  rules: SegmentRule[],
  asking: Asking,
  by: RawBuilder<unknown>,
  empty: RawBuilder<SqlBool>,
): RawBuilder<SqlBool> {
  if (rules.length === 0) return empty
  return sql<SqlBool>`(${sql.join(
    rules.toSorted((one, other) => costOf(one) - costOf(other)).map((rule) => factsCondition(rule, asking)),
    by,
  )})`
}

/** How long it takes for one person, roughly: the cheapest is asked first, and often it decides. */
function costOf(rule: SegmentRule): number {
  if ('all' in rule) return Math.max(0, ...rule.all.map(costOf))
  if ('any' in rule) return rule.any.reduce((sum, part) => sum + costOf(part), 0)
  if ('not' in rule) return costOf(rule.not)
  if (rule.fact === 'customField' || (rule.fact === 'did' && wordsOfDid(rule) === null)) return 100
  if (rule.fact === 'did') return rule.withinDays === undefined ? 5 : 9
  return rule.fact === 'tag' ? 5 : 1
}

function factCondition(fact: Fact, { groupId, now }: Asking): RawBuilder<SqlBool> {
  switch (fact.fact) {
    case 'campaign':
      return sql<SqlBool>`(facts.campaign_id = ${fact.id}::uuid)`
    case 'county':
      return sql<SqlBool>`(facts.county = ${factCode(`county ${fact.id}`)}::bigint)`
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
      return groupId === null
        ? isKnown(wordsOfTag(fact.tag))
        : sql<SqlBool>`(${isKnown(wordsOfTag(fact.tag))} and ${mayKnowTags(groupId)})`
    case 'did':
      return didCondition(fact, now)
    case 'customField':
      return fieldCondition(fact)
  }
}

function didCondition(did: Did, now: Date): RawBuilder<SqlBool> {
  const what = wordsOfDid(did)
  if (what !== null) return isKnown(what, did.withinDays, now)
  switch (did.act) {
    case 'received':
      return sql<SqlBool>`exists (select from message where message.person_id = facts.person_id and message.state in ('sent', 'delivered')
        and ${did.broadcast ? sql`message.broadcast_id = ${did.broadcast}::uuid` : sql`message.broadcast_id is not null`}
        and message.sent_at >= ${since(did.withinDays, now)})`
    case 'answered':
      return sql<SqlBool>`exists (select from person as texter join contact_point on contact_point.id in (texter.contact_id, texter.other_contact_id)
        join conversation on conversation.blind_index = contact_point.blind_index
        join text_to_read on text_to_read.conversation_id = conversation.id
        where texter.id = facts.person_id and text_to_read.arrived_at >= ${since(did.withinDays, now)})`
    default:
      throw new Error(`no condition for ${did.act}`)
  }
}

/** The words of its code; null for what is looked up elsewhere. */
function wordsOfDid(did: Did): string | null {
  switch (did.act) {
    case 'signed':
    case 'confirmed':
      return [did.act, did.petition].filter(Boolean).join(' ')
    case 'called':
      return [did.act, did.action, did.outcome].filter(Boolean).join(' ')
    case 'wrote':
    case 'texted':
      return [did.act, did.action].filter(Boolean).join(' ')
    case 'joined':
      return did.act
    case 'received':
    case 'answered':
      return null
  }
}

/**
 * Whether a group may know the tags of somebody whom it sees: those of people whom the network knows by consent alone are
 * their group's.
 */
function mayKnowTags(groupId: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`((select kind <> 'network' from member_group where id = ${groupId}::uuid)
    or not (facts.codes && array(select fact_code('group ' || id) from member_group where id <> ${groupId}::uuid))
    or facts.codes && array(select fact_code('signed ' || id) from petition where group_id = ${groupId}::uuid))`
}

function wordsOfTag(tag: string): string {
  return `tag ${tag.toLowerCase()}`
}

/** By the code of what is known, and the last day on which it happened. */
function isKnown(what: string, withinDays?: number, now?: Date): RawBuilder<SqlBool> {
  const code = sql<string>`${factCode(what)}::bigint`
  // Faster than `@>` for each row; where an index helps, `mayUseIndex` says it that way too.
  const known = sql<SqlBool>`${code} = any(facts.codes)`
  if (withinDays === undefined || !now) return sql<SqlBool>`(${known})`
  return sql<SqlBool>`(${known} and facts.days[array_position(facts.codes, ${code})] >= (select fact_day(site_day(${now}) - ${withinDays}::integer)))`
}

/** What everybody in a segment has and few others: as an index on the codes finds them. */
function mayUseIndex(rule: SegmentRule): RawBuilder<SqlBool>[] {
  if ('all' in rule) return rule.all.flatMap(mayUseIndex)
  if (!('fact' in rule)) return []
  const isOfOne = rule.fact === 'did' && ('petition' in rule || 'action' in rule)
  const what = isOfOne ? wordsOfDid(rule) : rule.fact === 'tag' ? wordsOfTag(rule.tag) : null
  return what === null ? [] : [sql<SqlBool>`facts.codes @> array[${factCode(what)}::bigint]`]
}

/** As `fact_code` makes it in the database: the first eight bytes of a hash. */
function factCode(what: string): string {
  return createHash('md5').update(what).digest().readBigInt64BE().toString()
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
