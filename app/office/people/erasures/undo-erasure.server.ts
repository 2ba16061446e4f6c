import { sql } from 'kysely'
import type { Trx } from '#db/client'
import type { Channel } from '#db/schema'
import { afterTotalChanged } from '~/actions/petitions/signatures/confirm-signatures.server'
import { addToTallies, type Counted, countedColumns } from '~/actions/petitions/signatures/tally.server'
import { changeBackReturned } from '~/office/people/tag-many.server'
import { endSubscriptions } from '~/people/subscriptions.server'
import { sweepPeople } from '~/people/sweep-people.server'
import type { Vault } from '~/vault/open.server'
import { openSnapshot } from './open-snapshot.server'
import { bytesOf, type ErasedTable, type Row, type Snapshot, without } from './snapshot'

export type Undone =
  | { outcome: 'undone'; people: string[] }
  | { outcome: 'too-late' | 'already-undone' | 'no-key' | 'not-there' }

/**
 * Restores people as they were before they were erased. What they did since is kept: of two signatures for one petition
 * the newer stays, confirmed if the older one was; opt-outs made meanwhile stay in force.
 *
 * @param isOnHold under a legal hold nothing is erased, so the 24 hours do not apply
 */
export async function undoErasure(
  trx: Trx,
  vault: Vault,
  { id, isOnHold }: { id: string; isOnHold: boolean },
  now: Date,
): Promise<Undone> {
  const row = await trx.selectFrom('erasure').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row) return { outcome: 'not-there' }
  if (row.state === 'undone') return { outcome: 'already-undone' }
  if (row.state === 'done' || !row.sealed || (row.held_until <= now && !isOnHold)) return { outcome: 'too-late' }
  const keys = vault.byCampaign.get(row.campaign_id)
  if (!keys) return { outcome: 'no-key' }
  const { snapshot, isLess } = await withoutUndoneLists(trx, openSnapshot(keys, id, row.sealed))
  const back = await putBack(trx, snapshot, row.asked_at, now)
  await changeBackReturned(trx, back, now)
  // People known only from such a list go with it.
  const people = isLess ? await sweptOf(trx, back) : back
  await trx
    .updateTable('erasure')
    .set({ state: 'undone', sealed: null, link_hashes: sql<Buffer[]>`'{}'::bytea[]`, ended_at: now })
    .where('id', '=', id)
    .execute()
  return { outcome: 'undone', people }
}

/** Leaves out what came from a list that has been undone since. */
async function withoutUndoneLists(trx: Trx, snapshot: Snapshot): Promise<{ snapshot: Snapshot; isLess: boolean }> {
  const lists = [
    ...snapshot.import_row.map((row) => row.batch_id),
    ...(snapshot.imported_person ?? []).map((row) => String(row.batch_id)),
    ...[...snapshot.person_tag, ...(snapshot.person_field_value ?? [])].flatMap((row) =>
      row.import_id ? [String(row.import_id)] : [],
    ),
  ]
  const { rows } = await sql<{ id: string }>`
    select id from import_batch where id = any(${[...new Set(lists)]}::uuid[]) and state = 'undone'
  `.execute(trx)
  if (rows.length === 0) return { snapshot, isLess: false }
  const undone = new Set(rows.map(({ id }) => id))
  const signatures = snapshot.import_row.filter((row) => undone.has(row.batch_id)).map((row) => row.signature_id)
  const left = without(snapshot, { signatures })
  const person_tag = left.person_tag.filter((row) => !undone.has(String(row.import_id)))
  const person_field_value = left.person_field_value.filter((row) => !undone.has(String(row.import_id)))
  const imported_person = left.imported_person.filter((row) => !undone.has(String(row.batch_id)))
  const subscription = left.subscription.filter((row) => !undone.has(String(row.page).replace('imports/', '')))
  return { snapshot: { ...left, person_tag, person_field_value, imported_person, subscription }, isLess: true }
}

/** @returns those of these people who are left */
async function sweptOf(trx: Trx, people: string[]): Promise<string[]> {
  const those = trx.selectFrom('person').select(['id', 'contact_id', 'other_contact_id']).where('id', 'in', people)
  const contacts = (await those.execute()).flatMap((one) => [one.contact_id, one.other_contact_id ?? one.contact_id])
  await sweepPeople(trx, contacts)
  return (await those.execute()).map(({ id }) => id)
}

async function putBack(trx: Trx, snapshot: Snapshot, since: Date, now: Date): Promise<string[]> {
  const contacts = await putBackContacts(trx, snapshot)
  const moved = <R extends Row>(rows: R[], ids: Map<string, string>, column: string) =>
    rows.map((row) => (row[column] === null ? row : { ...row, [column]: ids.get(String(row[column])) ?? row[column] }))
  const inContacts = (rows: Row[]) => moved(rows, contacts, 'contact_id')
  const people = await putBackPeople(trx, moved(inContacts(snapshot.person), contacts, 'other_contact_id'))
  const inPeople = (rows: Row[]) => moved(rows, people, 'person_id')
  const signatures = await putBackSignatures(trx, inPeople(snapshot.signature), now)
  const isOfThose = (row: Row) => row.signature_id === null || signatures.has(String(row.signature_id))
  await insert(trx, 'public_name', snapshot.public_name.filter(isOfThose))
  await insert(
    trx,
    'held_release_signature',
    await ofKeptReleases(trx, snapshot.held_release_signature.filter(isOfThose)),
  )
  await insert(trx, 'consent', inPeople(snapshot.consent))
  await insert(trx, 'subscription', inPeople(snapshot.subscription))
  await insert(trx, 'person_note', inPeople(snapshot.person_note))
  await insert(trx, 'person_tag', inPeople(snapshot.person_tag))
  await insert(trx, 'person_field_value', inPeople(snapshot.person_field_value ?? []))
  await insert(trx, 'segment_person', inPeople(snapshot.segment_person ?? []))
  await insert(trx, 'imported_person', inPeople(snapshot.imported_person ?? []))
  await insert(trx, 'ladder_place', inPeople(snapshot.ladder_place ?? []))
  await insert(trx, 'ladder_done', inPeople(snapshot.ladder_done ?? []))
  await insert(trx, 'ladder_task', inPeople(snapshot.ladder_task ?? []))
  await insert(trx, 'tag_change', inPeople(snapshot.tag_change))
  await insert(trx, 'list_stop', inPeople(snapshot.list_stop))
  await insert(
    trx,
    'contact_change',
    moved(moved(inPeople(snapshot.contact_change), contacts, 'new_contact_id'), contacts, 'old_contact_id'),
  )
  await insert(trx, 'recorded_stop', inPeople(snapshot.recorded_stop))
  await insert(trx, 'export_person', inPeople(snapshot.export_person))
  const letters = new Set(
    (await insert(trx, 'letter', inContacts(inPeople(snapshot.letter)), 'id')).map((row) => String(row.id)),
  )
  const threads = await putBackThreads(trx, snapshot)
  const inThreads = (rows: Row[]) => moved(rows, threads, 'conversation_id')
  await insert(trx, 'text_to_read', inThreads(snapshot.text_to_read))
  await insert(trx, 'thread_note', inThreads(snapshot.thread_note))
  const messages = await insert(
    trx,
    'message',
    inThreads(inContacts(inPeople(snapshot.message))).filter(
      (row) => isOfThose(row) && (row.letter_id === null || letters.has(String(row.letter_id))),
    ),
    'id',
  )
  await insert(
    trx,
    'own_page_session',
    snapshot.own_page_session.filter((row) => messages.some(({ id }) => id === row.message_id)),
  )
  for (const { id, person_id: person } of snapshot.outreach)
    await sql`update outreach set person_id = ${people.get(person) ?? person} where id = ${id} and person_id is null`.execute(
      trx,
    )
  for (const row of snapshot.import_row.filter(isOfThose))
    await sql`update import_row set signature_id = ${row.signature_id} where batch_id = ${row.batch_id} and line = ${row.line}`.execute(
      trx,
    )
  // What came back was done before: no ladder begins with it again.
  await sql`delete from ladder_act where person_id = any(${[...people.values()]}::uuid[])`.execute(trx)
  await keepStops(trx, snapshot, since, now)
  return [...people.values()]
}

/** That signatures were let count can be taken back for a day, and may have been meanwhile. */
async function ofKeptReleases(trx: Trx, rows: Row[]): Promise<Row[]> {
  const ids = [...new Set(rows.map((row) => String(row.release_id)))]
  const { rows: kept } = await sql<{ id: string }>`
    select id from held_release where id = any(${ids}::uuid[]) for key share
  `.execute(trx)
  return rows.filter((row) => kept.some(({ id }) => id === row.release_id))
}

/** A contact that was given again meanwhile has a new row. @returns the current id of each old row */
async function putBackContacts(trx: Trx, { contact_point: rows }: Snapshot): Promise<Map<string, string>> {
  await insert(trx, 'contact_point', rows)
  const { rows: known } = await sql<{ old: string; id: string }>`
    select old.id as old, contact_point.id from jsonb_populate_recordset(null::contact_point, ${JSON.stringify(rows)}::jsonb) as old
    join contact_point on contact_point.campaign_id = old.campaign_id and contact_point.blind_index = old.blind_index
  `.execute(trx)
  await sql`
    update contact_point set proven_on = old.proven_on from jsonb_populate_recordset(null::contact_point, ${JSON.stringify(rows)}::jsonb) as old
    where contact_point.campaign_id = old.campaign_id and contact_point.blind_index = old.blind_index and contact_point.proven_on is null and old.proven_on is not null
  `.execute(trx)
  return new Map(known.map((row) => [row.old, row.id]))
}

/** Whoever wrote again meanwhile has a new thread. @returns the current id of each old row */
async function putBackThreads(trx: Trx, { conversation: rows }: Snapshot): Promise<Map<string, string>> {
  await insert(trx, 'conversation', rows)
  const { rows: known } = await sql<{ old: string; id: string }>`
    select old.id as old, conversation.id from jsonb_populate_recordset(null::conversation, ${JSON.stringify(rows)}::jsonb) as old
    join conversation on conversation.blind_index = old.blind_index
  `.execute(trx)
  return new Map(known.map((row) => [row.old, row.id]))
}

/** Somebody who signed again meanwhile is the same person. @returns the current id of each old row */
async function putBackPeople(trx: Trx, rows: Row[]): Promise<Map<string, string>> {
  await insert(trx, 'person', rows)
  const { rows: known } = await sql<{ old: string; id: string }>`
    select old.id as old, person.id from jsonb_populate_recordset(null::person, ${JSON.stringify(rows)}::jsonb) as old
    join person on person.contact_id = old.contact_id and person.name_index = old.name_index
  `.execute(trx)
  return new Map(known.map((row) => [row.old, row.id]))
}

/** @returns ids of the restored signatures */
async function putBackSignatures(trx: Trx, rows: Row[], now: Date): Promise<Set<string>> {
  const ids = (found: Row[]) => found.map((row) => String(row.id))
  const back = new Set(ids(await insert(trx, 'signature', rows, 'id')))
  // Somebody else may have taken the name slot on this contact: there are two.
  const other = rows
    .filter((row) => !back.has(String(row.id)))
    .map((row) => ({ ...row, name_slot: row.name_slot === 1 ? 2 : 1 }))
  for (const id of ids(await insert(trx, 'signature', other, 'id'))) back.add(id)
  const { rows: counted } = await sql<Counted & { isCounted: boolean }>`
    select ${countedColumns('signature')}, state = 'confirmed' and held is null as "isCounted" from signature where id = any(${[...back]}::uuid[])
  `.execute(trx)
  await addToTallies(
    trx,
    counted.filter((one) => one.isCounted),
    { received: 1, confirmed: 1 },
    now,
  )
  await addToTallies(
    trx,
    counted.filter((one) => !one.isCounted),
    { received: 1, confirmed: 0 },
    now,
  )
  const confirmed = await confirmNewer(
    trx,
    rows.filter((row) => !back.has(String(row.id)) && row.state === 'confirmed'),
    now,
  )
  await afterTotalChanged(
    { trx },
    [...counted, ...confirmed].map((one) => one.petitionId),
    now,
  )
  return back
}

/** They signed again without confirming; the older signature was confirmed from the same contact. */
async function confirmNewer(trx: Trx, older: Row[], now: Date): Promise<Counted[]> {
  const { rows } = await sql<Counted & { held: string | null }>`
    update signature set state = 'confirmed', confirmed_at = old.confirmed_at
    from jsonb_populate_recordset(null::signature, ${JSON.stringify(older)}::jsonb) as old
    where signature.petition_id = old.petition_id and signature.contact_token = old.contact_token and signature.name_token = old.name_token
      and signature.state = 'unconfirmed' and not signature.is_private
    returning signature.held, ${countedColumns('signature')}
  `.execute(trx)
  const counted = rows.filter((row) => row.held === null)
  await addToTallies(trx, counted, { received: 0, confirmed: 1 }, now)
  return counted
}

/** Ends what was restored of people who opted out while their erasure was held. */
async function keepStops(trx: Trx, { contact_point: contacts }: Snapshot, since: Date, now: Date): Promise<void> {
  const { rows } = await sql<{ channel: Channel; blindIndex: Buffer; campaignId: string | null }>`
    select channel, blind_index as "blindIndex", null::uuid as "campaignId" from suppression
    where blind_index = any(${contacts.map((row) => bytesOf(row.blind_index))}::bytea[]) and reason = 'opted-out' and since >= site_day(${since})
    union all select channel, blind_index, campaign_id from campaign_stop
    where blind_index = any(${contacts.map((row) => bytesOf(row.blind_index))}::bytea[]) and since >= site_day(${since})
  `.execute(trx)
  for (const { channel, blindIndex, campaignId } of rows)
    await endSubscriptions(trx, { channel, blindIndexes: [blindIndex], campaignId, how: 'link' }, now)
}

/**
 * Inserts rows as they were stored; existing rows are left alone. Columns added since get their default.
 *
 * @param returning a column of the inserted rows
 */
async function insert(trx: Trx, table: ErasedTable, rows: Row[], returning?: string): Promise<Row[]> {
  if (rows.length === 0) return []
  const { rows: known } = await sql<{
    name: string
  }>`select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
    trx,
  )
  const columns = known.map(({ name }) => name).filter((name) => name in rows[0]!)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const inserted = await sql<Row>`
    insert into ${sql.table(table)} (${names}) select ${names} from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    on conflict do nothing ${returning ? sql`returning ${sql.ref(returning)}` : sql``}
  `.execute(trx)
  return inserted.rows
}
