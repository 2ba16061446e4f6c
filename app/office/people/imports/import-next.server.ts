import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { petitionsById } from '~/actions/petitions/petitions.server'
import { recordPaperSignatures } from '~/actions/petitions/signatures/record-paper-signatures.server'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { atWork, workOrSetAside } from '~/office/lists/set-aside.server'
import { fieldsOfCampaign } from '~/office/people/fields/custom-fields.server'
import { dropEarlierTagUndo } from '~/office/people/tag-many.server'
import { wallClock } from '~/ui/page/zoned-time'
import type { Keyring } from '~/vault/keyring'
import { openVault } from '~/vault/open.server'
import { dayOfSite } from './check-people.server'
import { checkRows, findDoubles } from './check-rows.server'
import type { ListAtWork } from './checked-lines.server'
import { lineOf, readLines, rowsAtOnce, type StoredLine } from './import-lines.server'
import { type Mapping, orderShown, readRow, readSignedOn } from './import-row'
import { readPersonRow } from './person-row'
import { recordPeople } from './record-people.server'

/**
 * Lets the worker check every line with a mapping. Called again meanwhile, checking starts over.
 *
 * @param language of lines that say none; null: as it is
 */
export async function startChecking(
  { db, now }: Pick<Office, 'db' | 'now'>,
  { id, mapping, language }: { id: string; mapping: Mapping; language: Language | null },
): Promise<void> {
  const list = await db.selectFrom('import_batch').select('day_orders').where('id', '=', id).executeTakeFirst()
  const order = mapping.day_order ?? orderShown(mapping, list?.day_orders ?? {})
  await db
    .updateTable('import_batch')
    .set({
      state: 'checking',
      failed_at: null,
      rows_done: 0,
      line_done: 0,
      mapping: JSON.stringify({ ...mapping, ...(order ? { day_order: order } : {}) }),
      acted_at: now,
      ...(language ? { language } : {}),
    })
    .where('id', '=', id)
    .where('state', 'in', ['mapping', 'checking', 'checked'])
    .execute()
}

/** Checks one short list immediately, without the worker. */
export async function checkNow(
  { db, keyring, now }: Pick<Office, 'db' | 'keyring' | 'now'>,
  id: string,
  mapping: Mapping,
): Promise<void> {
  await startChecking({ db, now }, { id, mapping, language: null })
  const isThis = sql`state = 'checking' and import_batch.id = ${id}`
  while ((await workOn(db, keyring, isThis, (batch) => checkLines(batch, now))) > 0);
}

/**
 * Checks or records the next lines of the next waiting list. Lines and their outcomes are one transaction, so that work
 * continues where it stopped after a crash and nobody is recorded twice. A list on which it fails is set aside.
 *
 * @returns how many lines; zero when nothing is waiting
 */
export async function importNext(db: Db, keyring: Keyring, now: Date): Promise<number> {
  return workOrSetAside(db, 'import_batch', now, (took) =>
    workOn(db, keyring, atWork, (batch) => {
      took(batch.id)
      return batch.state === 'checking' ? checkLines(batch, now) : recordLines(batch, now)
    }),
  )
}

interface BatchAtWork extends ListAtWork {
  state: 'checking' | 'running'
  askedBy: string
  /** The day of the evidence for the whole list; null without. */
  evidenceOn: string | null
  done: number
  lineDone: number
}

/** Locks the oldest matching list that is not locked, while a batch of it is processed. */
async function workOn(
  db: Db,
  keyring: Keyring,
  which: RawBuilder<unknown>,
  work: (batch: BatchAtWork) => Promise<number>,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<Omit<BatchAtWork, 'trx' | 'keyring' | 'vault' | 'fields'>>`
      select import_batch.id, petition_id as "petitionId", coalesce(campaign_id, (select campaign_id from petition where petition.id = petition_id)) as "campaignId", asked_by as "askedBy", evidence is not null as "hasEvidence", evidence_on::text as "evidenceOn", state, mapping, coalesce(import_batch.language, organizer.language) as language, rows_done as done, line_done as "lineDone" from import_batch join organizer on organizer.id = asked_by
      where ${which} order by asked_at limit 1 for update of import_batch skip locked
    `.execute(trx)
    const [batch] = rows
    if (!batch) return 0
    const fields = batch.petitionId === null ? await fieldsOfCampaign(trx, batch.campaignId) : []
    return work({ ...batch, fields, trx, keyring, vault: await openVault(trx, keyring) })
  })
}

/** Writes the outcome that the next lines would have; nobody is recorded yet. */
async function checkLines(batch: BatchAtWork, now: Date): Promise<number> {
  const { trx, vault, id, done, lineDone } = batch
  const rows = await readLines(trx, vault, id, lineDone)
  if (rows.length === 0) {
    await findDoubles(trx, id)
    await trx
      .updateTable('import_batch')
      .set({ state: 'checked', rows_done: 0, line_done: 0 })
      .where('id', '=', id)
      .execute()
    return 1
  }
  await checkRows(batch, rows, now)
  await trx
    .updateTable('import_batch')
    .set({ rows_done: done + rows.length, line_done: rows.at(-1)!.line })
    .where('id', '=', id)
    .execute()
  return rows.length
}

async function recordLines(batch: BatchAtWork, now: Date): Promise<number> {
  const { trx, keyring, vault, id, petitionId, mapping, language } = batch
  const lines = await trx
    .selectFrom('import_row')
    .select(['line', 'sealed', 'sealed_line'])
    .where('batch_id', '=', id)
    .where('outcome', '=', 'good')
    .orderBy('line')
    .limit(rowsAtOnce)
    .execute()
  if (lines.length === 0) {
    // What a line says is not needed any more, whether it was recorded or stays out.
    await sql`update import_row set sealed = case when outcome = 'opted-out' then '' else sealed end, signer_key = null where batch_id = ${id} and (outcome = 'opted-out' or signer_key is not null)`.execute(
      trx,
    )
    await trx.deleteFrom('import_row').where('batch_id', '=', id).where('line', '<', 0).execute()
    await trx.updateTable('import_batch').set({ state: 'done' }).where('id', '=', id).execute()
    return 1
  }
  if (petitionId === null) return recordListed(batch, lines, now)
  const petition = (await petitionsById(trx, [petitionId])).get(petitionId)!
  const today = wallClock(petition.timeZone, now).day
  const rows = lines.map((line) => lineOf(vault, id, line))
  const arrivals = rows.flatMap(({ line, cells }) => {
    const read = cells && readRow(cells, mapping, petitionId, language)
    const signedOn = cells && readSignedOn(cells, mapping, today)
    return read?.outcome === 'read' && signedOn !== 'invalid' && signedOn !== 'either'
      ? [{ id: String(line), at: now, held: null, submission: read.submission, signedOn, tags: read.tags }]
      : []
  })
  // What was good when it was checked may not be any more: the petition's clock was set to another zone.
  const isReadable = new Set(arrivals.map((one) => one.id))
  const changed = rows.filter(({ line }) => !isReadable.has(String(line)))
  await checkRows(batch, changed, now)
  const outcomes = await recordPaperSignatures({ trx, keyring, vault }, arrivals)
  const done = rows
    .filter(({ line }) => isReadable.has(String(line)))
    .map(({ line }) => ({ line, outcome: outcomes.get(String(line)) ?? { outcome: 'refused' as const } }))
  await addTags(
    trx,
    id,
    arrivals.flatMap(({ id: line, tags }) => {
      const outcome = outcomes.get(line)
      const signatureId =
        outcome?.outcome === 'recorded'
          ? outcome.signatureId
          : outcome?.outcome === 'again'
            ? outcome.earlierId
            : undefined
      return signatureId ? tags.map((tag) => ({ signatureId, tag })) : []
    }),
    now,
  )
  // What a line says is kept for whoever has to correct it, and no longer.
  await sql`
    update import_row set outcome = recorded.outcome, signature_id = recorded.signature_id,
      sealed = case when recorded.outcome in ('recorded', 'again', 'opted-out') then '' else sealed end
    from unnest(${done.map((one) => one.line)}::integer[], ${done.map((one) => one.outcome.outcome)}::text[],
      ${done.map((one) => ('signatureId' in one.outcome ? one.outcome.signatureId : null))}::uuid[]) as recorded (line, outcome, signature_id)
    where batch_id = ${id} and import_row.line = recorded.line
  `.execute(trx)
  await trx
    .updateTable('import_batch')
    .set((eb) => ({ rows_done: eb('rows_done', '+', done.length) }))
    .where('id', '=', id)
    .execute()
  return lines.length
}

/** Records the next lines of a list of people without a signature. */
async function recordListed(batch: BatchAtWork, lines: readonly StoredLine[], now: Date): Promise<number> {
  const { trx, vault, id } = batch
  const rows = lines.map((line) => lineOf(vault, id, line))
  const today = await dayOfSite(trx, now)
  const people = rows.flatMap(({ line, cells }) => {
    const read = cells && readPersonRow(cells, batch, today)
    return read?.outcome === 'read' ? [{ line, person: read.person }] : []
  })
  const isReadable = new Set(people.map(({ line }) => line))
  await checkRows(
    batch,
    rows.filter(({ line }) => !isReadable.has(line)),
    now,
  )
  const done = await recordPeople(batch, batch, people, now)
  const personOf = new Map(done.map(({ line, personId }) => [line, personId]))
  await tagPeople(
    trx,
    id,
    people.flatMap(({ line, person }) => {
      const personId = personOf.get(line)
      return personId ? person.tags.map((tag) => ({ personId, tag })) : []
    }),
    now,
  )
  await fillEmptyFields(
    trx,
    id,
    people.flatMap(({ line, person }) => {
      const personId = personOf.get(line)
      return personId ? person.values.map((value) => ({ personId, ...value })) : []
    }),
  )
  await sql`
    update import_row set outcome = recorded.outcome, sealed = ''
    from unnest(${done.map((one) => one.line)}::integer[], ${done.map((one) => one.outcome)}::text[]) as recorded (line, outcome)
    where batch_id = ${id} and import_row.line = recorded.line
  `.execute(trx)
  await trx
    .updateTable('import_batch')
    .set((eb) => ({ rows_done: eb('rows_done', '+', done.length) }))
    .where('id', '=', id)
    .execute()
  return lines.length
}

/**
 * Also puts them on people who had already signed; a private signature has nobody to put them on. A tag that another list
 * put on is of both, and stays when either is undone.
 */
async function addTags(
  trx: Trx,
  importId: string,
  tags: { signatureId: string; tag: string }[],
  now: Date,
): Promise<void> {
  if (tags.length === 0) return
  const { rows } = await sql<{ personId: string; tag: string }>`
    select signature.person_id as "personId", asked.tag from unnest(${tags.map((one) => one.signatureId)}::uuid[], ${tags.map((one) => one.tag)}::text[]) as asked (signature_id, tag)
    join signature on signature.id = asked.signature_id where signature.person_id is not null
  `.execute(trx)
  await tagPeople(trx, importId, rows, now)
}

async function tagPeople(
  trx: Trx,
  importId: string,
  tags: { personId: string; tag: string }[],
  now: Date,
): Promise<void> {
  if (tags.length === 0) return
  const { rows } = await sql<{ person: string; tag: string; isNew: boolean }>`
    insert into person_tag (person_id, tag, import_id)
    select distinct asked.person_id, asked.tag, ${importId}::uuid from unnest(${tags.map((one) => one.personId)}::uuid[], ${tags.map((one) => one.tag)}::text[]) as asked (person_id, tag)
    on conflict (person_id, tag) do update set import_id = null where person_tag.import_id is distinct from excluded.import_id
    returning person_id as person, tag, xmax = 0 as "isNew"
  `.execute(trx)
  const added = rows.filter(({ isNew }) => isNew)
  await sql`
    insert into tag_change (person_id, tag, is_on, changed_by, changed_at, import_id)
    select added.person_id, added.tag, true, asked_by, ${now}, import_batch.id
    from unnest(${added.map(({ person }) => person)}::uuid[], ${added.map(({ tag }) => tag)}::text[]) as added (person_id, tag), import_batch where import_batch.id = ${importId}
  `.execute(trx)
  for (const [tag, people] of Map.groupBy(rows, (row) => row.tag))
    await dropEarlierTagUndo(
      trx,
      people.map(({ person }) => person),
      tag,
    )
}

/** A list fills in what is empty: what somebody typed stays. Of two lines about one person the first counts. */
async function fillEmptyFields(
  trx: Trx,
  importId: string,
  values: { personId: string; fieldId: string; value: string }[],
): Promise<void> {
  if (values.length === 0) return
  await sql`
    insert into person_field_value (person_id, field_id, value, import_id)
    select distinct on (person_id, field_id) person_id, field_id, value, ${importId}::uuid
    from unnest(${values.map((one) => one.personId)}::uuid[], ${values.map((one) => one.fieldId)}::uuid[], ${values.map((one) => one.value)}::text[]) with ordinality as said (person_id, field_id, value, place)
    order by person_id, field_id, place on conflict do nothing
  `.execute(trx)
}
