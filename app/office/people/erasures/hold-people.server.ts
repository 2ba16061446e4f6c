import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { forgetLetters } from '~/actions/letters/delivery/forget-letters.server'
import { forgetSignatures } from '~/actions/petitions/signatures/forget-signatures.server'
import { forgetThreads } from '~/people/forget-threads.server'
import { sweepPeople } from '~/people/sweep-people.server'
import { rememberErased } from '~/vault/backups/erased-rows.server'
import { linkHash } from '~/vault/links.server'
import { sealText, type Vault } from '~/vault/open.server'
import { bytesOf, type ErasedTable, type Row, type Snapshot } from './snapshot'

/** Hours in which an erasure can be undone. */
const heldHours = 24

/** Who is erased, and who asked for it. */
export interface ToErase {
  people: readonly string[]
  askedBy: string
  bulkId: string | null
}

/** The context that the sealed rows of an erasure are bound to. */
export const sealedUnder = (erasureId: string) => `erasure ${erasureId} sealed`

/**
 * Erases people, and keeps the deleted rows sealed for 24 hours for an undo. The rows are gone at once, so lists,
 * sends, exports and totals are final already. People already gone are skipped.
 *
 * @returns ids of the erasures, one per campaign; empty when nobody was left
 */
export async function holdPeople(
  trx: Trx,
  vault: Vault,
  { people, askedBy, bulkId }: ToErase,
  now: Date,
): Promise<string[]> {
  const erasures: string[] = []
  for (const { campaignId, ids } of await lockPeople(trx, people)) {
    const before = await readRows(trx, ids)
    const signatureIds = before.signature.map((row) => String(row.id))
    const groupIds = await groupsOf(trx, before, ids)
    await forgetLetters(trx, ids)
    await forgetSignatures({ trx }, signatureIds, now)
    // The line above does not delete people without a signature.
    await sql`delete from person where id = any(${ids}::uuid[])`.execute(trx)
    // Contacts that waited for their owner's word, or were replaced.
    await sweepPeople(
      trx,
      before.contact_point.map((row) => String(row.id)),
    )
    await forgetThreads(
      trx,
      before.contact_point.map((row) => bytesOf(row.blind_index)),
    )
    await rememberErased(trx, [...ids, ...signatureIds], now)
    const gone = await onlyGone(trx, before)
    const id = randomUUID()
    const keys = vault.byCampaign.get(campaignId)
    if (!keys) throw new Error(`no vault key for campaign ${campaignId}`)
    await trx
      .insertInto('erasure')
      .values({
        id,
        campaign_id: campaignId,
        bulk_id: bulkId,
        group_ids: groupIds,
        person_ids: ids,
        people: ids.length,
        signatures: signatureIds.length,
        state: 'held',
        sealed: sealText(keys, sealedUnder(id), JSON.stringify(gone)),
        link_hashes: sql<Buffer[]>`${linksOf(gone)}::bytea[]`,
        asked_by: askedBy,
        asked_at: now,
        held_until: new Date(now.getTime() + heldHours * 3_600_000),
        ended_at: null,
      })
      .execute()
    erasures.push(id)
  }
  return erasures
}

/** Hashes by which they are still found: of the links in their messages, of their open own pages, of their contacts. */
export function linksOf(snapshot: Snapshot): Buffer[] {
  return [
    ...snapshot.contact_point.map((row) => contactHash(String(row.id))),
    ...snapshot.message.filter((row) => row.contact_id !== null).map((row) => bytesOf(row.link_hash)),
    ...snapshot.own_page_session.map((row) => bytesOf(row.token_hash)),
  ]
}

/** Finds the held erasures of a contact that somebody else still uses. */
export function contactHash(contactId: string): Buffer {
  return linkHash(`contact ${contactId}`)
}

/** Locks signatures before people, as confirming does, to avoid a deadlock. */
async function lockPeople(trx: Trx, people: readonly string[]): Promise<{ campaignId: string; ids: string[] }[]> {
  await sql`select id from signature where person_id = any(${people}::uuid[]) order by id for update`.execute(trx)
  const { rows } = await sql<{
    id: string
    campaignId: string
  }>`select id, campaign_id as "campaignId" from person where id = any(${people}::uuid[]) order by id for update`.execute(
    trx,
  )
  const campaigns = [...new Set(rows.map((row) => row.campaignId))]
  return campaigns.map((campaignId) => ({
    campaignId,
    ids: rows.filter((row) => row.campaignId === campaignId).map((row) => row.id),
  }))
}

/** All rows of these people, and people on the same contacts who might be swept along. */
async function readRows(trx: Trx, ids: string[]): Promise<Snapshot> {
  const rows = async <R = Row>(query: ReturnType<typeof sql<{ row: R }>>) =>
    (await query.execute(trx)).rows.map(({ row }) => row)
  const contactPoint = await rows(sql<{
    row: Row
  }>`select to_jsonb(contact_point) as row from contact_point where id in (
    select contact_id from person where id = any(${ids}::uuid[]) union select other_contact_id from person where id = any(${ids}::uuid[])
    union select new_contact_id from contact_change where person_id = any(${ids}::uuid[]) union select old_contact_id from contact_change where person_id = any(${ids}::uuid[]))`)
  const contacts = contactPoint.map((row) => String(row.id))
  const person = await rows(
    sql<{
      row: Row
    }>`select to_jsonb(person) as row from person where id = any(${ids}::uuid[]) or contact_id = any(${contacts}::uuid[])`,
  )
  const all = person.map((row) => String(row.id))
  const ofPerson = (table: ErasedTable) =>
    rows(
      sql<{
        row: Row
      }>`select to_jsonb(${sql.ref(table)}) as row from ${sql.table(table)} where person_id = any(${all}::uuid[])`,
    )
  const signature = await rows(
    sql<{ row: Row }>`select to_jsonb(signature) as row from signature where person_id = any(${ids}::uuid[])`,
  )
  const signatures = signature.map((row) => String(row.id))
  const letter = await rows(
    sql<{
      row: Row
    }>`select to_jsonb(letter) as row from letter where person_id = any(${ids}::uuid[]) or contact_id = any(${contacts}::uuid[])`,
  )
  const conversation = await rows(
    sql<{
      row: Row
    }>`select to_jsonb(conversation) as row from conversation where blind_index in (select blind_index from contact_point where id = any(${contacts}::uuid[]))`,
  )
  const threads = conversation.map((row) => String(row.id))
  const ofThread = (table: ErasedTable) =>
    rows(
      sql<{
        row: Row
      }>`select to_jsonb(${sql.ref(table)}) as row from ${sql.table(table)} where conversation_id = any(${threads}::uuid[])`,
    )
  const message = await rows(sql<{
    row: Row
  }>`select to_jsonb(message) as row from message where person_id = any(${all}::uuid[]) or contact_id = any(${contacts}::uuid[])
      or signature_id = any(${signatures}::uuid[]) or letter_id = any(${letter.map((row) => String(row.id))}::uuid[])
      or conversation_id = any(${threads}::uuid[])`)
  return {
    contact_point: contactPoint,
    person,
    signature,
    public_name: await rows(
      sql<{
        row: Row
      }>`select to_jsonb(public_name) as row from public_name where signature_id = any(${signatures}::uuid[])`,
    ),
    held_release_signature: await rows(
      sql<{
        row: Row
      }>`select to_jsonb(held_release_signature) as row from held_release_signature where signature_id = any(${signatures}::uuid[])`,
    ),
    consent: await ofPerson('consent'),
    subscription: await ofPerson('subscription'),
    person_note: await ofPerson('person_note'),
    person_tag: await ofPerson('person_tag'),
    person_field_value: await ofPerson('person_field_value'),
    segment_person: await ofPerson('segment_person'),
    imported_person: await ofPerson('imported_person'),
    ladder_place: await ofPerson('ladder_place'),
    ladder_done: await ofPerson('ladder_done'),
    ladder_task: await ofPerson('ladder_task'),
    tag_change: await ofPerson('tag_change'),
    list_stop: await ofPerson('list_stop'),
    contact_change: await ofPerson('contact_change'),
    recorded_stop: await ofPerson('recorded_stop'),
    export_person: await ofPerson('export_person'),
    letter,
    conversation,
    text_to_read: await ofThread('text_to_read'),
    thread_note: await ofThread('thread_note'),
    message,
    own_page_session: await rows(
      sql<{
        row: Row
      }>`select to_jsonb(own_page_session) as row from own_page_session where message_id = any(${message.map((row) => String(row.id))}::uuid[])`,
    ),
    outreach: await rows(
      sql<{
        row: Snapshot['outreach'][number]
      }>`select jsonb_build_object('id', id, 'person_id', person_id) as row from outreach where person_id = any(${all}::uuid[])`,
    ),
    import_row: await rows(
      sql<{
        row: Snapshot['import_row'][number]
      }>`select jsonb_build_object('batch_id', batch_id, 'line', line, 'signature_id', signature_id) as row from import_row where signature_id = any(${signatures}::uuid[])`,
    ),
  }
}

/** The snapshot without rows that still exist. */
async function onlyGone(trx: Trx, before: Snapshot): Promise<Snapshot> {
  const stands = async (table: ErasedTable) => {
    const { rows } = await sql<{
      id: string
    }>`select id from ${sql.table(table)} where id = any(${before[table].map((row) => String(row.id))}::uuid[])`.execute(
      trx,
    )
    return new Set(rows.map((row) => row.id))
  }
  const [person, letter, message] = [await stands('person'), await stands('letter'), await stands('message')]
  const conversation = await stands('conversation')
  const isOfGone = (row: Row) => !conversation.has(String(row.conversation_id))
  const isGone = (row: Row) => !person.has(String(row.person_id))
  return {
    ...before,
    person: before.person.filter((row) => !person.has(String(row.id))),
    consent: before.consent.filter(isGone),
    subscription: before.subscription.filter(isGone),
    person_note: before.person_note.filter(isGone),
    person_tag: before.person_tag.filter(isGone),
    person_field_value: before.person_field_value.filter(isGone),
    segment_person: before.segment_person.filter(isGone),
    imported_person: before.imported_person.filter(isGone),
    ladder_place: before.ladder_place.filter(isGone),
    ladder_done: before.ladder_done.filter(isGone),
    ladder_task: before.ladder_task.filter(isGone),
    tag_change: before.tag_change.filter(isGone),
    list_stop: before.list_stop.filter(isGone),
    contact_change: before.contact_change.filter(isGone),
    recorded_stop: before.recorded_stop.filter(isGone),
    export_person: before.export_person.filter(isGone),
    letter: before.letter.filter((row) => !letter.has(String(row.id))),
    conversation: before.conversation.filter((row) => !conversation.has(String(row.id))),
    text_to_read: before.text_to_read.filter(isOfGone),
    thread_note: before.thread_note.filter(isOfGone),
    message: before.message.filter((row) => !message.has(String(row.id))),
    own_page_session: before.own_page_session.filter((row) => !message.has(String(row.message_id))),
    outreach: before.outreach.filter((row) => !person.has(row.person_id)),
  }
}

/** Groups that know them, by what they signed or by what they asked of a campaign. */
async function groupsOf(trx: Trx, { signature }: Snapshot, ids: readonly string[]): Promise<string[]> {
  const petitions = [...new Set(signature.map((row) => String(row.petition_id)))]
  const { rows } = await sql<{
    id: string
  }>`select group_id as id from petition where id = any(${petitions}::uuid[])
    union select campaign.group_id from person join campaign on campaign.id = campaign_id where person.id = any(${ids}::uuid[])
      and (is_known_without_signature(person.id) or not exists (select from signature where signature.person_id = person.id))`.execute(
    trx,
  )
  return rows.map((row) => row.id)
}
