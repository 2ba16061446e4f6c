import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Channel } from '#db/schema'
import { siteDay } from '#db/site-day'
import { confirmSignatures } from '~/actions/petitions/signatures/confirm-signatures.server'
import { forgetsUnderHold } from '~/actions/petitions/signatures/record-confirmations.server'
import { contactOf, takenBy } from '~/people/contact-changes.server'
import { confirmationLifetime } from '~/people/link-lifetimes'
import { contactToken } from '~/people/signer-indexes.server'
import { beginAsked } from '~/people/subscriptions.server'
import { LegalHold } from '~/queue/intake/held-deletions.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { linkHash } from '~/vault/links.server'
import { keysOf, openContact, openPerson, sealPerson } from '~/vault/open.server'

interface WaitingChange {
  id: string
  personId: string
  channel: Channel
  newId: string
  side: 'new' | 'old'
}

/**
 * Carries out what the owner of a corrected address or number said: that it is theirs, that it is not, or that the old one
 * is to stay. A link that is too old, or whose correction has ended, has no effect.
 *
 * @throws LegalHold when confirming would forget who signed privately
 */
export async function recordContactWords(
  recording: RecordContext,
  arrivals: OpenedSubmission<'contact-word'>[],
): Promise<void> {
  for (const { submission, at } of arrivals) {
    const change = await waitingChange(recording.trx, submission.token, at)
    if (!change) continue
    switch (submission.wanted) {
      case 'confirm':
        if (change.side === 'new') await moveTo(recording, change, at)
        break
      case 'not-mine':
        if (change.side === 'new') await end(recording.trx, change.id, 'not-theirs', at)
        break
      case 'keep':
        if (change.side === 'old') await end(recording.trx, change.id, 'kept', at)
    }
  }
}

/** The correction that a link is about, locked; null when it has ended or the link is too old. */
async function waitingChange(trx: Trx, token: string, at: Date): Promise<WaitingChange | null> {
  const { rows } = await sql<WaitingChange>`
    select contact_change.id, contact_change.person_id as "personId", contact_change.channel, new_contact_id as "newId",
      case message.template when 'confirm-contact' then 'new' else 'old' end as side
    from message join contact_change on contact_change.person_id = message.person_id and contact_change.state = 'waiting'
      and message.contact_id = case message.template when 'confirm-contact' then new_contact_id else old_contact_id end
    where message.link_hash = ${linkHash(token)} and message.template in ('confirm-contact', 'contact-changing')
      and message.created_at > ${at}::timestamptz - ${`${confirmationLifetime} milliseconds`}::interval
    for update of contact_change
  `.execute(trx)
  return rows[0] ?? null
}

/**
 * The contact is the person's from now on. Signatures, letters and messages that have not left follow it, an opt-out of
 * the old one applies to it too, and signatures and news that waited for a confirmation are confirmed.
 */
async function moveTo(recording: RecordContext, change: WaitingChange, at: Date): Promise<void> {
  const { trx, vault } = recording
  // Signatures before people, as erasing does.
  await sql`select from signature where person_id = ${change.personId} order by id for update`.execute(trx)
  const person = await trx
    .selectFrom('person')
    .selectAll()
    .where('id', '=', change.personId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const fresh = await trx
    .selectFrom('contact_point')
    .selectAll()
    .where('id', '=', change.newId)
    .executeTakeFirstOrThrow()
  // Somebody may have signed with it since the organizer corrected it.
  if (await takenBy(trx, person, { blindIndex: fresh.blind_index, withAsked: false }))
    return end(trx, change.id, 'taken', at)
  const old = await contactOf(trx, person, change.channel)
  const isFirst = old?.id === person.contact_id
  const waiting = isFirst ? await unconfirmedOf(trx, person.id) : []
  if (await forgetsUnderHold(trx, waiting)) throw new LegalHold()
  await trx
    .updateTable('contact_point')
    .set({ proven_on: siteDay(at), failing_since: null })
    .where('id', '=', fresh.id)
    .execute()
  const keys = keysOf(vault, person.campaign_id)
  await trx
    .updateTable('person')
    .set(
      isFirst
        ? {
            contact_id: fresh.id,
            sealed: sealPerson(keys, person.id, { ...openPerson(vault, person), contactId: fresh.id }),
          }
        : { other_contact_id: fresh.id },
    )
    .where('id', '=', person.id)
    .execute()
  if (old) {
    await carryStops(trx, { campaignId: person.campaign_id, from: old.blind_index, to: fresh.blind_index })
    await followContact(trx, person.id, { from: old.id, to: fresh.id })
    if (isFirst && keys.tokenKey) {
      const [from, to] = [old, fresh].map((row) =>
        contactToken(keys.tokenKey!, row.channel, openContact(vault, row)),
      ) as [Buffer, Buffer]
      await moveTokens(trx, person.id, { from, to })
    }
  }
  await trx
    .updateTable('contact_change')
    .set({ state: 'confirmed', ended_at: at, old_contact_id: old?.id ?? null })
    .where('id', '=', change.id)
    .execute()
  await confirmSignatures(recording, waiting, at)
  await beginAsked(trx, { personId: person.id, contactId: fresh.id }, at)
}

async function unconfirmedOf(trx: Trx, personId: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('signature')
    .select('id')
    .where('person_id', '=', personId)
    .where('state', '=', 'unconfirmed')
    .execute()
  return rows.map((row) => row.id)
}

/** Who had stopped our messages, or this campaign's news, has stopped them at the new contact too. */
async function carryStops(
  trx: Trx,
  { campaignId, from, to }: { campaignId: string; from: Buffer; to: Buffer },
): Promise<void> {
  await sql`
    insert into campaign_stop (campaign_id, blind_index, channel, since)
    select campaign_id, ${to}::bytea, channel, since from campaign_stop where campaign_id = ${campaignId} and blind_index = ${from} on conflict do nothing
  `.execute(trx)
  await sql`
    insert into suppression (blind_index, channel, reason, since, recorded_by)
    select ${to}::bytea, channel, reason, since, recorded_by from suppression where blind_index = ${from} and reason = 'opted-out'
    on conflict (blind_index) do update set reason = excluded.reason, since = excluded.since, recorded_by = excluded.recorded_by
  `.execute(trx)
}

/** Links in messages that were sent stay with the old contact: its owner must not reach the new one's page. */
async function followContact(trx: Trx, personId: string, { from, to }: { from: string; to: string }): Promise<void> {
  await sql`update letter set contact_id = ${to}, name_slot = 1 where person_id = ${personId} and contact_id = ${from}`.execute(
    trx,
  )
  await sql`
    update message set contact_id = ${to}, is_despite_stop = false
    where person_id = ${personId} and contact_id = ${from} and state in ('queued', 'deferred') and template not in ('contact-changing', 'own-page-link')
  `.execute(trx)
}

/**
 * Whoever signs again with the new contact is recognized. Where both names of the new contact are taken by private
 * signatures, a signature keeps its token.
 */
async function moveTokens(trx: Trx, personId: string, { from, to }: { from: Buffer; to: Buffer }): Promise<void> {
  const signatures = await trx
    .selectFrom('signature')
    .select('id')
    .where('person_id', '=', personId)
    .where('contact_token', '=', from)
    .orderBy('id')
    .execute()
  for (const { id } of signatures)
    await sql`
      update signature set contact_token = ${to}, name_slot = free.slot
      from (select min(slot) as slot from unnest(array[1, 2]) as slots (slot) where not exists (
        select from signature as other join signature as own on own.petition_id = other.petition_id
        where own.id = ${id} and other.contact_token = ${to} and other.name_slot = slots.slot)) as free
      where signature.id = ${id} and free.slot is not null and not exists (
        select from signature as same where same.petition_id = signature.petition_id and same.contact_token = ${to} and same.name_token = signature.name_token)
    `.execute(trx)
}

async function end(trx: Trx, id: string, state: 'not-theirs' | 'kept' | 'taken', at: Date): Promise<void> {
  await trx.updateTable('contact_change').set({ state, ended_at: at }).where('id', '=', id).execute()
}
