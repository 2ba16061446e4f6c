import { sql } from 'kysely'
import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { handOverLetters } from '~/actions/letters/delivery/forget-letters.server'
import { forgetSignatures } from '~/actions/petitions/signatures/forget-signatures.server'
import { renameShown, showNames } from '~/actions/petitions/signatures/show-names.server'
import { mergePlaces } from '~/messages/ladders/merge-places.server'
import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { mergeSubscriptions } from '~/people/subscriptions.server'
import { suppress } from '~/people/suppression.server'
import { sweepPeople } from '~/people/sweep-people.server'
import { isPaused } from '~/queue/outbox/switches.server'
import type { MergePlan } from './merge-plan'
import { endingChanges, endingConsents, pairInReach, planOf } from './read-merge.server'

export type Merged = { outcome: 'merged' } | { outcome: 'beyond' | 'two-campaigns' | 'legal-hold' }

/**
 * Merges two people. The first keeps their name and contact, and takes over what the other signed, consented to, was
 * sent, and organizers' notes. Of two signatures for one petition one stays. Opt-outs and withdrawn consents of either
 * apply to both. Cannot be undone: nothing is kept of the one who goes.
 *
 * @throws 404 when one is out of reach, or was merged meanwhile
 */
export async function mergePeople(office: Office, other: string): Promise<Merged> {
  if (await isPaused(office.db, 'legal-hold')) return { outcome: 'legal-hold' }
  const both = [uuidOf(office.params.person), uuidOf(other)]
  const day = office.today
  return office.db.transaction().execute(async (trx): Promise<Merged> => {
    // Two merges at once: the second finds who the first has left. Signatures before people, as erasing does.
    await sql`select from signature where person_id = any(${both}::uuid[]) order by id for update`.execute(trx)
    await sql`select from person where id = any(${both}::uuid[]) order by id for update`.execute(trx)
    const pair = await pairInReach({ ...office, db: trx }, other)
    if (pair.outcome !== 'in-reach') return pair
    const { stays, goes } = pair
    const plan = await planOf(trx, stays, goes)
    await handOverStops(trx, { stays: stays.id, goes: goes.id })
    await sql`update consent set withdrawn_on = ${day}::date from (${endingConsents(stays.id, goes.id, plan)}) as ending
      where consent.person_id = ending.person_id and consent.petition_id = ending.petition_id and consent.purpose = ending.purpose`.execute(
      trx,
    )
    await trx
      .updateTable('contact_change')
      .set({ state: 'taken-back', ended_at: office.now })
      .where(endingChanges(stays.id, goes.id, plan))
      .execute()
    // Before their tags: who stays may have had one of their own.
    await handOverBulk(trx, { stays: stays.id, goes: goes.id })
    await handOver(trx, { stays: stays.id, goes: goes.id })
    await mergeSubscriptions(trx, { stays: stays.id, goes: goes.id, optedOut: plan.optedOut }, office.now)
    await mergePlaces(trx, { stays: stays.id, goes: goes.id })
    await handOverLetters(trx, stays, goes.id)
    await keepOwnSignatures(trx, plan)
    if (plan.secondContact)
      await trx
        .updateTable('person')
        .set({ other_contact_id: plan.secondContact.id })
        .where('id', '=', stays.id)
        .execute()
    await trx.deleteFrom('person').where('id', '=', goes.id).execute()
    for (const contact of plan.suppressed) {
      const { blind_index: blindIndex } = await trx
        .selectFrom('contact_point')
        .select('blind_index')
        .where('id', '=', contact.id)
        .executeTakeFirstOrThrow()
      await suppress({ trx }, { channel: contact.channel, blindIndex, how: 'merged' }, office.now)
    }
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
    return { outcome: 'merged' }
  })
}

/** What undoing a recorded stop gives back follows too, except consents for a purpose that the other one has withdrawn. */
async function handOverStops(trx: Trx, { stays, goes }: { stays: string; goes: string }): Promise<void> {
  const both = [stays, goes]
  await sql`
    update recorded_stop set consents = (
      select coalesce(jsonb_agg(case ended ->> 'person_id' when ${goes} then ended || jsonb_build_object('person_id', ${stays}::text) else ended end), '[]')
      from jsonb_array_elements(consents) as ended where ended ->> 'person_id' <> all(${both}::text[]) or not exists (
        select from consent where consent.person_id = any(${both}::uuid[]) and consent.person_id::text <> ended ->> 'person_id'
          and consent.purpose = ended ->> 'purpose' and consent.withdrawn_on is not null))
    where undone_at is null and (consents @> jsonb_build_array(jsonb_build_object('person_id', ${stays}::text))
      or consents @> jsonb_build_array(jsonb_build_object('person_id', ${goes}::text)))
  `.execute(trx)
}

/** Moves everything that belongs to the one who goes to the one who stays. */
async function handOver(trx: Trx, { stays, goes }: { stays: string; goes: string }): Promise<void> {
  await sql`
    insert into consent (person_id, petition_id, purpose, text_version, language, given_on, withdrawn_on)
    select ${stays}, petition_id, purpose, text_version, language, given_on, withdrawn_on from consent where person_id = ${goes}
    on conflict (person_id, petition_id, purpose) do update set withdrawn_on = coalesce(consent.withdrawn_on, excluded.withdrawn_on)
  `.execute(trx)
  await sql`
    insert into person_tag (person_id, tag, import_id) select ${stays}, tag, import_id from person_tag where person_id = ${goes}
    on conflict (person_id, tag) do update set import_id = null where person_tag.import_id is distinct from excluded.import_id
  `.execute(trx)
  await sql`
    insert into export_person (export_id, person_id) select export_id, ${stays}::uuid from export_person where person_id = ${goes} on conflict do nothing
  `.execute(trx)
  await sql`
    insert into segment_person (segment_id, person_id) select segment_id, ${stays}::uuid from segment_person where person_id = ${goes} on conflict do nothing
  `.execute(trx)
  await sql`
    insert into imported_person (batch_id, person_id, is_new, source, sealed, imported_at)
    select batch_id, ${stays}::uuid, false, source, null, imported_at from imported_person where person_id = ${goes} on conflict do nothing
  `.execute(trx)
  await sql`
    insert into person_field_value (person_id, field_id, value, import_id) select ${stays}::uuid, field_id, value, import_id from person_field_value where person_id = ${goes} on conflict do nothing
  `.execute(trx)
  // Of a message to many that both got, one stays with its address alone.
  await sql`
    update message set person_id = null where person_id = ${goes} and broadcast_id is not null
      and exists (select from message as other where other.broadcast_id = message.broadcast_id and other.person_id = ${stays})
  `.execute(trx)
  await sql`
    insert into list_stop (person_id, list_id, channel, undone_at) select ${stays}, list_id, channel, undone_at from list_stop where person_id = ${goes}
    on conflict do nothing
  `.execute(trx)
  for (const table of [
    'signature',
    'message',
    'person_note',
    'tag_change',
    'outreach',
    'contact_change',
    'recorded_stop',
  ] as const)
    await trx.updateTable(table).set({ person_id: stays }).where('person_id', '=', goes).execute()
}

/**
 * Tags of many people that wait for the worker, or can be taken back, follow too; but no tag is taken off who stays that
 * they had before. Whoever was chosen to be erased is not erased as the one who stays: nobody chose them.
 */
async function handOverBulk(trx: Trx, { stays, goes }: { stays: string; goes: string }): Promise<void> {
  await sql`
    update bulk_person set person_id = ${stays} from bulk_act
    where bulk_act.id = bulk_id and person_id = ${goes} and kind <> 'erase'
      and not exists (select from bulk_person as own where own.bulk_id = bulk_person.bulk_id and own.person_id = ${stays})
      and (kind = 'tag' or not exists (select from person_tag where person_tag.person_id = ${stays} and person_tag.tag = bulk_act.tag))
  `.execute(trx)
}

/** Of two signatures for one petition the one that stays may be a list's. If they signed by themselves too, it is theirs. */
async function keepOwnSignatures(trx: Trx, { doubled }: MergePlan): Promise<void> {
  await sql`
    update import_row set signature_id = null
    from unnest(${doubled.map(({ stays }) => stays.id)}::uuid[], ${doubled.map(({ goes }) => goes.id)}::uuid[]) as doubled (stays, goes)
    where signature_id = doubled.stays and not exists (select from import_row as other where other.signature_id = doubled.goes)
  `.execute(trx)
}

/** Shows the name only where consent allows, in the form of the one who stays. */
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
  await renameShown({ trx, vault: office.vault }, [person])
  await announce(
    trx,
    signatures.map((row) => `petition:${row.petition_id}`),
  )
}
