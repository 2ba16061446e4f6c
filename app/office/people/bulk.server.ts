import { createHash, randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import type { Db, Trx } from '#db/client'
import { readWhole } from '#db/whole-number'
import type { Office } from '~/office/guard/guard.server'
import type { Right } from '~/office/guard/rights'
import { momentsAgo } from '~/office/guard/sent-twice.server'
import { holdPeople, type ToErase } from '~/office/people/erasures/hold-people.server'
import { isPaused } from '~/queue/outbox/switches.server'
import type { Keyring } from '~/vault/keyring'
import { openPerson, openVault } from '~/vault/open.server'
import { inScopes, knownInScopes } from './reach.server'
import { scopesOf } from './scope'
import { bulkKinds } from './signer-fields'
import { knownSince, matching, matchingKnown, type SignerFilter } from './signers.server'
import { type Act, keepForErased, type Person, tagMany, takingBack } from './tag-many.server'
import { tagText } from './tag-text'

const atOnce = 500
const inSample = 10

/** A bulk action as requested, besides whom it is for. */
export const bulkAsked = z.object({
  kind: z.enum(bulkKinds).catch('tag'),
  tag: z
    .string()
    .default('')
    .transform((text) => tagText.safeParse(text).data ?? ''),
  /** When the list was loaded; people who signed later are left out. */
  asOf: z.iso.datetime().nullable().catch(null),
  /** How many people the preview showed; if the number has changed, the preview is shown again. */
  shown: z
    .string()
    .transform((text) => readWhole(text) ?? -1)
    .catch(-1),
})

export type BulkAsked = z.output<typeof bulkAsked> & { filter: SignerFilter }

/** Exactly what a bulk action would do. */
export interface BulkPreview {
  kind: BulkAsked['kind']
  tag: string
  asOf: string
  filter: SignerFilter
  people: number
  /** Signatures that are deleted with people who are erased. */
  signatures: number
  /** People who are left out because they also signed with a group out of reach. */
  beyond: number
  sample: string[]
}

/** Who is affected, and how. Opens a few people for a sample of names; the audit log says so. */
export async function previewBulk(office: Office, asked: BulkAsked): Promise<BulkPreview> {
  const asOf = new Date(Math.min(asked.asOf ? Date.parse(asked.asOf) : office.now.getTime(), office.now.getTime()))
  const meant = peopleMeant(office, asked, asOf)
  const { rows } = await sql<{ people: number; signatures: number; beyond: number }>`
    select count(*) filter (where not ${isLeftOut(asked)})::integer as people, coalesce(sum(signatures) filter (where not ${isLeftOut(asked)}), 0)::integer as signatures,
      count(*) filter (where ${isLeftOut(asked)})::integer as beyond from (${meant}) as meant
  `.execute(office.db)
  const sample = await sql<{ id: string; campaign_id: string; sealed: Buffer }>`
    select person.id, person.campaign_id, person.sealed from (${meant}) as meant join person using (id) where not ${isLeftOut(asked)} order by person.id limit ${inSample}
  `.execute(office.db)
  await office.audit({
    groupId: null,
    act: 'listed-people',
    subject: `before ${asked.kind}`,
    howMany: sample.rows.length,
  })
  const names = sample.rows
    .map((row) => openPerson(office.vault, row))
    .map((one) => `${one.givenName} ${one.familyName}`.trim())
  return {
    kind: asked.kind,
    tag: asked.tag,
    asOf: asOf.toISOString(),
    filter: asked.filter,
    ...rows[0]!,
    sample: names,
  }
}

export type BulkStarted =
  /** `unchanged`: it is done, and everybody was like that already. */
  { outcome: 'done' | 'begun' | 'unchanged'; id: string } | { outcome: 'changed' | 'legal-hold' }

/** Starts what was previewed, as one audit entry. Up to 500 people are done at once, more by the worker. */
export async function startBulk(
  office: Office,
  asked: BulkAsked & { kind: 'tag' | 'untag' | 'erase' },
): Promise<BulkStarted> {
  if (asked.kind === 'erase' && (await isPaused(office.db, 'legal-hold'))) return { outcome: 'legal-hold' }
  const asOf = new Date(asked.asOf ?? office.now)
  const begun = await office.db.transaction().execute(async (trx) => {
    const { id, isThere } = await idOfForm(office, trx, asked)
    if (isThere) return { id, isFirst: false }
    await trx
      .insertInto('bulk_act')
      .values({
        id,
        kind: asked.kind,
        tag: asked.kind === 'erase' ? null : asked.tag,
        asked_by: office.organizer.id,
        asked_at: office.now,
        people_all: asked.shown,
        people_changed: 0,
      })
      .execute()
    if (asked.kind !== 'erase')
      await trx
        .insertInto('bulk_act')
        .values({
          id: takingBack(id)!,
          kind: asked.kind === 'tag' ? 'untag' : 'tag',
          tag: asked.tag,
          asked_by: office.organizer.id,
          asked_at: office.now,
          people_all: 0,
          people_changed: 0,
        })
        .execute()
    const chosen =
      await sql`insert into bulk_person (bulk_id, person_id) select ${id}::uuid, id from (${peopleMeant(office, asked, asOf)}) as meant where not ${isLeftOut(asked)}`.execute(
        trx,
      )
    if (Number(chosen.numAffectedRows) !== asked.shown) {
      await trx
        .deleteFrom('bulk_act')
        .where('id', 'in', [id, takingBack(id)!])
        .execute()
      return null
    }
    const act = ({ tag: 'tagged-people', untag: 'untagged-people', erase: 'asked-erasure' } as const)[asked.kind]
    await office.audit({ groupId: null, act, subject: id, howMany: asked.shown }, trx)
    return { id, isFirst: true }
  })
  if (begun === null) return { outcome: 'changed' }
  const { id, isFirst } = begun
  if (asked.shown > atOnce) return { outcome: 'begun', id }
  if (isFirst) await doNextOfBulk(office.db, office.keyring, office.now, id)
  const { people_changed: changed } = await office.db
    .selectFrom('bulk_act')
    .select('people_changed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { outcome: changed === 0 ? 'unchanged' : 'done', id }
}

/**
 * The id of the bulk action of a form. It comes of the form itself, so that a button that is pressed twice begins one:
 * done again, it would change nobody, and take the undo from the first. A form that is sent once more after a minute, or after
 * it was taken back, is meant. Each erasure is its own: who is gone is not erased twice.
 */
async function idOfForm(office: Office, trx: Trx, asked: BulkAsked): Promise<{ id: string; isThere: boolean }> {
  const { kind, tag, asOf, shown, filter } = asked
  if (kind === 'erase' || asOf === null) return { id: randomUUID(), isThere: false }
  await trx.selectFrom('organizer').select('id').where('id', '=', office.organizer.id).forNoKeyUpdate().execute()
  for (let time = 0; ; time += 1) {
    const id = uuidFrom(JSON.stringify([office.organizer.id, kind, tag, asOf, shown, filter, time]))
    const { rows } = await sql<{ isOver: boolean }>`
      select asked_at < ${momentsAgo(office.now)} or exists (select from bulk_act as back where back.id = ${takingBack(id)}::uuid and back.people_all > 0) as "isOver"
      from bulk_act where id = ${id}
    `.execute(trx)
    if (!rows[0]?.isOver) return { id, isThere: rows.length > 0 }
  }
}

/** Always the same for the same text, as a UUID of version 4. */
function uuidFrom(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/**
 * Does the next batch of a bulk action. Each batch is one transaction, so that work continues where it stopped after a
 * crash.
 *
 * @param id one bulk action; null: the oldest unfinished one
 * @returns how many people; zero when nothing is waiting
 */
export async function doNextOfBulk(db: Db, keyring: Keyring, now: Date, id: string | null = null): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const isHeld = await isPaused(trx, 'legal-hold')
    const { rows } = await sql<Act>`
      select id, kind, tag, asked_by as "askedBy" from bulk_act where people_done < people_all and (${id}::uuid is null or id = ${id}) and not (kind = 'erase' and ${isHeld})
      order by asked_at limit 1 for update skip locked
    `.execute(trx)
    const act = rows[0]
    if (!act) return 0
    const people = await sql<Person>`
      delete from bulk_person where bulk_id = ${act.id} and person_id in (select person_id from bulk_person where bulk_id = ${act.id} order by person_id limit ${atOnce})
      returning person_id as id, import_id as "importId"
    `.execute(trx)
    const ids = people.rows.map((row) => row.id)
    const changed =
      act.kind === 'erase'
        ? await erase(trx, keyring, { people: ids, askedBy: act.askedBy, bulkId: act.id }, now)
        : await tagMany(trx, act, people.rows, now)
    await keepForErased(trx, act.id, people.rows)
    // People deleted meanwhile count as done.
    await trx
      .updateTable('bulk_act')
      .set((eb) => ({
        people_done: ids.length === 0 ? eb.ref('people_all') : eb('people_done', '+', ids.length),
        people_changed: eb('people_changed', '+', changed),
      }))
      .where('id', '=', act.id)
      .execute()
    return Math.max(1, ids.length)
  })
}

/**
 * Deletes finished bulk actions after thirty days, and what would take them back after a day; the audit log keeps its
 * entry.
 *
 * @returns how many
 */
export async function forgetBulkActs(db: Db, now: Date): Promise<number> {
  const gone = await db
    .deleteFrom('bulk_act')
    .where('asked_at', '<', new Date(now.getTime() - 86_400_000))
    .where((eb) => eb.or([eb('people_all', '=', 0), eb('asked_at', '<', new Date(now.getTime() - 30 * 86_400_000))]))
    .whereRef('people_done', '>=', 'people_all')
    .executeTakeFirst()
  return Number(gone.numDeletedRows)
}

/** @returns how many people were still there to be erased */
async function erase(trx: Trx, keyring: Keyring, toErase: ToErase, now: Date): Promise<number> {
  const held = await holdPeople(trx, await openVault(trx, keyring), toErase, now)
  const { rows } = await sql<{ people: number }>`
    select coalesce(sum(people), 0)::integer as people from erasure where id = any(${held}::uuid[])
  `.execute(trx)
  return rows[0]!.people
}

/** The right that each bulk action needs. */
export const rightFor = {
  tag: 'change-people',
  untag: 'change-people',
  erase: 'erase-people',
  export: 'export-people',
} as const satisfies Record<BulkAsked['kind'], Right>

/**
 * People with a matching signature, and matching people without one; how many signatures they have in all, and whether
 * whatever they signed, and the campaign that they asked for news, is in reach.
 */
function peopleMeant(office: Office, asked: BulkAsked, asOf: Date): RawBuilder<unknown> {
  const scopes = scopesOf(office, rightFor[asked.kind])
  const reach = inScopes(scopes)
  return sql`
    select person.id, coalesce(signed.signatures, 0)::integer as signatures,
      coalesce(signed.is_whole, true) and (not is_known_without_signature(person.id) or ${knownInScopes(scopes)}) as is_whole
    from (select signature.person_id as id from signature join petition on petition.id = signature.petition_id
        where signature.person_id is not null and signature.accepted_at <= ${asOf} and ${reach} and ${matching(asked.filter, scopes)}
      union select person.id from person join campaign on campaign.id = person.campaign_id ${knownSince}
        where since.at <= ${asOf} and ${matchingKnown(asked.filter, scopes)}) as found
    join person on person.id = found.id join campaign on campaign.id = person.campaign_id
    left join lateral (select count(*) as signatures, bool_and(${reach}) as is_whole from signature join petition on petition.id = signature.petition_id
      where signature.person_id = person.id having count(*) > 0) as signed on true`
}

/** Erasing deletes all signatures of a person, so all of them must be in reach. */
function isLeftOut(asked: BulkAsked): RawBuilder<boolean> {
  return asked.kind === 'erase' ? sql<boolean>`not meant.is_whole` : sql<boolean>`false`
}
