import { randomUUID } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Petition } from '~/actions/petitions/petition'
import { forgetSignatures } from '~/actions/petitions/signatures/forget-signatures.server'
import { recordPaperSignatures } from '~/actions/petitions/signatures/record-paper-signatures.server'
import type { ListLine } from '~/channels/uploads/read-csv'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { readList } from '~/office/officials/rosters/files/read-list.server'
import type { RosterWarning } from '~/office/officials/rosters/files/roster-file'
import { isPaused } from '~/queue/outbox/switches.server'
import { cutForJson } from '~/ui/forms/text'
import type { Keyring } from '~/vault/keyring'
import { openText, openVault, sealText, type Vault } from '~/vault/open.server'
import { guessMapping, type Mapping, type RowReason, readRow } from './import-row'

const rowsAtOnce = 500
const mostRows = 200_000
const mostColumns = 200

export type TakenIn = { outcome: 'taken'; id: string } | { outcome: 'empty' | 'too-long' }

/**
 * Reads a list of signers as any list is read and keeps its lines sealed until it is decided what they mean. Every line
 * is kept or counted as blank, also one that cannot be cut into cells.
 *
 * @throws RefusedFile; nothing is kept then
 */
export async function takeInList(office: Office, petition: Petition, file: UploadedFile): Promise<TakenIn> {
  const id = randomUUID()
  try {
    return await readList(office, [file], ({ columns, lines, warnings }) =>
      office.db.transaction().execute(async (trx): Promise<TakenIn> => {
        const headings = columns.slice(0, mostColumns).map((column) => cutForJson(column, 100))
        await trx
          .insertInto('import_batch')
          .values({
            id,
            petition_id: petition.id,
            asked_by: office.organizer.id,
            asked_at: office.now,
            columns: JSON.stringify(headings),
            mapping: null,
            warnings: '[]',
          })
          .execute()
        const counted = { all: 0, uneven: 0, blank: 0 }
        let first: string[] | null = null
        let waiting: KeptLine[] = []
        for await (const line of lines) {
          if (isBlank(line)) {
            counted.blank += 1
            continue
          }
          counted.all += 1
          if (counted.all > mostRows) throw new TooLong()
          if (line.cells && line.cells.length !== columns.length) counted.uneven += 1
          first ??= line.cells
          waiting.push(line)
          if (waiting.length < rowsAtOnce) continue
          await keepLines(trx, office.vault, id, waiting)
          waiting = []
        }
        if (counted.all === 0) throw new Empty()
        await keepLines(trx, office.vault, id, waiting)
        const counts: RosterWarning[] = [
          { warning: 'uneven', count: counted.uneven },
          { warning: 'blank', count: counted.blank },
        ]
        await trx
          .updateTable('import_batch')
          .set({
            rows_all: counted.all,
            mapping: JSON.stringify(guessMapping(headings, first ?? [])),
            warnings: JSON.stringify([...warnings, ...counts.filter((one) => one.count > 0)]),
          })
          .where('id', '=', id)
          .execute()
        return { outcome: 'taken', id }
      }),
    )
  } catch (error) {
    if (error instanceof TooLong) return { outcome: 'too-long' }
    if (error instanceof Empty) return { outcome: 'empty' }
    throw error
  }
}

class TooLong extends Error {}
class Empty extends Error {}

/** A line with cells, or one that could not be cut into them; the report names it. */
type KeptLine =
  | { line: number; cells: string[] }
  | { line: number; cells: null; problem: Exclude<RowReason, 'name' | 'contact' | 'email' | 'phone' | 'zip'> }

function isBlank(line: ListLine): line is Exclude<ListLine, KeptLine> {
  return !line.cells && line.problem === 'blank'
}

/** Lets the worker go through every line with a mapping; asked again meanwhile, it begins anew. */
export async function startChecking(db: Db, id: string, mapping: Mapping): Promise<void> {
  await db
    .updateTable('import_batch')
    .set({ state: 'checking', rows_done: 0, line_done: 0, mapping: JSON.stringify(mapping) })
    .where('id', '=', id)
    .where('state', 'in', ['mapping', 'checking', 'checked'])
    .execute()
}

/** Checks one short list at once, without waiting for the worker. */
export async function checkNow(db: Db, keyring: Keyring, id: string, mapping: Mapping): Promise<void> {
  await startChecking(db, id, mapping)
  while ((await workOn(db, keyring, sql`state = 'checking' and import_batch.id = ${id}`, checkLines)) > 0);
}

/**
 * Checks or records the next lines of the next list that waits for it. Lines and what became of them are one
 * transaction, so that one that was killed half-way goes on where it stood, and nobody is recorded twice.
 *
 * @returns how many lines; zero when nothing waits
 */
export async function importNext(db: Db, keyring: Keyring, now: Date): Promise<number> {
  return workOn(db, keyring, sql`state in ('checking', 'running')`, (batch) =>
    batch.state === 'checking' ? checkLines(batch) : recordLines(batch, now),
  )
}

interface BatchAtWork {
  trx: Trx
  keyring: Keyring
  vault: Vault
  id: string
  petitionId: string
  state: 'checking' | 'running'
  mapping: Mapping
  language: Language
  done: number
  lineDone: number
}

/** Holds the oldest list of these that nobody else holds, while a piece of it is worked on. */
async function workOn(
  db: Db,
  keyring: Keyring,
  which: RawBuilder<unknown>,
  work: (batch: BatchAtWork) => Promise<number>,
): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<Omit<BatchAtWork, 'trx' | 'keyring' | 'vault'>>`
      select import_batch.id, petition_id as "petitionId", state, mapping, organizer.language, rows_done as done, line_done as "lineDone" from import_batch join organizer on organizer.id = asked_by
      where ${which} order by asked_at limit 1 for update of import_batch skip locked
    `.execute(trx)
    return rows[0] ? work({ ...rows[0], trx, keyring, vault: await openVault(trx, keyring) }) : 0
  })
}

/** Writes what would become of the next lines; nobody is recorded yet. */
async function checkLines({
  trx,
  vault,
  id,
  petitionId,
  mapping,
  language,
  done,
  lineDone,
}: BatchAtWork): Promise<number> {
  const rows = await readLines(trx, vault, id, lineDone)
  if (rows.length === 0) {
    await trx
      .updateTable('import_batch')
      .set({ state: 'checked', rows_done: 0, line_done: 0 })
      .where('id', '=', id)
      .execute()
    return 1
  }
  const read = rows.map((row) => ({
    line: row.line,
    result: row.cells
      ? readRow(row.cells, mapping, petitionId, language)
      : { outcome: 'invalid' as const, reason: row.problem },
  }))
  await sql`
    update import_row set outcome = checked.outcome, reason = checked.reason
    from unnest(${read.map((one) => one.line)}::integer[], ${read.map((one) => (one.result.outcome === 'read' ? 'good' : 'bad'))}::text[], ${read.map((one) => (one.result.outcome === 'read' ? null : one.result.reason))}::text[]) as checked (line, outcome, reason)
    where batch_id = ${id} and import_row.line = checked.line
  `.execute(trx)
  await trx
    .updateTable('import_batch')
    .set({ rows_done: done + rows.length, line_done: rows.at(-1)!.line })
    .where('id', '=', id)
    .execute()
  return rows.length
}

async function recordLines(
  { trx, keyring, vault, id, petitionId, mapping, language }: BatchAtWork,
  now: Date,
): Promise<number> {
  const lines = await trx
    .selectFrom('import_row')
    .select(['line', 'sealed'])
    .where('batch_id', '=', id)
    .where('outcome', '=', 'good')
    .orderBy('line')
    .limit(rowsAtOnce)
    .execute()
  if (lines.length === 0) {
    await trx.updateTable('import_batch').set({ state: 'done' }).where('id', '=', id).execute()
    return 1
  }
  const arrivals = lines.flatMap(({ line, sealed }) => {
    const { cells } = lineOf(vault, id, line, sealed)
    const read = cells && readRow(cells, mapping, petitionId, language)
    return read?.outcome === 'read' ? [{ id: String(line), at: now, held: null, submission: read.submission }] : []
  })
  const outcomes = await recordPaperSignatures({ trx, keyring, vault }, arrivals)
  const done = lines.map(({ line }) => ({
    line,
    outcome: outcomes.get(String(line)) ?? { outcome: 'refused' as const },
  }))
  await sql`
    update import_row set outcome = recorded.outcome, signature_id = recorded.signature_id, sealed = ''
    from unnest(${done.map((one) => one.line)}::integer[], ${done.map((one) => one.outcome.outcome)}::text[],
      ${done.map((one) => ('signatureId' in one.outcome ? one.outcome.signatureId : null))}::uuid[]) as recorded (line, outcome, signature_id)
    where batch_id = ${id} and import_row.line = recorded.line
  `.execute(trx)
  await trx
    .updateTable('import_batch')
    .set((eb) => ({ rows_done: eb('rows_done', '+', done.length) }))
    .where('id', '=', id)
    .execute()
  return done.length
}

/** Takes an import back: every signature it made, and their people. */
export async function undoImport(
  office: Office,
  petition: Petition,
  id: string,
): Promise<{ outcome: 'undone' | 'legal-hold' | 'not-there' }> {
  if (await isPaused(office.db, 'legal-hold')) return { outcome: 'legal-hold' }
  return office.db.transaction().execute(async (trx) => {
    const batch = await trx
      .updateTable('import_batch')
      .set({ state: 'undone' })
      .where('id', '=', id)
      .where('petition_id', '=', petition.id)
      .where('state', 'in', ['done', 'running'])
      .returning('id')
      .executeTakeFirst()
    if (!batch) return { outcome: 'not-there' as const }
    const { rows } = await sql<{
      id: string
    }>`select signature_id as id from import_row where batch_id = ${id} and signature_id is not null`.execute(trx)
    for (let at = 0; at < rows.length; at += 2_000)
      await forgetSignatures(
        { trx },
        rows.slice(at, at + 2_000).map((row) => row.id),
        office.now,
      )
    await office.audit({ groupId: petition.groupId, act: 'undid-import', subject: id, howMany: rows.length }, trx)
    return { outcome: 'undone' as const }
  })
}

/** Numbers of lines that are named for each outcome. */
const linesShown = 20

/** Lists of one petition, with what became of their lines. */
export async function readImports(db: Db, vault: Vault, petitionId: string) {
  const batches = await db
    .selectFrom('import_batch')
    .selectAll()
    .where('petition_id', '=', petitionId)
    .orderBy('asked_at', 'desc')
    .limit(20)
    .execute()
  return Promise.all(
    batches.map(async (batch) => {
      const isUnderway = batch.state === 'mapping' || batch.state === 'checking'
      const { rows } = isUnderway
        ? { rows: [] }
        : await sql<{ outcome: string; reason: string | null; count: number; lines: number[] }>`
        select coalesce(outcome, 'unread') as outcome, reason, count(*)::integer as count, (array_agg(line order by line))[1:${linesShown}] as lines
        from import_row where batch_id = ${batch.id} group by 1, 2 order by 1, 2
      `.execute(db)
      const first =
        isUnderway || batch.state === 'checked'
          ? (await readLines(db, vault, batch.id, 0, 4)).map((row) => row.cells ?? [])
          : []
      return {
        id: batch.id,
        state: batch.state,
        columns: batch.columns,
        mapping: (batch.mapping ?? {}) as Mapping,
        all: batch.rows_all,
        done: batch.rows_done,
        at: batch.asked_at.toISOString(),
        outcomes: rows,
        first,
        warnings: batch.warnings as RosterWarning[],
      }
    }),
  )
}

async function keepLines(db: Db, vault: Vault, id: string, lines: KeptLine[]): Promise<void> {
  if (lines.length === 0) return
  const text = (line: KeptLine) => JSON.stringify(line.cells ?? { problem: line.problem })
  await db
    .insertInto('import_row')
    .values(
      lines.map((line) => ({
        batch_id: id,
        line: line.line,
        sealed: sealText(vault.site(), `import_row ${id} ${line.line}`, text(line)),
        outcome: null,
        reason: null,
        signature_id: null,
      })),
    )
    .execute()
}

async function readLines(db: Db, vault: Vault, id: string, after: number, most = rowsAtOnce): Promise<KeptLine[]> {
  const rows = await db
    .selectFrom('import_row')
    .select(['line', 'sealed'])
    .where('batch_id', '=', id)
    .where('line', '>', after)
    .orderBy('line')
    .limit(most)
    .execute()
  return rows.map(({ line, sealed }) => lineOf(vault, id, line, sealed))
}

function lineOf(vault: Vault, id: string, line: number, sealed: Buffer): KeptLine {
  const kept = JSON.parse(openText(vault.site(), `import_row ${id} ${line}`, sealed)) as
    | string[]
    | { problem: Extract<KeptLine, { cells: null }>['problem'] }
  return Array.isArray(kept) ? { line, cells: kept } : { line, cells: null, problem: kept.problem }
}
