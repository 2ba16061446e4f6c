import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'
import { segmentFacts } from '~/messages/segments/segment-condition.server'
import { type SegmentRule, segmentRule } from '~/messages/segments/segment-rule'
import { findSegment, type Segment } from '~/messages/segments/segments.server'
import type { Office } from '~/office/guard/guard.server'
import { oneAtATime } from '~/office/guard/sent-twice.server'
import { changeUndoably } from '~/office/undo/keep-change.server'
import { paths } from '~/paths'
import { maskContact } from '~/people/mask-contact'
import { cleanLine } from '~/ui/forms/text'
import { openContact, openPerson } from '~/vault/open.server'

/** In the list. */
export interface ListedSegment {
  id: string
  name: string
  campaign: string | null
  group: string
  rule: SegmentRule
  isFrozen: boolean
  changedAt: string
}

/** Segments of the groups whose people this organizer may see, by their names. */
export async function listSegments(office: Office): Promise<ListedSegment[]> {
  const { rows } = await sql<Omit<ListedSegment, 'group' | 'changedAt'> & { group_id: string; at: Date }>`
    select segment.id, segment.name, coalesce(campaign.name ->> ${office.lang}, campaign.slug) as campaign, segment.group_id, segment.rule,
      segment.frozen_at is not null as "isFrozen", segment.updated_at as at
    from segment left join campaign on campaign.id = segment.campaign_id
    where segment.removed_at is null and segment.group_id = any(${office.groupsWith('see-people')}::uuid[])
    order by lower(segment.name), segment.id limit 500
  `.execute(office.db)
  return rows.map(({ group_id, at, ...row }) => ({
    ...row,
    rule: segmentRule.parse(row.rule),
    group: office.groups.get(group_id)?.name ?? '',
    changedAt: at.toISOString(),
  }))
}

/** @throws 404 when there is none, or it is of a group whose people this organizer may not see */
export async function segmentInReach(office: Office, id: string | undefined): Promise<Segment & { revision: number }> {
  const segment = await findSegment(office.db, id ?? '')
  if (!segment || !office.may('see-people', segment.groupId)) throw new Response(null, { status: 404 })
  const { revision } = await office.db
    .selectFrom('segment')
    .select('revision')
    .where('id', '=', segment.id)
    .executeTakeFirstOrThrow()
  return { ...segment, revision }
}

/** A segment's own fields, as they were typed. */
export interface SegmentFields {
  name: string
  groupId: string
  campaignId: string | null
  revision: number
}

/** What is wrong with them: a key under `segments.errors`. */
export type FieldsRead =
  | { outcome: 'read'; value: SegmentFields }
  | { outcome: 'wrong'; errors: { field: 'name' | 'group'; problem: 'name' | 'group' }[] }

/** Reads a segment's own fields. A group is chosen once; a campaign that is not there is any. */
export async function readSegmentFields(
  office: Office,
  fields: Record<string, string>,
  was: Segment | null,
): Promise<FieldsRead> {
  const name = cleanLine(fields.name ?? '')
  const groups = office.groupsWith('see-people')
  const groupId = was?.groupId ?? fields.group ?? (groups.length === 1 ? groups[0]! : '')
  const isGroup = groups.includes(groupId)
  if (name === '' || name.length > 80 || !isGroup)
    return {
      outcome: 'wrong',
      errors: [
        ...(name === '' || name.length > 80 ? [{ field: 'name', problem: 'name' } as const] : []),
        ...(isGroup ? [] : [{ field: 'group', problem: 'group' } as const]),
      ],
    }
  return {
    outcome: 'read',
    value: {
      name,
      groupId,
      campaignId: await campaignOf(office.db, fields.campaign ?? ''),
      revision: Number(fields.revision) || 0,
    },
  }
}

/** @returns null for any campaign */
export async function campaignOf(db: Db, id: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from campaign where id::text = ${id}`.execute(db)
  return rows[0]?.id ?? null
}

export type SavedSegment =
  | { outcome: 'saved'; id: string }
  /** Another segment of the group has this name. */
  | { outcome: 'name-taken' }
  /** Somebody else has saved it meanwhile. */
  | { outcome: 'stale'; revision: number }

/** Saves a segment with its rule, which carries its marks. A new one is made once, however often its button is pressed. */
export async function saveSegment(
  office: Office,
  was: (Segment & { revision: number }) | null,
  { name, groupId, campaignId, revision, rule }: SegmentFields & { rule: SegmentRule },
): Promise<SavedSegment> {
  const { db, organizer, now } = office
  return db.transaction().execute(async (trx): Promise<SavedSegment> => {
    await oneAtATime(trx, `segment ${groupId}`)
    const same = await trx
      .selectFrom('segment')
      .select(['id', 'rule', 'created_by', 'created_at'])
      .where('group_id', '=', groupId)
      .where(sql<boolean>`lower(name) = lower(${name})`)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (same && same.id !== was?.id) {
      const isTwice =
        !was &&
        same.created_by === organizer.id &&
        now.getTime() - same.created_at.getTime() < 60_000 &&
        JSON.stringify(segmentRule.parse(same.rule)) === JSON.stringify(segmentRule.parse(rule))
      return isTwice ? { outcome: 'saved', id: same.id } : { outcome: 'name-taken' }
    }
    const values = {
      name,
      campaign_id: campaignId,
      rule: JSON.stringify(rule),
      updated_by: organizer.id,
      updated_at: now,
    }
    if (!was) {
      const id = randomUUID()
      await trx
        .insertInto('segment')
        .values({ ...values, id, group_id: groupId, created_by: organizer.id, created_at: now })
        .execute()
      await office.audit({ groupId, act: 'saved-segment', subject: id }, trx)
      return { outcome: 'saved', id }
    }
    const saved = await trx
      .updateTable('segment')
      .set({ ...values, revision: revision + 1 })
      .where('id', '=', was.id)
      .where('revision', '=', revision)
      .where('removed_at', 'is', null)
      .executeTakeFirst()
    if (saved.numUpdatedRows === 0n) return { outcome: 'stale', revision: was.revision }
    await office.audit({ groupId, act: 'saved-segment', subject: was.id }, trx)
    return { outcome: 'saved', id: was.id }
  })
}

/** Removes a segment; it can be put back for a day. @returns by what it is undone */
export async function removeSegment(office: Office, segment: Segment): Promise<string> {
  return office.db.transaction().execute((trx) =>
    changeSegment(trx, office, { ...segment, act: 'removed-segment' }, async () => {
      await trx.updateTable('segment').set({ removed_at: office.now }).where('id', '=', segment.id).execute()
      await office.audit({ groupId: segment.groupId, act: 'removed-segment', subject: segment.id }, trx)
    }),
  )
}

export type Frozen =
  /** `undo`: by what it is undone. */
  | { outcome: 'frozen'; undo: string }
  /** A message to the people whom it kept before is going out. */
  | { outcome: 'in-use' }

/**
 * Keeps whom a segment finds now: later, the same people are in it. A message that was approved for the people whom it kept
 * before needs a new approval.
 */
export async function freezeSegment(office: Office, segment: Segment): Promise<Frozen> {
  return office.db.transaction().execute(async (trx): Promise<Frozen> => {
    if (await isBeingSentTo(trx, segment)) return { outcome: 'in-use' }
    return { outcome: 'frozen', undo: await keepPeople(trx, office, segment) }
  })
}

/** Takes back approvals of messages to the people whom a segment kept. @returns whether one is going out already */
async function isBeingSentTo(trx: Trx, { id }: Segment): Promise<boolean> {
  const { rows } = await sql<{ id: string; state: string }>`
    select id, state from broadcast where state in ('approved', 'scheduled', 'sending', 'paused') and segment ->> 'id' = ${id} and segment ->> 'frozenAt' is not null
    order by id for update
  `.execute(trx)
  if (rows.some(({ state }) => state !== 'approved')) return true
  await sql`
    update broadcast set state = 'draft', approved_by = null, approved_at = null, approved_revision = null where id = any(${rows.map((row) => row.id)}::uuid[])
  `.execute(trx)
  return false
}

async function keepPeople(trx: Trx, office: Office, segment: Segment): Promise<string> {
  return changeSegment(trx, office, { ...segment, act: 'froze-segment' }, async () => {
    await trx.deleteFrom('segment_person').where('segment_id', '=', segment.id).execute()
    await sql`
      insert into segment_person (segment_id, person_id)
      select ${segment.id}, facts.person_id from person_facts as facts where ${segmentFacts({ ...segment, frozenAt: null }, office.now)}
    `.execute(trx)
    await trx.updateTable('segment').set({ frozen_at: office.now }).where('id', '=', segment.id).execute()
  })
}

/** Lets a frozen segment find people by its rule again. Whom it kept stays known, so that this can be undone. */
export async function unfreezeSegment(office: Office, segment: Segment): Promise<string> {
  return office.db
    .transaction()
    .execute((trx) =>
      changeSegment(trx, office, { ...segment, act: 'unfroze-segment' }, () =>
        trx
          .updateTable('segment')
          .set({ frozen_at: null, updated_at: office.now })
          .where('id', '=', segment.id)
          .execute(),
      ),
    )
}

async function changeSegment(
  trx: Trx,
  office: Office,
  { id, name, groupId, act }: Segment & { act: 'removed-segment' | 'froze-segment' | 'unfroze-segment' },
  work: () => Promise<unknown>,
): Promise<string> {
  const change = {
    act,
    needs: 'see-people' as const,
    groupId,
    name: { en: name, es: name },
    path: act === 'removed-segment' ? paths.office.segments() : paths.office.segment(id),
    tags: [],
    rows: [{ table: 'segment', where: { id } }],
  }
  return changeUndoably(trx, office, change, work)
}

/** Somebody in a segment, opened under audit; the contact stays masked. */
export interface SamplePerson {
  id: string
  name: string
  contact: string
  place: string
  language: Language
  /** Whether the organizer can open their page: they signed something. */
  hasPage: boolean
}

/** Opens three people of a segment, each time others, and writes that down. */
export async function openSample(office: Office, segment: Segment): Promise<SamplePerson[]> {
  const { db, vault, now } = office
  const start = randomUUID()
  const condition = segmentFacts(segment, now)
  const { rows } = await sql<{
    id: string
    campaign_id: string
    sealed: Buffer
    language: Language
    contactId: string
    contactSealed: Buffer
    channel: Channel
    hasPage: boolean
  }>`
    with few as (
      (select facts.person_id from person_facts as facts where facts.person_id >= ${start}::uuid and ${condition} order by facts.person_id limit 3)
      union all (select facts.person_id from person_facts as facts where facts.person_id < ${start}::uuid and ${condition} order by facts.person_id limit 3)
      limit 3
    )
    select person.id, person.campaign_id, person.sealed, person.language, contact_point.id as "contactId", contact_point.sealed as "contactSealed", contact_point.channel,
      exists (select from signature where signature.person_id = person.id) as "hasPage"
    from few join person on person.id = few.person_id join contact_point on contact_point.id = person.contact_id
  `.execute(db)
  await office.audit({
    groupId: segment.groupId,
    act: 'opened-segment',
    subject: rows.map(({ id }) => id).join(' '),
    howMany: rows.length,
  })
  return rows.map(({ id, campaign_id, sealed, language, contactId, contactSealed, channel, hasPage }) => {
    const { givenName, familyName, postalCode } = openPerson(vault, { id, campaign_id, sealed })
    const contact = openContact(vault, { id: contactId, campaign_id, sealed: contactSealed })
    return {
      id,
      name: `${givenName} ${familyName}`.trim(),
      contact: maskContact(channel, contact),
      place: postalCode,
      language,
      hasPage,
    }
  })
}
