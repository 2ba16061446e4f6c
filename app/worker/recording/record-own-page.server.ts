import { type RawBuilder, sql } from 'kysely'
import { announce } from '#db/announce'
import { siteDay } from '#db/site-day'
import { forgetLetters, withdrawLetter } from '~/actions/letters/delivery/forget-letters.server'
import { forgetSignatures } from '~/actions/petitions/signatures/forget-signatures.server'
import { showNames } from '~/actions/petitions/signatures/show-names.server'
import { eraseHeld, findHeldOn, findHeldPage } from '~/office/people/erasures/held-links.server'
import { correctedContacts } from '~/people/contact-changes.server'
import { forgetThreads, indexesOf } from '~/people/forget-threads.server'
import { ownPageLink } from '~/people/own-page-link'
import { contactOfOwnPage } from '~/people/own-page-session.server'
import { endHere, subscribeHere } from '~/people/own-subscriptions.server'
import { indexContact } from '~/people/signer-indexes.server'
import { resume, suppress } from '~/people/suppression.server'
import { sweepPeople } from '~/people/sweep-people.server'
import { LegalHold } from '~/queue/intake/held-deletions.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import type { Submission } from '~/queue/intake/submission'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import { isPaused } from '~/queue/outbox/switches.server'
import { holdBudgets } from '~/queue/outbox/take-from-budgets.server'
import { rememberErased } from '~/vault/backups/erased-rows.server'

/** Sends a link to the own page to every campaign's record of a contact; to strangers, nothing. */
export async function recordOwnPageRequests(
  recording: RecordContext,
  arrivals: OpenedSubmission<'own-page-request'>[],
): Promise<void> {
  // Locks all budgets at once, so that two workers with the same contacts cannot deadlock.
  await holdBudgets(
    recording.trx,
    arrivals.map(
      ({ submission }) => indexContact(recording.keyring, submission.channel, submission.contact).contactIndex,
    ),
  )
  for (const { submission, at, id } of arrivals) {
    const { contactIndex } = indexContact(recording.keyring, submission.channel, submission.contact)
    const known = await recording.trx
      .selectFrom('contact_point')
      .select(['id', 'proven_on'])
      .where('blind_index', '=', contactIndex)
      .execute()
    const { channel, language } = submission
    const owed = known.map((contact) => ({
      ...ownPageLink(
        { channel, language, contactId: contact.id, blindIndex: contactIndex, proven: contact.proven_on !== null },
        id,
      ),
      together: id,
    }))
    await enqueueMessages(recording.trx, recording.keyring, owed, at)
  }
}

/** Carries out changes from the own page. After it has closed they have no effect. */
export async function recordOwnPageChanges(
  recording: RecordContext,
  arrivals: OpenedSubmission<'own-page-change'>[],
): Promise<void> {
  for (const { submission, at, id } of arrivals) {
    const contactId = await contactOfOwnPage(recording.trx, submission.token, at)
    if (contactId) await change(recording, contactId, submission, at, id)
    else await changeHeld(recording, submission, at)
  }
}

/**
 * Somebody changes their own page while the office is erasing them and could still undo it: what they delete is deleted at
 * once, and a stop stands if the office undoes it. Everything else is gone with them.
 */
async function changeHeld(recording: RecordContext, asked: Submission<'own-page-change'>, at: Date): Promise<void> {
  const held = await findHeldPage(recording, asked.token, at)
  if (!held) return
  switch (asked.intent) {
    case 'delete':
      if (!(await eraseHeld(recording, held, asked.signatureId, at))) throw new LegalHold()
      return
    case 'stop':
      await suppress(recording, { ...held.contact, how: 'own-page' }, at)
      return
    case 'resume':
      await resume(recording, held.contact.blindIndex, at)
  }
}

async function change(
  recording: RecordContext,
  contactId: string,
  asked: Submission<'own-page-change'>,
  at: Date,
  id: string,
): Promise<void> {
  const { trx } = recording
  const day = siteDay(at)
  switch (asked.intent) {
    case 'delete':
      if (await isPaused(trx, 'legal-hold')) throw new LegalHold()
      for (const held of await findHeldOn(recording, contactId)) await eraseHeld(recording, held, asked.signatureId, at)
      await eraseOwn(recording, contactId, asked.signatureId, at)
      return
    case 'withdraw_letter':
      await withdrawLetter(trx, contactId, asked.letterId)
      return
    case 'show_name': {
      const ids = await ownSignatures(recording, contactId, asked.signatureId)
      await giveConsent(recording, ids, 'show_name', asked, day)
      await showNames(recording, ids)
      await announceOf(recording, ids)
      return
    }
    case 'hide_name': {
      const ids = await ownSignatures(recording, contactId, asked.signatureId)
      await withdrawConsent(recording, ids, 'show_name', day)
      await trx.deleteFrom('public_name').where('signature_id', '=', sql<string>`any(${ids}::uuid[])`).execute()
      await announceOf(recording, ids)
      return
    }
    case 'consent': {
      const ids = await ownSignatures(recording, contactId, null)
      if (asked.wanted) {
        await giveConsent(recording, ids, asked.purpose, asked, day)
        await subscribeHere(trx, contactId, asked, at)
      } else {
        await withdrawConsent(recording, ids, asked.purpose, day)
        await endHere(trx, contactId, asked.purpose, at)
      }
      return
    }
    case 'language':
      await trx.updateTable('person').set({ language: asked.language }).where('contact_id', '=', contactId).execute()
      return
    case 'send_everything':
      await oweEverything(recording, contactId, at, id)
      return
    case 'stop':
    case 'resume':
      await stopOrResume(recording, contactId, asked.intent, at)
  }
}

/**
 * Erases one signature, or (null) all of them and everything else: letters and people, with their queued messages and
 * all that depends on them.
 */
async function eraseOwn(
  recording: RecordContext,
  contactId: string,
  signatureId: string | null,
  at: Date,
): Promise<void> {
  const { trx } = recording
  const signatures = await ownSignatures(recording, contactId, signatureId)
  const people = signatureId
    ? []
    : (await trx.selectFrom('person').select('id').where('contact_id', '=', contactId).execute()).map(({ id }) => id)
  const corrected = await correctedContacts(trx, people)
  const contacts = [contactId, ...corrected]
  // Before their last signature takes the contacts with it.
  const indexes = await indexesOf(trx, contacts)
  await rememberErased(trx, [...signatures, ...people], at)
  await forgetSignatures(recording, signatures, at)
  if (signatureId) return
  await forgetLetters(trx, people)
  await trx.deleteFrom('person').where('contact_id', '=', contactId).execute()
  await sweepPeople(trx, contacts)
  await forgetThreads(trx, indexes)
}

async function stopOrResume(
  recording: RecordContext,
  contactId: string,
  wanted: 'stop' | 'resume',
  at: Date,
): Promise<void> {
  const { channel, blind_index: blindIndex } = await recording.trx
    .selectFrom('contact_point')
    .select(['channel', 'blind_index'])
    .where('id', '=', contactId)
    .executeTakeFirstOrThrow()
  if (wanted === 'stop') await suppress(recording, { channel, blindIndex, how: 'own-page' }, at)
  else await resume(recording, blindIndex, at)
}

/** Ids of the signatures on a contact: one of them, or all (null). */
async function ownSignatures({ trx }: RecordContext, contactId: string, signatureId: string | null): Promise<string[]> {
  let query = trx
    .selectFrom('signature')
    .innerJoin('person', 'person.id', 'signature.person_id')
    .select('signature.id')
    .where('person.contact_id', '=', contactId)
  if (signatureId) query = query.where('signature.id', '=', signatureId)
  return (await query.execute()).map((row) => row.id)
}

async function giveConsent(
  { trx }: RecordContext,
  signatureIds: string[],
  purpose: string,
  words: { textVersion: string; language: string },
  day: RawBuilder<string>,
): Promise<void> {
  await sql`
    insert into consent (person_id, petition_id, purpose, text_version, language, given_on)
    select person_id, petition_id, ${purpose}, ${words.textVersion}, ${words.language}, ${day}
    from signature join petition on petition.id = petition_id join member_group on member_group.id = group_id
    where signature.id = any(${signatureIds}::uuid[])
      and case ${purpose} when 'show_name' then asks_names when 'network' then member_group.kind <> 'network'
        -- Nobody can be written to by a way they have not given.
        else exists (select from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id)
          where person.id = signature.person_id and contact_point.channel = case ${purpose} when 'email' then 'mail' else 'sms' end) end
    on conflict (person_id, petition_id, purpose) do update set
      text_version = excluded.text_version, language = excluded.language, given_on = excluded.given_on, withdrawn_on = null
      where consent.withdrawn_on is not null
  `.execute(trx)
}

async function withdrawConsent(
  { trx }: RecordContext,
  signatureIds: string[],
  purpose: string,
  day: RawBuilder<string>,
): Promise<void> {
  await sql`
    update consent set withdrawn_on = ${day}
    from signature
    where signature.id = any(${signatureIds}::uuid[]) and consent.person_id = signature.person_id
      and consent.petition_id = signature.petition_id and consent.purpose = ${purpose} and consent.withdrawn_on is null
  `.execute(trx)
}

async function oweEverything({ trx, keyring }: RecordContext, contactId: string, at: Date, id: string): Promise<void> {
  const contact = await trx
    .selectFrom('contact_point')
    .innerJoin('person', 'person.contact_id', 'contact_point.id')
    .select([
      'contact_point.channel',
      'contact_point.blind_index',
      'contact_point.proven_on',
      'person.language',
      'person.id as personId',
    ])
    .where('contact_point.id', '=', contactId)
    .executeTakeFirst()
  if (!contact) return
  const owed = {
    channel: contact.channel,
    template: 'everything-we-hold' as const,
    language: contact.language,
    contactId,
    blindIndex: contact.blind_index,
    proven: contact.proven_on !== null,
    personId: null,
    signatureId: null,
    petitionId: null,
    onceKey: `everything-we-hold ${id}`,
  }
  await enqueueMessages(trx, keyring, [owed], at)
}

async function announceOf({ trx }: RecordContext, signatureIds: string[]): Promise<void> {
  const rows = await trx
    .selectFrom('signature')
    .select('petition_id')
    .distinct()
    .where('id', '=', sql<string>`any(${signatureIds}::uuid[])`)
    .execute()
  await announce(
    trx,
    rows.map((row) => `petition:${row.petition_id}`),
  )
}
