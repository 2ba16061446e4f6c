import { type Selectable, sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db } from '#db/client'
import type { Database } from '#db/schema'
import type { Storage } from '~/channels/storage/storage'
import type { FileParser } from '~/channels/uploads/file-parser.server'
import { type Refusal, refusalOf } from '~/channels/uploads/parse-kind'
import { documentFile, type ReadPage, readingLimits } from './document-file'
import { fileName, pictureName } from './document-names'
import { addFindings, type Finding, finding } from './finding'
import { findPersonal } from './personal-patterns'
import type { Recognizer } from './recognize-text.server'
import { storedFile } from './stored-file.server'

/** What reading documents takes. */
interface Reading {
  parser: FileParser
  storage: Storage
  recognizer: Recognizer | null
  /** Of one document's parser; default: those that leave time for a large scan. */
  limits?: typeof readingLimits
}

type Row = Pick<
  Selectable<Database['document']>,
  'id' | 'sha256' | 'bytes' | 'pages_read' | 'findings' | 'read_failures'
>

/** Milliseconds that one document is read for before another has its turn. */
const turn = 10_000
/** Times that a page may end its reader: the first time it may have been something else, such as the system's memory. */
const mostTries = 2
/** Milliseconds after which a document is read again that could not be read: after the first time, and so on. */
const againAfter: readonly number[] = [10, 60, 6 * 60].map((minutes) => minutes * 60_000)
/** Refusals that say nothing about the file. */
const passing: ReadonlySet<Refusal['why']> = new Set(['busy', 'stopped'])
/** Refusals that another try may not meet. */
const uncertain: ReadonlySet<Refusal['why']> = new Set(['too-slow', 'too-much-memory', 'unreadable'])

/**
 * Reads the next pages of the next document, each in a transaction of its own, so that a worker that is killed resumes
 * where it was. Documents take turns: a short one does not wait for one of thousands of pages.
 *
 * @returns a function that does one turn and returns how many pages it read, or 1 for a step without pages; 0 when idle
 */
export function openDocumentReading(given: Reading): (db: Db, now: Date) => Promise<number> {
  const tries = new Map<string, number>()
  return async (db, now) => {
    const document = await db
      .selectFrom('document')
      .select(['id', 'sha256', 'bytes', 'pages_read', 'findings', 'read_failures'])
      .where((eb) => eb.or([eb('reading', 'in', ['waiting', 'reading']), eb('read_again_at', '<=', now)]))
      .where('file_work', 'is', null)
      .orderBy('pages_read')
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst()
    return document ? readOn(db, { ...given, tries }, document, now) : 0
  }
}

async function readOn(
  db: Db,
  { parser, storage, recognizer, limits = readingLimits, tries }: Reading & { tries: Map<string, number> },
  document: Row,
  now: Date,
): Promise<number> {
  const from = document.pages_read + 1
  const until = performance.now() + turn
  let next = from
  let hasBegun = false
  let findings = document.findings as Finding[]
  if ((await storage.has(fileName(document.sha256))) === null) return fail(db, document, 'missing-file', now)
  try {
    const work = {
      files: [storedFile(storage, document)],
      options: { from, recognizes: recognizer !== null },
      limits,
    }
    for await (const piece of parser.parse(documentFile, work)) {
      if ('head' in piece) {
        hasBegun = true
        if (from === 1) findings = addFindings([], piece.head.findings)
        if (!(await begin(db, document, { pages: piece.head.pages, findings }))) return 1
        if (from > piece.head.pages) return end(db, document, now)
        continue
      }
      if ('page' in piece) await keepPictures(storage, document.sha256, piece.page)
      const page = 'page' in piece ? await finished(piece.page, recognizer) : unread(piece.unread)
      findings = addFindings(findings, page.findings)
      if (!(await keep(db, document, { page, findings }, now))) return 1
      next += 1
      if (performance.now() > until) break
    }
    return next - from || 1
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    if (passing.has(refusal.why)) return 0
    const key = `${document.id} ${document.sha256} ${next}`
    const count = (tries.get(key) ?? 0) + 1
    tries.set(key, count)
    if (uncertain.has(refusal.why) && count < mostTries) return 1
    tries.delete(key)
    if (!hasBegun) return fail(db, document, refusal.why, now)
    const page = unread(next)
    await keep(db, document, { page, findings: addFindings(findings, page.findings) }, now)
    return 1
  }
}

type Finished = Pick<ReadPage, 'number' | 'text' | 'width' | 'height' | 'findings'> & {
  from: 'file' | 'recognized' | 'nothing'
}

async function finished(page: ReadPage, recognizer: Recognizer | null): Promise<Finished> {
  const found = page.toRecognize && recognizer ? await recognizer.recognize(page.toRecognize) : null
  const recognized = (found ?? '')
    .replace(/[\p{Cc}\p{Co}]/gu, (character) => (character === '\n' ? character : ''))
    .trim()
  return {
    ...page,
    text: [page.text, recognized].filter((text) => text !== '').join('\n'),
    from: recognized !== '' ? 'recognized' : page.text === '' ? 'nothing' : 'file',
    findings: [
      ...page.findings,
      ...(page.isPictured && found === null ? [finding('unrecognized', page.number, '')] : []),
      ...findPersonal(page.number, recognized),
    ],
  }
}

/** A page without size is one that could not be read. */
function unread(number: number): Finished {
  return { number, text: '', from: 'nothing', width: 0, height: 0, findings: [finding('unread-page', number, '')] }
}

async function keepPictures(storage: Storage, sha256: string, page: ReadPage): Promise<void> {
  await storage.put(pictureName(sha256, page.number, 'large'), Buffer.from(page.large))
  await storage.put(pictureName(sha256, page.number, 'small'), Buffer.from(page.small))
}

/** @returns false when the document is gone, or has another file by now */
async function begin(db: Db, { id, sha256 }: Row, { pages, findings }: { pages: number; findings: Finding[] }) {
  const { numUpdatedRows } = await db
    .updateTable('document')
    .set({
      reading: 'reading',
      pages,
      failure: null,
      read_failures: 0,
      read_again_at: null,
      findings: JSON.stringify(findings),
    })
    .where('id', '=', id)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** @returns false when the document is gone, or has another file by now */
async function keep(
  db: Db,
  { id, sha256 }: Row,
  { page, findings }: { page: Finished; findings: Finding[] },
  now: Date,
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const row = await trx
      .updateTable('document')
      .set((eb) => ({
        pages_read: page.number,
        findings: JSON.stringify(findings),
        reading: sql<'read'>`case when ${eb.ref('pages')} <= ${page.number} then 'read' else 'reading' end`,
        updated_at: sql<Date>`case when ${eb.ref('pages')} <= ${page.number} then ${now}::timestamptz else ${eb.ref('updated_at')} end`,
      }))
      .where('id', '=', id)
      .where('sha256', '=', sha256)
      .returning('reading')
      .executeTakeFirst()
    if (!row) return false
    const shown = { text: page.text, text_from: page.from, width: page.width, height: page.height }
    await trx
      .insertInto('document_page')
      .values({ document_id: id, number: page.number, ...shown })
      .onConflict((oc) => oc.columns(['document_id', 'number']).doUpdateSet(shown))
      .execute()
    if (row.reading === 'read') await announce(trx, ['site'])
    return true
  })
}

async function end(db: Db, { id, sha256 }: Row, now: Date): Promise<number> {
  await db
    .updateTable('document')
    .set({ reading: 'read', read_failures: 0, read_again_at: null, updated_at: now })
    .where('id', '=', id)
    .where('sha256', '=', sha256)
    .execute()
  return 1
}

/**
 * One whose reader was ended is read again by itself, later each time: it may have been the machine.
 *
 * @param why key under `library.failures`
 */
async function fail(
  db: Db,
  { id, sha256, read_failures }: Row,
  why: Refusal['why'] | 'missing-file',
  now: Date,
): Promise<number> {
  const wait = why !== 'missing-file' && uncertain.has(why) ? againAfter[read_failures] : undefined
  await db
    .updateTable('document')
    .set({
      reading: 'failed',
      failure: why,
      read_failures: read_failures + 1,
      read_again_at: wait === undefined ? null : new Date(now.getTime() + wait),
    })
    .where('id', '=', id)
    .where('sha256', '=', sha256)
    .execute()
  return 1
}
