import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db, Trx } from '#db/client'
import { utcDay } from '#db/utc-day'
import { handOverLetters } from '~/actions/letters/delivery/forget-letters.server'
import { forgetSignatures } from '~/actions/petitions/signatures/forget-signatures.server'
import { showNames } from '~/actions/petitions/signatures/show-names.server'
import type { Office } from '~/office/guard/guard.server'
import { maskContact } from '~/people/mask-contact'
import { suppress } from '~/people/suppression.server'
import { sweepPeople } from '~/people/sweep-people.server'
import { isPaused } from '~/queue/outbox/switches.server'
import { openContact, openPerson } from '~/vault/open.server'
import { type MergeContact, type MergePlan, type MergeSignature, planMerge } from './merge-plan'
import { type PersonInReach, personInReach } from './person-in-reach.server'
import { scopesOf } from './scope'
import { contactOf } from './search.server'
import { findByContact, type SignerLine } from './signers.server'

/** Somebody who may be the same human being. */
export interface Duplicate {
  id: string
  name: string
  contacts: string[]
}

/** People of the same campaign with the same name who share a contact: the same human being, as a rule. */
export async function readDuplicates(office: Office): Promise<{ person: Duplicate; twins: Duplicate[] }> {
  const person = await personInReach(office, 'change-people', office.params.person)
  const { rows } = await sql<{ id: string }>`
    select twin.id from person join person as twin on twin.campaign_id = person.campaign_id and twin.id <> person.id and twin.name_index = person.name_index
      and array[twin.contact_id, twin.other_contact_id] && array[person.contact_id, person.other_contact_id]
    where person.id = ${person.id} limit 20
  `.execute(office.db)
  const twins = await describeAll(
    office,
    person,
    rows.map((row) => row.id),
  )
  await office.audit({ groupId: person.groupId, act: 'opened-person', subject: person.id, howMany: 1 + twins.length })
  return { person: await describe(office, person), twins }
}

/** People of the same campaign on an address or number that was typed whole; null when it was neither. */
export async function searchDuplicates(office: Office, typed: string): Promise<Duplicate[] | null> {
  const person = await personInReach(office, 'change-people', office.params.person)
  const contact = contactOf(typed)
  if (!contact) return null
  const lines = await findByContact(
    office.db,
    office.keyring,
    office.vault,
    scopesOf(office, 'change-people'),
    contact.channel,
    contact.contact,
  )
  const ids = [...new Set(lines.map((line: SignerLine) => line.personId))].filter((id) => id !== person.id)
  await office.audit({
    groupId: person.groupId,
    act: 'searched-people',
    subject: `by ${contact.channel}`,
    howMany: ids.length,
  })
  return describeAll(office, person, ids)
}

/** Everything that merging would do, for looking at it before. */
export interface MergePreview {
  stays: Duplicate
  goes: Duplicate
  secondContact: string | null
  moved: string[]
  doubled: { petition: string; totalFalls: boolean }[]
  optedOut: MergePlan['optedOut']
  withdrawn: { petition: string; purpose: string }[]
  notes: number
  tags: string[]
}

export type Previewed = ({ outcome: 'ready' } & MergePreview) | { outcome: 'beyond' | 'two-campaigns' }

export async function previewMerge(office: Office, other: string): Promise<Previewed> {
  const pair = await pairInReach(office, other)
  if (pair.outcome !== 'in-reach') return pair
  const { stays, goes } = pair
  const plan = await planOf(office.db, stays, goes)
  const petitions = await office.db
    .selectFrom('petition')
    .select(['id', 'slug'])
    .where('campaign_id', '=', stays.campaign_id)
    .execute()
  const slugOf = (id: string) => petitions.find((petition) => petition.id === id)!.slug
  const { rows: withdrawn } = await sql<{
    petition: string
    purpose: string
  }>`select petition.slug as petition, purpose from (${endingConsents(stays.id, goes.id, plan)}) as ending join petition on petition.id = ending.petition_id order by 1, 2`.execute(
    office.db,
  )
  const [notes, tags, staying, going] = await Promise.all([
    office.db.selectFrom('person_note').select('id').where('person_id', '=', goes.id).execute(),
    office.db.selectFrom('person_tag').select('tag').where('person_id', '=', goes.id).orderBy('tag').execute(),
    describe(office, stays),
    describe(office, goes),
  ])
  await office.audit({ groupId: stays.groupId, act: 'opened-person', subject: `${stays.id} ${goes.id}`, howMany: 2 })
  return {
    outcome: 'ready',
    stays: staying,
    goes: going,
    moved: plan.moved.map((one) => slugOf(one.petitionId)),
    secondContact:
      plan.secondContact && going.contacts[[goes.contact_id, goes.other_contact_id].indexOf(plan.secondContact.id)]!,
    doubled: plan.doubled.map((one) => ({ petition: slugOf(one.goes.petitionId), totalFalls: one.totalFalls })),
    optedOut: plan.optedOut,
    withdrawn,
    notes: notes.length,
    tags: tags.map((row) => row.tag),
  }
}

export type Merged = { outcome: 'merged' } | { outcome: 'beyond' | 'two-campaigns' | 'legal-hold' }

/**
 * Makes one of two people. The first stays, with name and contact; what the other signed, allowed, was sent and noted
 * moves to them. Of two signatures for one petition one stays. Whoever asked to be left alone, or took a consent back,
 * on either, has done so for both. It cannot be undone: of the one who goes nothing is kept.
 */
export async function mergePeople(office: Office, other: string): Promise<Merged> {
  if (await isPaused(office.db, 'legal-hold')) return { outcome: 'legal-hold' }
  const pair = await pairInReach(office, other)
  if (pair.outcome !== 'in-reach') return pair
  const { stays, goes } = pair
  const day = utcDay(office.now)
  await office.db.transaction().execute(async (trx) => {
    await sql`select from person where id in (${stays.id}, ${goes.id}) order by id for update`.execute(trx)
    const plan = await planOf(trx, stays, goes)
    await sql`update consent set withdrawn_on = ${day}::date from (${endingConsents(stays.id, goes.id, plan)}) as ending
      where consent.person_id = ending.person_id and consent.petition_id = ending.petition_id and consent.purpose = ending.purpose`.execute(
      trx,
    )
    await handOver(trx, stays.id, goes.id)
    await handOverLetters(trx, stays, goes.id)
    if (plan.secondContact)
      await trx
        .updateTable('person')
        .set({ other_contact_id: plan.secondContact.id })
        .where('id', '=', stays.id)
        .execute()
    await trx.deleteFrom('person').where('id', '=', goes.id).execute()
    for (const contact of plan.suppressed)
      await suppress(
        { trx },
        contact.channel,
        (
          await trx
            .selectFrom('contact_point')
            .select('blind_index')
            .where('id', '=', contact.id)
            .executeTakeFirstOrThrow()
        ).blind_index,
        office.now,
      )
    await forgetSignatures(
      { trx },
      plan.doubled.map((one) => one.goes.id),
      office.now,
    )
    await sweepPeople(trx, [goes.contact_id, ...(goes.other_contact_id ? [goes.other_contact_id] : [])])
    await showNamesAnew(office, trx, stays.id)
    await office.audit(
      { groupId: stays.groupId, act: 'merged-people', subject: `${stays.id} ${goes.id}`, howMany: 2 },
      trx,
    )
  })
  return { outcome: 'merged' }
}

async function pairInReach(office: Office, other: string) {
  const [stays, goes] = [
    await personInReach(office, 'change-people', office.params.person),
    await personInReach(office, 'change-people', other),
  ]
  if (stays.id === goes.id) throw new Response(null, { status: 404 })
  if (stays.campaign_id !== goes.campaign_id) return { outcome: 'two-campaigns' as const }
  return stays.isWhole && goes.isWhole ? { outcome: 'in-reach' as const, stays, goes } : { outcome: 'beyond' as const }
}

async function planOf(db: Db, stays: PersonInReach, goes: PersonInReach): Promise<MergePlan> {
  const side = async (person: PersonInReach) => ({
    contacts: await contactsOf(db, person, [stays.id, goes.id]),
    signatures: await signaturesOf(db, person.id),
  })
  return planMerge(await side(stays), await side(goes))
}

async function contactsOf(db: Db, person: PersonInReach, both: string[]): Promise<MergeContact[]> {
  const { rows } = await sql<MergeContact>`
    select contact_point.id, contact_point.channel, coalesce(suppression.reason = 'opted-out', false) as "isOptedOut",
      exists (select from person where contact_point.id in (person.contact_id, person.other_contact_id) and person.id <> all(${both}::uuid[])) as "isShared"
    from contact_point left join suppression using (blind_index)
    where contact_point.id in (${person.contact_id}, ${person.other_contact_id ?? person.contact_id}) order by contact_point.id <> ${person.contact_id}
  `.execute(db)
  return rows
}

async function signaturesOf(db: Db, person: string): Promise<MergeSignature[]> {
  const { rows } = await sql<MergeSignature>`
    select id, petition_id as "petitionId", state = 'confirmed' as "isConfirmed", held is not null as "isHeld", accepted_at as at
    from signature where person_id = ${person} order by accepted_at, id
  `.execute(db)
  return rows
}

/**
 * Consents that end: of a purpose which the other has taken back (for the name, on that petition), or which goes by a
 * channel on which one of them asked to be left alone.
 */
function endingConsents(stays: string, goes: string, plan: MergePlan) {
  const silenced = plan.optedOut.flatMap((channel) => [channel === 'mail' ? 'email' : 'sms', 'network'])
  return sql`
    select given.* from consent as given where given.person_id in (${stays}, ${goes}) and given.withdrawn_on is null and (
      given.purpose = any(${silenced}::text[]) or exists (
        select from consent as ended where ended.person_id in (${stays}, ${goes}) and ended.person_id <> given.person_id and ended.purpose = given.purpose
          and ended.withdrawn_on is not null and (ended.purpose <> 'show_name' or ended.petition_id = given.petition_id)))`
}

/** Everything that hangs on the one who goes passes to the one who stays. */
async function handOver(trx: Trx, stays: string, goes: string): Promise<void> {
  await sql`
    insert into consent (person_id, petition_id, purpose, text_version, language, given_on, withdrawn_on)
    select ${stays}, petition_id, purpose, text_version, language, given_on, withdrawn_on from consent where person_id = ${goes}
    on conflict (person_id, petition_id, purpose) do update set withdrawn_on = coalesce(consent.withdrawn_on, excluded.withdrawn_on)
  `.execute(trx)
  await sql`insert into person_tag (person_id, tag) select ${stays}, tag from person_tag where person_id = ${goes} on conflict do nothing`.execute(
    trx,
  )
  for (const table of ['signature', 'message', 'person_note', 'outreach'] as const)
    await trx.updateTable(table).set({ person_id: stays }).where('person_id', '=', goes).execute()
}

/** The name stands where it is allowed, and nowhere else, and as the one who stays is called. */
async function showNamesAnew(office: Office, trx: Trx, person: string): Promise<void> {
  const signatures = await trx
    .selectFrom('signature')
    .select(['id', 'petition_id'])
    .where('person_id', '=', person)
    .execute()
  const ids = signatures.map((row) => row.id)
  await sql`
    delete from public_name using signature where signature.id = signature_id and signature.id = any(${ids}::uuid[]) and not exists (
      select from consent where consent.person_id = signature.person_id and consent.petition_id = signature.petition_id and purpose = 'show_name' and withdrawn_on is null)
  `.execute(trx)
  await showNames({ trx, vault: office.vault }, ids)
  await announce(
    trx,
    signatures.map((row) => `petition:${row.petition_id}`),
  )
}

async function describeAll(office: Office, person: PersonInReach, ids: string[]): Promise<Duplicate[]> {
  const found = await Promise.all(ids.map((id) => personInReach(office, 'change-people', id).catch(noOne)))
  return Promise.all(found.flatMap((one) => (one?.campaign_id === person.campaign_id ? [describe(office, one)] : [])))
}

async function describe(office: Office, person: PersonInReach): Promise<Duplicate> {
  const details = openPerson(office.vault, person)
  const rows = await office.db
    .selectFrom('contact_point')
    .selectAll()
    .where('id', 'in', [person.contact_id, person.other_contact_id ?? person.contact_id])
    .execute()
  const ordered = rows.sort((one) => (one.id === person.contact_id ? -1 : 1))
  return {
    id: person.id,
    name: `${details.givenName} ${details.familyName}`.trim(),
    contacts: ordered.map((row) => maskContact(row.channel, openContact(office.vault, row))),
  }
}

/** Out of reach is as good as not there. */
function noOne(thrown: unknown): null {
  if (thrown instanceof Response) return null
  throw thrown
}
