import { randomUUID } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { Standing } from '#db/schema-people'
import type { Language } from '~/i18n/language'
import { inScopes } from '~/office/people/reach.server'
import type { Scope } from '~/office/people/scope'
import { matching, matchingKnown, type SignerFilter, signerFilter } from '~/office/people/signers.server'
import { safeCell } from '~/ui/forms/safe-cell'
import type { Keyring } from '~/vault/keyring'
import { openText, openVault, sealText, type Vault } from '~/vault/open.server'
import { fitsMac, rowMac } from '~/vault/row-mac.server'
import { sealedAs } from '~/vault/sealed-as'
import { type ExportShape, exportShapes, type Which } from './export-shapes.server'

/** Hours in which a finished export can be downloaded. */
const goodForHours = 24

/** An export in the list. */
export interface ExportLine {
  id: string
  shape: ExportShape
  state: 'waiting' | 'running' | 'ready' | 'taken' | 'expired'
  rowsDone: number
  rowsAll: number
  askedBy: string
  askedAt: Date
  expiresAt: Date | null
}

/** Requests an export; the worker writes it. @returns its id */
export async function askForExport(
  db: Db,
  keyring: Keyring,
  wanted: { scopes: Scope[]; filter: SignerFilter; shape: ExportShape; by: string; language: Language },
  now: Date,
): Promise<string> {
  const id = randomUUID()
  const row = { id, filter: wanted.filter, scopes: wanted.scopes, shape: wanted.shape, asked_by: wanted.by }
  await db
    .insertInto('export')
    .values({
      id,
      filter: JSON.stringify(wanted.filter),
      scopes: JSON.stringify(wanted.scopes),
      shape: wanted.shape,
      asked_by: wanted.by,
      mac: exportMac(keyring, row),
      asked_at: now,
      language: wanted.language,
      ready_at: null,
      expires_at: null,
    })
    .execute()
  return id
}

export async function listExports(db: Db, by: string): Promise<ExportLine[]> {
  const rows = await db
    .selectFrom('export')
    .selectAll()
    .where('asked_by', '=', by)
    .orderBy('asked_at', 'desc')
    .limit(2_000)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    shape: row.shape,
    state: row.state,
    rowsDone: row.rows_done,
    rowsAll: row.rows_all,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    expiresAt: row.expires_at,
  }))
}

/**
 * Writes the next waiting export, a thousand rows at a time, each chunk sealed: memory use does not grow with size. An
 * export interrupted by a crash starts over.
 *
 * @returns how many rows; zero when none is waiting
 */
export async function writeNextExport(db: Db, keyring: Keyring, now: () => Date): Promise<number> {
  const { rows } = await sql<{
    id: string
    filter: unknown
    scopes: Scope[]
    shape: ExportShape
    asked_by: string
    mac: Buffer | null
    language: Language
  }>`
    update export set state = 'running', rows_done = 0 where id = (
      select id from export where state in ('waiting', 'running') order by asked_at limit 1 for update skip locked)
    returning id, filter, scopes, shape, asked_by, mac, language
  `.execute(db)
  const job = rows[0]
  if (!job) return 0
  if (!fitsMac(job.mac, exportMac(keyring, job))) {
    await db.updateTable('export').set({ state: 'expired' }).where('id', '=', job.id).execute()
    return 1
  }
  const vault = await openVault(db, keyring)
  const shape = exportShapes[job.shape]
  const filter = signerFilter.parse(job.filter)
  const which: Which = {
    signatures: sql<boolean>`${inScopes(job.scopes)} and ${matching(filter, job.scopes)}`,
    known: matchingKnown(filter, job.scopes),
  }
  await db.deleteFrom('export_chunk').where('export_id', '=', job.id).execute()
  await db
    .updateTable('export')
    .set({ rows_all: await shape.count(db, which) })
    .where('id', '=', job.id)
    .execute()
  await db.deleteFrom('export_person').where('export_id', '=', job.id).execute()
  await writeChunk(db, vault, job.id, 0, stringify([shape.headings(job.language)], { bom: shape.bom }), 0)
  let done = 0
  let number = 0
  let standing: Standing = { people: 0, stopped: 0, ended: 0 }
  for await (const { rows: page, personIds } of shape.pages({
    db,
    vault,
    which,
    scopes: job.scopes,
    language: job.language,
  })) {
    number += 1
    done += page.length
    // Before the chunk, so that nobody is in a file that their page knows nothing of.
    const { rows: came } = await sql<Standing>`
      with came as (insert into export_person (export_id, person_id) select ${job.id}::uuid, id from person where id = any(${personIds}::uuid[]) on conflict do nothing returning person_id)
      ${standingOf(sql`came`)}
    `.execute(db)
    for (const { people, stopped, ended } of came)
      standing = {
        people: standing.people + people,
        stopped: standing.stopped + stopped,
        ended: standing.ended + ended,
      }
    await writeChunk(db, vault, job.id, number, stringify(page.map((cells) => cells.map(safeCell))), done)
  }
  await db
    .updateTable('export')
    .set({
      state: 'ready',
      ready_at: now(),
      expires_at: new Date(now().getTime() + goodForHours * 3_600_000),
      standing: JSON.stringify(standing),
    })
    .where('id', '=', job.id)
    .execute()
  return Math.max(1, done)
}

/** How these people stand now. @param those a table with a `person_id` */
function standingOf(those: RawBuilder<unknown>): RawBuilder<Standing> {
  return sql<Standing>`select count(*)::integer as people,
    coalesce(sum((select count(*) from contact_point join suppression on suppression.blind_index = contact_point.blind_index where contact_point.id in (person.contact_id, person.other_contact_id))), 0)::integer as stopped,
    coalesce(sum((select count(*) from subscription where subscription.person_id = person.id and ended_on is not null)
      + (select count(*) from consent where consent.person_id = person.id and withdrawn_on is not null)), 0)::integer as ended
    from ${those} as those join person on person.id = those.person_id`
}

/** Whether somebody in a finished export has been erased, has opted out or has taken a consent back since. */
async function hasSomebodyGone(db: Db, id: string, before: Standing | null): Promise<boolean> {
  if (!before) return false
  const { rows } = await standingOf(sql`(select person_id from export_person where export_id = ${id})`).execute(db)
  const { people, stopped, ended } = rows[0]!
  return people < before.people || stopped > before.stopped || ended > before.ended
}

/**
 * Takes an export for download, once: its chunks are opened one by one and deleted. Where somebody in it has gone since it
 * was written it is written again without them.
 *
 * @param scopes whose signers the organizer may export now; an export never outlives the right it was requested under
 * @returns `again`: it is being written again; null when there is none to take
 */
export async function takeExport(
  db: Db,
  { keyring, vault }: { keyring: Keyring; vault: Vault },
  { id, by, scopes }: { id: string; by: string; scopes: readonly Scope[] },
  now: Date,
): Promise<{ is: 'file'; pieces: AsyncGenerator<string> } | { is: 'again' } | null> {
  const row = await db
    .selectFrom('export')
    .select(['id', 'filter', 'scopes', 'shape', 'asked_by', 'mac', 'standing'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row || !fitsMac(row.mac, exportMac(keyring, row))) return null
  const allowed = new Set(scopes.map(inOrder))
  if (!(row.scopes as Scope[]).every((scope) => allowed.has(inOrder(scope)))) return null
  const isSpoiled = await hasSomebodyGone(db, id, row.standing)
  const taken = await db
    .updateTable('export')
    .set(isSpoiled ? { state: 'waiting', ready_at: null, expires_at: null, standing: null } : { state: 'taken' })
    .where('id', '=', id)
    .where('asked_by', '=', by)
    .where('state', '=', 'ready')
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (taken.numUpdatedRows === 0n) return null
  if (!isSpoiled) return { is: 'file', pieces: pieces(db, vault, id) }
  await db.deleteFrom('export_chunk').where('export_id', '=', id).execute()
  return { is: 'again' }
}

/** What an export opens: whose people, in which shape, and for whom. `people` was the only shape for long, and is not named. */
function exportMac(
  keyring: Keyring,
  row: { id: string; filter: unknown; scopes: unknown; shape: ExportShape; asked_by: string },
): Buffer {
  const shape = row.shape === 'people' ? [] : [row.shape]
  return rowMac(keyring, 'export', [row.id, inOrder(row.filter), inOrder(row.scopes), row.asked_by, ...shape])
}

/** JSON with sorted keys: the database keeps them in an order of its own. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  )
}

/** Deletes what was not taken in time. @returns how many */
export async function expireExports(db: Db, now: Date): Promise<number> {
  const { rows } = await sql<{
    id: string
  }>`update export set state = 'expired' where state = 'ready' and expires_at <= ${now} returning id`.execute(db)
  await sql`delete from export_chunk using export where export.id = export_id and (export.state = 'expired' or (export.state = 'taken' and export.expires_at < ${now}::timestamptz - interval '1 hour'))`.execute(
    db,
  )
  return rows.length
}

async function* pieces(db: Db, vault: Vault, id: string): AsyncGenerator<string> {
  for (let number = 0; ; number += 1) {
    const chunk = await db
      .deleteFrom('export_chunk')
      .where('export_id', '=', id)
      .where('number', '=', number)
      .returning('sealed')
      .executeTakeFirst()
    if (!chunk) return
    yield openText(vault.site(), sealedAs('export', id, number), chunk.sealed)
  }
}

async function writeChunk(db: Db, vault: Vault, id: string, number: number, text: string, done: number): Promise<void> {
  await db
    .insertInto('export_chunk')
    .values({ export_id: id, number, sealed: sealText(vault.site(), sealedAs('export', id, number), text) })
    .execute()
  await db.updateTable('export').set({ rows_done: done }).where('id', '=', id).execute()
}
