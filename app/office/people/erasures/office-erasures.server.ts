import { sql } from 'kysely'
import { petitionTitle } from '~/actions/petitions/petition-title.server'
import { kindsWhich } from '~/actions/registry.server'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { personInReach } from '~/office/people/person-in-reach.server'
import { uuidOf } from '~/office/team/team.server'
import { isPaused } from '~/queue/outbox/switches.server'
import { openPerson } from '~/vault/open.server'
import { holdPeople } from './hold-people.server'
import { undoErasure } from './undo-erasure.server'

/** What erasing a person would delete, and what stays. */
export interface ErasePreview {
  id: string
  name: string
  /** Some of their signatures belong to groups out of reach. */
  isBeyond: boolean
  isHeld: boolean
  signatures: { title: string; state: 'counted' | 'unconfirmed' | 'held' }[]
  /** Letters that will not be sent, and those that were. */
  letters: { waiting: number; left: number }
  /** Calls and texts stay in the counts, without a link to the person. */
  outreach: number
  messages: number
  /** Conversations in the inbox: those that are deleted, and those that stay because someone else has the same contact. */
  threads: { gone: number; left: number }
  comments: number
  names: number
  notes: number
  tags: number
  /** Somebody else uses the same address or number, so it stays. */
  isContactShared: boolean
  isOptedOut: boolean
}

/** Previews the erasure of a person. Writes an audit entry. */
export async function readErasePreview(office: Office): Promise<ErasePreview> {
  const { db, lang } = office
  const person = await personInReach(office, 'erase-people', office.params.person)
  const [signatures, counts, isHeld] = await Promise.all([
    signaturesOf(office, person.id, lang),
    countsOf(office, person),
    isPaused(db, 'legal-hold'),
  ])
  await office.audit({ groupId: person.groupId, act: 'opened-person', subject: person.id })
  const details = openPerson(office.vault, person)
  return {
    id: person.id,
    name: `${details.givenName} ${details.familyName}`.trim(),
    isBeyond: !person.isWhole,
    isHeld,
    signatures,
    ...counts,
  }
}

async function signaturesOf({ db }: Office, person: string, lang: Language): Promise<ErasePreview['signatures']> {
  const { rows } = await sql<ErasePreview['signatures'][number]>`
    select ${petitionTitle(lang)} as title, case when signature.held is not null then 'held' when signature.state = 'confirmed' then 'counted' else 'unconfirmed' end as state
    from signature join petition on petition.id = petition_id where person_id = ${person} order by accepted_at
  `.execute(db)
  return rows
}

async function countsOf(
  { db }: Office,
  { id, contact_id, other_contact_id }: { id: string; contact_id: string; other_contact_id: string | null },
) {
  const contacts = [contact_id, ...(other_contact_id ? [other_contact_id] : [])]
  const { rows } = await sql<
    Omit<ErasePreview, 'id' | 'name' | 'isBeyond' | 'isHeld' | 'signatures' | 'letters' | 'threads'> & {
      waiting: number
      left: number
      threadsGone: number
      threadsLeft: number
    }
  >`
    with mine as (
      select contact_point.id, blind_index from contact_point where id = any(${contacts}::uuid[])
        or id in (select new_contact_id from contact_change where person_id = ${id} union select old_contact_id from contact_change where person_id = ${id})
    ), thread as (
      select exists (select from contact_point where contact_point.blind_index = conversation.blind_index
        and (contact_point.id not in (select id from mine)
          or exists (select from person where person.id <> ${id} and contact_point.id in (contact_id, other_contact_id))
          or exists (select from contact_change where contact_change.person_id <> ${id}
            and (state = 'waiting' and new_contact_id = contact_point.id or state = 'confirmed' and old_contact_id = contact_point.id)))) as stays
      from conversation where blind_index in (select blind_index from mine)
    )
    select (select count(*)::integer from thread where not stays) as "threadsGone",
      (select count(*)::integer from thread where stays) as "threadsLeft",
      (select count(*)::integer from letter where person_id = ${id} and state in ('unconfirmed', 'waiting', 'queued', 'in-digest', 'returned')) as waiting,
      (select count(*)::integer from letter where person_id = ${id} and state = 'sent') as left,
      (select count(*)::integer from outreach where person_id = ${id} and channel <> all(${kindsWhich((kind) => kind.isToldFromLetters)}::text[])) as outreach,
      (select count(*)::integer from message where state = 'queued' and contact_detail_id is null and (person_id = ${id} or contact_id = any(${contacts}::uuid[]) and person_id is null)) as messages,
      (select count(*)::integer from signature where person_id = ${id} and sealed_comment is not null) as comments,
      (select count(*)::integer from public_name join signature on signature.id = signature_id where person_id = ${id}) as names,
      (select count(*)::integer from person_note where person_id = ${id} and removed_at is null) as notes,
      (select count(*)::integer from person_tag where person_id = ${id}) as tags,
      exists (select from person where id <> ${id} and (contact_id = any(${contacts}::uuid[]) or other_contact_id = any(${contacts}::uuid[]))) as "isContactShared",
      exists (select from contact_point join suppression using (blind_index) where contact_point.id = any(${contacts}::uuid[]) and reason = 'opted-out') as "isOptedOut"
  `.execute(db)
  const { waiting, left, threadsGone, threadsLeft, ...counts } = rows[0]!
  return { ...counts, letters: { waiting, left }, threads: { gone: threadsGone, left: threadsLeft } }
}

export type PersonErased = { outcome: 'held'; erasureId: string } | { outcome: 'legal-hold' | 'beyond' }

/**
 * Erases one person, held for 24 hours. Idempotent: a second request returns the same erasure.
 *
 * @throws 404 when there is nobody
 */
export async function erasePerson(office: Office): Promise<PersonErased> {
  const known = await erasureOf(office)
  if (known) return { outcome: 'held', erasureId: known }
  if (await isPaused(office.db, 'legal-hold')) return { outcome: 'legal-hold' }
  const person = await personInReach(office, 'erase-people', office.params.person).catch(async (error: unknown) => {
    // Another request may have erased them meanwhile.
    const erasureId = await erasureOf(office)
    if (erasureId) return { erasureId }
    throw error
  })
  if ('erasureId' in person) return { outcome: 'held', erasureId: person.erasureId }
  if (!person.isWhole) return { outcome: 'beyond' }
  const [erasureId] = await office.db.transaction().execute(async (trx) => {
    const erasures = await holdPeople(
      trx,
      office.vault,
      { people: [person.id], askedBy: office.organizer.id, bulkId: null },
      office.now,
    )
    for (const id of erasures)
      await office.audit({ groupId: person.groupId, act: 'asked-erasure', subject: `${person.id} ${id}` }, trx)
    return erasures
  })
  const id = erasureId ?? (await erasureOf(office))
  if (!id) throw new Response(null, { status: 404 })
  return { outcome: 'held', erasureId: id }
}

async function erasureOf(office: Office): Promise<string | null> {
  const person = uuidOf(office.params.person)
  const { rows } = await sql<{
    id: string
  }>`select id from erasure where ${person}::uuid = any(person_ids) and state = 'held' and ${inReach(office)}`.execute(
    office.db,
  )
  return rows[0]?.id ?? null
}

/** An erasure in the list; those of one bulk action are a single line. */
export interface ListedErasure {
  /** Id of the erasure, or of the bulk action. */
  id: string
  isBulk: boolean
  people: number
  petitions: number
  by: string
  at: string
  until: string
  state: 'held' | 'undone' | 'done'
  /** The database has lost the keys of its campaign, so that it cannot be undone. */
  isLocked: boolean
}

/** Erasures of the last thirty days in this organizer's groups, newest first. */
export async function listErasures(office: Office): Promise<ListedErasure[]> {
  const { rows } = await sql<Omit<ListedErasure, 'by' | 'at' | 'until'> & { askedBy: string; at: Date; until: Date }>`
    select coalesce(bulk_id, id) as id, bool_and(bulk_id is not null) as "isBulk", sum(people)::integer as people, sum(signatures)::integer as petitions,
      (array_agg(asked_by))[1] as "askedBy", min(asked_at) as at, min(held_until) as until,
      case when bool_or(state = 'held') then 'held' when bool_or(state = 'done') then 'done' else 'undone' end as state,
      bool_or(state = 'held' and not exists (select from vault_key where vault_key.campaign_id = erasure.campaign_id)) as "isLocked"
    from erasure where ${inReach(office)} and asked_at > ${office.now}::timestamptz - interval '30 days' group by 1 order by 6 desc limit 2000
  `.execute(office.db)
  const names = await organizerNames(
    office.db,
    office.vault,
    rows.map((row) => row.askedBy),
  )
  return rows.map(({ askedBy, at, until, state, ...row }) => ({
    ...row,
    state,
    by: names.get(askedBy) ?? '',
    at: at.toISOString(),
    until: until.toISOString(),
  }))
}

/** Each holds up to 500 people and takes a second or two. */
const mostAtOnce = 20

export type Brought =
  | { outcome: 'back'; people: string[] }
  /** `list-undone`: they were known by a list alone, which was undone since. */
  | { outcome: 'too-late' | 'already-undone' | 'no-key' | 'list-undone' }

/**
 * Restores erased people within 24 hours; of a bulk action up to 10,000 at a time. A bulk action that still runs is
 * stopped first, if this organizer started it or has erased people of it in reach.
 *
 * @param id of an erasure or a bulk action
 * @throws 404 when there is none in reach
 */
export async function bringBack(office: Office, id: string | undefined): Promise<Brought> {
  const wanted = uuidOf(id)
  await stopBulk(office, wanted)
  const { rows } = await sql<{
    id: string
  }>`select id from erasure where (id = ${wanted} or bulk_id = ${wanted}) and ${inReach(office)} order by state = 'held' desc, asked_at, id limit ${mostAtOnce}`.execute(
    office.db,
  )
  if (rows.length === 0) throw new Response(null, { status: 404 })
  const isOnHold = await isPaused(office.db, 'legal-hold')
  const people: string[] = []
  const failed = new Set<Exclude<Brought['outcome'], 'back'>>()
  for (const row of rows) {
    // One transaction each, so that those restored stay restored when a later one fails.
    const undone = await office.db.transaction().execute(async (trx) => {
      const one = await undoErasure(trx, office.vault, { id: row.id, isOnHold }, office.now)
      if (one.outcome === 'undone')
        await office.audit(
          { groupId: null, act: 'undid-erasure', subject: row.id, howMany: Math.max(1, one.people.length) },
          trx,
        )
      return one
    })
    if (undone.outcome === 'undone' && undone.people.length === 0) failed.add('list-undone')
    else if (undone.outcome === 'undone') people.push(...undone.people)
    else if (undone.outcome !== 'not-there') failed.add(undone.outcome)
  }
  if (people.length > 0) return { outcome: 'back', people }
  if (failed.has('no-key')) return { outcome: 'no-key' }
  if (failed.has('list-undone')) return { outcome: 'list-undone' }
  return { outcome: failed.has('already-undone') ? 'already-undone' : 'too-late' }
}

async function stopBulk(office: Office, id: string): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const act = await trx
      .selectFrom('bulk_act')
      .select('id')
      .where('id', '=', id)
      .where('kind', '=', 'erase')
      .where((eb) =>
        eb.or([
          eb('asked_by', '=', office.organizer.id),
          eb.exists(eb.selectFrom('erasure').select('id').where('bulk_id', '=', id).where(inReach(office))),
        ]),
      )
      .forUpdate()
      .executeTakeFirst()
    if (!act) return
    const { numDeletedRows } = await trx.deleteFrom('bulk_person').where('bulk_id', '=', id).executeTakeFirst()
    if (numDeletedRows > 0n)
      await trx
        .updateTable('bulk_act')
        .set((eb) => ({ people_done: eb.ref('people_all') }))
        .where('id', '=', id)
        .execute()
  })
}

/** This organizer must hold the right to erase in all groups whose petitions were signed. */
function inReach(office: Office) {
  return sql<boolean>`group_ids <@ ${office.groupsWith('erase-people')}::uuid[]`
}
