import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, mkdtemp, open, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Selectable, sql } from 'kysely'
import { announce } from '#db/announce'
import type { Db } from '#db/client'
import type { Database } from '#db/schema'
import type { Storage } from '~/channels/storage/storage'
import type { FileParser } from '~/channels/uploads/file-parser.server'
import { refusalOf } from '~/channels/uploads/parse-kind'
import { mayDeleteFiles } from './backed-up-files.server'
import { cleaningLimits, documentToClean } from './document-file'
import { fileName, pictureName, pictureSizes } from './document-names'
import { type FileWork, fileWork } from './file-work'
import { lockFile } from './lock-file.server'
import { storedFile } from './stored-file.server'

type Row = Pick<Selectable<Database['document']>, 'id' | 'sha256' | 'bytes' | 'pages' | 'kept_sha256'>
interface Tools {
  parser: FileParser
  storage: Storage
  /** Where a cleaned copy is written; emptied when the worker starts. */
  folder: string
}

/**
 * Does what organizers have asked for with the files of one document. Each act can be done again: files are deleted before
 * the database forgets them, and a copy takes its place only when it is whole. While a backup is made, files that are to
 * be deleted wait for its end.
 *
 * @returns 1 when something was done; 0 when idle
 */
export async function workOnFiles(db: Db, tools: Tools, now: Date): Promise<number> {
  const found = await db
    .selectFrom('document')
    .select(['id', 'sha256', 'bytes', 'pages', 'kept_sha256', 'file_work'])
    .where('file_work', 'is not', null)
    .orderBy(sql`file_work->>'act' <> 'clean'`)
    .orderBy('updated_at')
    .limit(1)
    .executeTakeFirst()
  if (!found) return 0
  const work = fileWork.parse(found.file_work)
  switch (work.act) {
    case 'clean':
      await clean(db, tools, { row: found, work }, now)
      return 1
    case 'drop':
      if (!(await deleteFiles(db, tools.storage, { id: found.id, files: [work] }))) return 0
      await db.updateTable('document').set({ file_work: null }).where('id', '=', found.id).execute()
      return 1
    case 'remove':
      if (!(await deleteFiles(db, tools.storage, { id: found.id, files: filesOf(found) }))) return 0
      await db.deleteFrom('document').where('id', '=', found.id).execute()
      return 1
  }
}

const filesOf = ({ sha256, pages, kept_sha256: kept }: Row): ToDelete[] => [
  { sha256, pages, keepsFile: false },
  ...(kept ? [{ sha256: kept, pages: 0, keepsFile: false }] : []),
]

/** The copy is read like a new file: what was found in the one before is looked for in it again. */
async function clean(
  db: Db,
  { parser, storage, folder: parent }: Tools,
  { row, work }: { row: Row; work: Extract<FileWork, { act: 'clean' }> },
  now: Date,
): Promise<void> {
  await mkdir(parent, { recursive: true, mode: 0o700 })
  const folder = await mkdtemp(path.join(parent, 'copy-'))
  try {
    const copy = await writeCopy(parser, storage, { row, work, file: path.join(folder, 'copy.pdf') })
    if (copy === null) {
      await db
        .updateTable('document')
        .set({ file_work: null, failure: 'not-cleaned' })
        .where('id', '=', row.id)
        .execute()
      return
    }
    const { sha256, size, file } = copy
    await storage.put(fileName(sha256), { stream: createReadStream(file), size })
    // The first file that was uploaded, not a copy in between.
    const kept = work.keepsOriginal ? (row.kept_sha256 ?? row.sha256) : row.kept_sha256
    const next: FileWork = { act: 'drop', sha256: row.sha256, pages: row.pages, keepsFile: kept === row.sha256 }
    await db.transaction().execute(async (trx) => {
      await trx.deleteFrom('document_page').where('document_id', '=', row.id).execute()
      await trx
        .updateTable('document')
        .set({
          sha256,
          bytes: size,
          kept_sha256: kept,
          file_work: sha256 === row.sha256 ? null : JSON.stringify(next),
          reading: 'waiting',
          pages: 0,
          pages_read: 0,
          failure: null,
          read_failures: 0,
          read_again_at: null,
          findings: '[]',
          findings_accepted_by: null,
          findings_accepted_at: null,
          updated_at: now,
        })
        .where('id', '=', row.id)
        .execute()
      await announce(trx, ['site'])
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** @returns null when the library cannot clean this file */
async function writeCopy(
  parser: FileParser,
  storage: Storage,
  { row, work, file }: { row: Row; work: Extract<FileWork, { act: 'clean' }>; file: string },
): Promise<{ sha256: string; size: number; file: string } | null> {
  const hash = createHash('sha256')
  const handle = await open(file, 'wx', 0o600)
  let size = 0
  try {
    const options = { removesInvisible: work.removesInvisible }
    const cleaning = { files: [storedFile(storage, row)], options, limits: cleaningLimits }
    for await (const { bytes } of parser.parse(documentToClean, cleaning)) {
      hash.update(bytes)
      size += bytes.length
      await handle.appendFile(bytes)
    }
    return { sha256: hash.digest('hex'), size, file }
  } catch (error) {
    // A page that the library cannot write is about the file too.
    if (refusalOf(error) || (error as Error).message === 'a file could not be parsed') return null
    throw error
  } finally {
    await handle.close()
  }
}

type ToDelete = Pick<Extract<FileWork, { act: 'drop' }>, 'sha256' | 'pages' | 'keepsFile'>

/**
 * Deletes files and the pictures of their pages, unless another document has the same file. Locked: the same file may be
 * uploaded at this moment.
 *
 * @returns false when a backup is being made, and nothing was deleted
 */
async function deleteFiles(
  db: Db,
  storage: Storage,
  { id, files }: { id: string; files: ToDelete[] },
): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    if (!(await mayDeleteFiles(trx))) return false
    for (const { sha256, pages, keepsFile } of files.toSorted((a, b) => a.sha256.localeCompare(b.sha256))) {
      await lockFile(trx, sha256)
      const others = await trx
        .selectFrom('document')
        .select(['sha256'])
        .where('id', '<>', id)
        .where((eb) => eb.or([eb('sha256', '=', sha256), eb('kept_sha256', '=', sha256)]))
        .execute()
      if (!others.some((one) => one.sha256 === sha256))
        for (let page = 1; page <= pages; page += 1)
          for (const size of pictureSizes) await storage.delete(pictureName(sha256, page, size))
      if (!keepsFile && others.length === 0) await storage.delete(fileName(sha256))
    }
    return true
  })
}
