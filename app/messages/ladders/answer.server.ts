import { type SqlBool, sql } from 'kysely'
import type { Db } from '#db/client'
import { inSegment, segmentCondition } from '~/messages/segments/segment-condition.server'
import type { Did, SegmentRule } from '~/messages/segments/segment-rule'
import { findSegment } from '~/messages/segments/segments.server'
import type { StepOf } from './ladder-content'

/**
 * Who of these people answers a condition with yes, by the same conditions as segments. What is not there any more (a petition,
 * a county, a segment) nobody has done, lives in or belongs to.
 */
export async function whoAnswersYes(
  db: Db,
  step: StepOf<'condition'>,
  { campaignId, people }: { campaignId: string; people: readonly string[] },
  now: Date,
): Promise<Set<string>> {
  const condition = await conditionOf(db, step, campaignId, now)
  if (!condition || people.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`
    select person.id from person where person.id = any(${people}::uuid[]) and ${condition}
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}

async function conditionOf(db: Db, step: StepOf<'condition'>, campaignId: string, now: Date) {
  if (step.about === 'segment') {
    const segment = await findSegment(db, step.segment)
    return segment && inSegment(segment, now)
  }
  const rule = await ruleOf(db, step, campaignId)
  const condition = rule && segmentCondition(rule, now)
  return condition && 'act' in rule && rule.act === 'called'
    ? sql<SqlBool>`(${condition} or ${weConnected(rule, now)})`
    : condition
}

/** Whether we connected a call from one of their phones, by its keyed hash. Kept for 30 days; no outreach names the caller. */
function weConnected({ action, withinDays }: Extract<Did, { act: 'called' }>, now: Date) {
  const since = withinDays === undefined ? null : new Date(now.getTime() - withinDays * 86_400_000)
  return sql<SqlBool>`exists (
    select from contact_point join bridge_call on bridge_call.blind_index = contact_point.blind_index
      join advocacy_campaign on advocacy_campaign.id = bridge_call.advocacy_campaign_id and advocacy_campaign.campaign_id = person.campaign_id
    where contact_point.id in (person.contact_id, person.other_contact_id) and bridge_call.state = 'ended' and bridge_call.seconds > 0
      and (${action ?? null}::uuid is null or bridge_call.advocacy_campaign_id = ${action ?? null}::uuid) and (${since}::timestamptz is null or bridge_call.ended_at >= ${since}::timestamptz))`
}

async function ruleOf(db: Db, step: StepOf<'condition'>, campaignId: string): Promise<SegmentRule | null> {
  switch (step.about) {
    case 'county': {
      const county = await db.selectFrom('division').select('id').where('slug', '=', step.place).executeTakeFirst()
      return county ? { fact: 'county', id: county.id } : null
    }
    case 'language':
      return step.language ? { fact: 'language', language: step.language } : null
    case 'phone':
      return { fact: 'channel', channel: 'sms' }
    case 'tag':
      return { fact: 'tag', tag: step.tag }
    case 'did':
      return didRule(db, step, campaignId)
    case 'segment':
    case '':
      return null
  }
}

async function didRule(db: Db, step: StepOf<'condition'>, campaignId: string): Promise<SegmentRule | null> {
  const thing = step.thing ? await idOf(db, step.thing, campaignId) : undefined
  if (thing === null) return null
  const withinDays = step.days ?? undefined
  switch (step.act) {
    case 'signed':
    case 'confirmed':
      return { fact: 'did', act: step.act, petition: thing, withinDays }
    case 'called':
    case 'wrote':
    case 'texted':
      return { fact: 'did', act: step.act, action: thing, withinDays }
    case 'joined':
      return { fact: 'did', act: 'joined', withinDays }
    case '':
      return null
  }
}

async function idOf(db: Db, slug: string, campaignId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select id from petition where campaign_id = ${campaignId} and slug = ${slug}
    union all select id from advocacy_campaign where campaign_id = ${campaignId} and slug = ${slug} limit 1
  `.execute(db)
  return rows[0]?.id ?? null
}
