import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { LetterBody } from '~/actions/letters/letter-body'
import type { MailInThread } from '~/channels/mail/mail-in-thread'
import { maskContact } from '~/people/mask-contact'
import { keysOf, openComment, openContact, openPerson, openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** All data held on the people of one contact. */
export type EverythingWeHold = Awaited<ReturnType<typeof everythingWeHold>>

/**
 * All data held on the people of one contact, decrypted, for the JSON they are sent. A person's other contact is masked,
 * and people who gave this contact as their other one are only counted: they may be somebody else in the same home.
 *
 * @param contactId the contact that asked, and that it is sent to
 * @throws when somebody's sealed record names another contact: their row was changed by hand
 */
export async function everythingWeHold(db: Db, vault: Vault, contactId: string) {
  const contact = await db.selectFrom('contact_point').selectAll().where('id', '=', contactId).executeTakeFirstOrThrow()
  const people = await db
    .selectFrom('person')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('created_on')
    .execute()
  return {
    contact: {
      channel: contact.channel,
      address: openContact(vault, contact),
      answered_on: contact.proven_on,
      refused_since: contact.failing_since,
      kept_since: contact.created_on,
      also_given_by: (await db.selectFrom('person').select('id').where('other_contact_id', '=', contactId).execute())
        .length,
    },
    written_to_us: await threadsOf(db, vault, contact.blind_index),
    people: await Promise.all(people.map((person) => personOf(db, vault, person))),
    messages: await db
      .selectFrom('message')
      .select(['channel', 'template', 'state', 'created_at', 'sent_at'])
      .where('contact_id', '=', contactId)
      .orderBy('created_at')
      .execute(),
  }
}

/** What was written to us from this address or phone, by mail or text, and our answers as far as they are still kept. */
async function threadsOf(db: Db, vault: Vault, blindIndex: Buffer) {
  const thread = await db
    .selectFrom('conversation')
    .select(['id', 'channel'])
    .where('blind_index', '=', blindIndex)
    .executeTakeFirst()
  if (!thread) return []
  const keys = vault.site()
  const received = await db
    .selectFrom('text_to_read')
    .select(['id', 'sealed', 'sealed_mail', 'arrived_at'])
    .where('conversation_id', '=', thread.id)
    .execute()
  const answers = await db
    .selectFrom('message')
    .select(['id', 'sealed_body', 'created_at'])
    .where('conversation_id', '=', thread.id)
    .where('sealed_body', 'is not', null)
    .execute()
  const notes = await db
    .selectFrom('thread_note')
    .select(['id', 'sealed', 'written_at'])
    .where('conversation_id', '=', thread.id)
    .where('removed_at', 'is', null)
    .execute()
  const mailOf = ({ id, sealed_mail }: { id: string; sealed_mail: Buffer | null }) => {
    if (!sealed_mail) return {}
    const { subject, quoted, attachments } = JSON.parse(
      openText(keys, sealedAs('text_to_read', id, 'mail'), sealed_mail),
    ) as MailInThread
    return { subject, quoted, attachments }
  }
  return [
    ...received.map((row) => ({
      at: row.arrived_at,
      from: 'you' as const,
      by: thread.channel,
      ...mailOf(row),
      words: openText(keys, sealedAs('text_to_read', row.id), row.sealed),
    })),
    ...answers.map((row) => ({
      at: row.created_at,
      from: 'us' as const,
      by: thread.channel,
      words: openText(keys, sealedAs('message', row.id, 'body'), row.sealed_body!),
    })),
    ...notes.map((row) => ({
      at: row.written_at,
      from: 'a note of an organizer' as const,
      by: null,
      words: openText(keys, sealedAs('thread_note', row.id), row.sealed),
    })),
  ].toSorted((one, other) => one.at.getTime() - other.at.getTime())
}

async function personOf(
  db: Db,
  vault: Vault,
  person: {
    id: string
    campaign_id: string
    contact_id: string
    other_contact_id: string | null
    sealed: Buffer
    language: string
    created_on: string
  },
) {
  const details = openPerson(vault, person)
  if (details.contactId !== person.contact_id) throw new Error(`person ${person.id} was recorded with another contact`)
  const signatures = await db
    .selectFrom('signature')
    .innerJoin('petition', 'petition.id', 'signature.petition_id')
    .leftJoin('public_name', 'public_name.signature_id', 'signature.id')
    .select([
      'signature.id',
      'petition.slug',
      'signature.state',
      'signature.area',
      'signature.language',
      'signature.source',
    ])
    .select([
      'signature.accepted_at',
      'signature.signed_on',
      'signature.confirmed_at',
      'signature.sealed_comment',
      'public_name.display_name',
      'public_name.place',
    ])
    .where('signature.person_id', '=', person.id)
    .orderBy('signature.accepted_at')
    .execute()
  return {
    given_name: details.givenName,
    family_name: details.familyName,
    postal_code: details.postalCode,
    country: details.country,
    language: person.language,
    kept_since: person.created_on,
    other_contact: await otherContactOf(db, vault, person.other_contact_id),
    signatures: signatures.map(({ id, slug, sealed_comment, display_name, ...signature }) => ({
      petition: slug,
      ...signature,
      comment: sealed_comment && openComment(vault, person.campaign_id, id, sealed_comment),
      shown_as: display_name,
    })),
    tags: (await db.selectFrom('person_tag').select('tag').where('person_id', '=', person.id).execute()).map(
      (row) => row.tag,
    ),
    fields: (
      await db
        .selectFrom('person_field_value')
        .innerJoin('person_field', 'person_field.id', 'person_field_value.field_id')
        .select(['person_field.label', 'person_field.choices', 'person_field_value.value'])
        .where('person_field_value.person_id', '=', person.id)
        .orderBy('person_field.created_at')
        .execute()
    ).map(({ label, choices, value }) => ({ label, value: choices.find(({ key }) => key === value)?.label ?? value })),
    kept_in_segments: (
      await db
        .selectFrom('segment_person')
        .innerJoin('segment', 'segment.id', 'segment_person.segment_id')
        .select('segment.name')
        .where('segment_person.person_id', '=', person.id)
        .where('segment.removed_at', 'is', null)
        .orderBy('segment.name')
        .execute()
    ).map(({ name }) => name),
    tags_put_on_and_taken_off: await db
      .selectFrom('tag_change')
      .select(['tag', 'is_on as put_on', 'changed_at as at'])
      .where('person_id', '=', person.id)
      .orderBy('changed_at')
      .execute(),
    on_lists_of_opt_outs: await db
      .selectFrom('list_stop')
      .innerJoin('opt_out_list', 'opt_out_list.id', 'list_id')
      .select(['channel', 'made_at as at', 'list_stop.undone_at'])
      .where('person_id', '=', person.id)
      .orderBy('made_at')
      .execute(),
    notes: (
      await db
        .selectFrom('person_note')
        .select(['id', 'sealed', 'written_at'])
        .where('person_id', '=', person.id)
        .where('removed_at', 'is', null)
        .orderBy('written_at')
        .execute()
    ).map((note) => ({
      text: openText(vault.byCampaign.get(person.campaign_id)!, sealedAs('person_note', note.id), note.sealed),
      written_at: note.written_at,
    })),
    what_comes_next: (
      await db
        .selectFrom('ladder_place')
        .innerJoin('ladder', 'ladder.id', 'ladder_place.ladder_id')
        .select([
          sql<string>`ladder.content -> 'title' ->> 'en'`.as('ladder'),
          'entered_at',
          'due_at',
          'left_at',
          'left_why',
        ])
        .where('person_id', '=', person.id)
        .execute()
    ).map(({ due_at, ...place }) => ({ ...place, due_at: place.left_at ? null : due_at })),
    what_organizers_were_asked_to_do: await db
      .selectFrom('ladder_task')
      .select(['words', 'made_at', 'done_at'])
      .where('person_id', '=', person.id)
      .execute(),
    contacts_to_confirm: await waitingContactsOf(db, vault, person.id),
    stops_told_to_an_organizer: await stopsOf(db, vault, person),
    letters: await lettersOf(db, vault, person),
    messages_to_officials: await db
      .selectFrom('outreach')
      .innerJoin('advocacy_campaign', 'advocacy_campaign.id', 'outreach.advocacy_campaign_id')
      .innerJoin('post', 'post.id', 'outreach.post_id')
      .select(['advocacy_campaign.slug as action', 'post.slug as official', 'outreach.channel', 'outreach.outcome'])
      .select(['outreach.language', 'outreach.area', 'outreach.done_at'])
      .where('outreach.person_id', '=', person.id)
      .orderBy('outreach.done_at')
      .execute(),
    subscriptions: await db
      .selectFrom('subscription')
      .select(['channel', 'scope', 'text_version', 'language', 'given_on', 'how', 'page', 'confirmed_on'])
      .select(['ended_on', 'ended_how'])
      .where('person_id', '=', person.id)
      .orderBy('given_on')
      .execute(),
    came_with_lists: (
      await db
        .selectFrom('imported_person')
        .innerJoin('import_batch', 'import_batch.id', 'batch_id')
        .select(['batch_id', 'source', 'sealed', 'evidence as said_of_the_list', 'evidence_on as on', 'imported_at'])
        .where('person_id', '=', person.id)
        .orderBy('imported_at')
        .execute()
    ).map(({ batch_id, sealed, ...list }) => ({
      ...list,
      said_of_you:
        sealed && openText(keysOf(vault, person.campaign_id), sealedAs('imported_person', batch_id, person.id), sealed),
    })),
    consents: await db
      .selectFrom('consent')
      .select(['purpose', 'text_version', 'language', 'given_on', 'withdrawn_on'])
      .where('person_id', '=', person.id)
      .orderBy('given_on')
      .execute(),
  }
}

async function otherContactOf(db: Db, vault: Vault, id: string | null): Promise<string | null> {
  if (!id) return null
  const other = await db.selectFrom('contact_point').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return maskContact(other.channel, openContact(vault, other))
}

async function waitingContactsOf(db: Db, vault: Vault, personId: string) {
  const rows = await db
    .selectFrom('contact_change')
    .innerJoin('contact_point', 'contact_point.id', 'new_contact_id')
    .select(['contact_point.id', 'campaign_id', 'contact_point.channel', 'sealed', 'asked_at'])
    .where('person_id', '=', personId)
    .where('state', '=', 'waiting')
    .execute()
  return rows.map((row) => ({
    channel: row.channel,
    address: maskContact(row.channel, openContact(vault, row)),
    asked_at: row.asked_at,
  }))
}

async function stopsOf(db: Db, vault: Vault, person: { id: string; campaign_id: string }) {
  const rows = await db
    .selectFrom('recorded_stop')
    .select(['id', 'way', 'channels', 'sealed', 'recorded_at', 'undone_at'])
    .where('person_id', '=', person.id)
    .orderBy('recorded_at')
    .execute()
  const keys = vault.byCampaign.get(person.campaign_id)!
  return rows.map(({ id, sealed, ...stop }) => ({
    ...stop,
    said: openText(keys, sealedAs('recorded_stop', id), sealed),
  }))
}

async function lettersOf(db: Db, vault: Vault, person: { id: string; campaign_id: string }) {
  const letters = await db
    .selectFrom('letter')
    .innerJoin('advocacy_campaign', 'advocacy_campaign.id', 'letter.advocacy_campaign_id')
    .innerJoin('post', 'post.id', 'letter.post_id')
    .select([
      'letter.id',
      'letter.sealed',
      'letter.state',
      'letter.failure',
      'letter.area',
      'letter.source',
      'letter.written_at',
      'letter.confirmed_at',
      'letter.sent_at',
    ])
    .select(['advocacy_campaign.slug as action', 'post.slug as official'])
    .where('letter.person_id', '=', person.id)
    .orderBy('letter.written_at')
    .execute()
  return letters.map(({ id, sealed, ...letter }) => ({
    ...letter,
    ...(JSON.parse(openText(vault.byCampaign.get(person.campaign_id)!, sealedAs('letter', id), sealed)) as LetterBody),
  }))
}
