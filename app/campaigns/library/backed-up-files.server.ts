import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import type { Db, Trx } from '#db/client'
import { storageOf } from '~/channels/storage/open-storage.server'
import type { Storage } from '~/channels/storage/storage'
import type { Env } from '~/env.server'
import type { FilesBeside } from '~/vault/backups/files-beside'
import { fileName, pictureName, pictureSizes } from './document-names'

/** A lock in the database, which backups share and whoever deletes files has alone. */
const lock = 'files of documents'

/**
 * The files of documents, for a backup.
 *
 * @returns null when they are in a bucket, or the settings leave them to other tools
 */
export function filesOfBackup(env: Pick<Env, 'documents' | 'backup'>): FilesBeside | null {
  return env.documents.bucket || !env.backup.takesDocuments ? null : backedUpFiles(storageOf(env))
}

/** Exported for tests. */
export function backedUpFiles(storage: Pick<Storage, 'get' | 'has'>): FilesBeside {
  return {
    async hold(client) {
      await client.query('select pg_advisory_xact_lock_shared(hashtext($1))', [lock])
    },
    names: namesOfFiles,
    async open(name) {
      const bytes = await storage.has(name)
      const stream = bytes === null ? null : await storage.get(name)
      return stream && { bytes: bytes!, stream }
    },
    async size(client) {
      if (!(await hasDocuments(client))) return 0
      const { rows } = await client.query<{ bytes: string }>('select coalesce(sum(bytes), 0) as bytes from document')
      return Number(rows[0]!.bytes)
    },
  }
}

/** @returns whether files may be deleted until the transaction ends: while a backup is made, they may not */
export async function mayDeleteFiles(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select pg_try_advisory_xact_lock(hashtext(${lock})) as "is"`.execute(trx)
  return rows[0]!.is
}

/**
 * Names of all files that documents have: PDFs, then the pictures of their pages. A document that is being removed has
 * none: its files may be gone already.
 */
export async function namesOfFiles(client: ClientBase): Promise<Iterable<string>> {
  if (!(await hasDocuments(client))) return []
  // As JSON, because an older version of the database does not have all of these columns.
  const { rows: files } = await client.query<{ sha256: string }>(`
    select distinct file.sha256 from document cross join lateral (values (document.sha256), (to_jsonb(document)->>'kept_sha256')) as file (sha256)
    where file.sha256 is not null and to_jsonb(document)->'file_work'->>'act' is distinct from 'remove' order by 1
  `)
  const { rows: drawn } = await client.query<{ sha256: string; pages: number[] }>(`
    select document.sha256, array_agg(distinct number order by number) as pages
    from document_page join document on document.id = document_id
    where width > 0 and to_jsonb(document)->'file_work'->>'act' is distinct from 'remove' group by 1 order by 1
  `)
  return (function* () {
    for (const { sha256 } of files) yield fileName(sha256)
    for (const { sha256, pages } of drawn)
      for (const page of pages) for (const size of pictureSizes) yield pictureName(sha256, page, size)
  })()
}

async function hasDocuments(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ are: boolean }>(`select to_regclass('public.document') is not null as are`)
  return rows[0]!.are
}

/** Looks for the PDF of every document. @returns how many there should be, and the slugs of documents whose file is not there */
export async function missingFiles(db: Db, storage: Pick<Storage, 'has'>): Promise<{ all: number; missing: string[] }> {
  const documents = await db
    .selectFrom('document')
    .select(['slug', 'sha256', 'kept_sha256'])
    .where(sql<boolean>`file_work->>'act' is distinct from 'remove'`)
    .orderBy('created_at', 'desc')
    .execute()
  const wanted = documents.flatMap(({ slug, sha256, kept_sha256: kept }) =>
    [sha256, kept].filter((one) => one !== null).map((one) => ({ slug, name: fileName(one) })),
  )
  const missing: string[] = []
  // A bucket answers a thousand questions one by one in a minute.
  for (let from = 0; from < wanted.length; from += atOnce) {
    const found = await Promise.all(
      wanted
        .slice(from, from + atOnce)
        .map(async ({ slug, name }) => ((await storage.has(name)) === null ? slug : null)),
    )
    missing.push(...found.filter((slug) => slug !== null))
  }
  return { all: wanted.length, missing }
}

const atOnce = 16

/**
 * Puts the files of a backup into a storage.
 *
 * @returns `take` for each of them, and `undo`, which deletes those that were not there before
 */
export function bringBackFiles(storage: Storage) {
  const added: string[] = []
  return {
    async take(name: string, content: { size: number; stream: Readable }): Promise<void> {
      if ((await storage.has(name)) === null) added.push(name)
      await storage.put(name, content)
    },
    async undo(): Promise<void> {
      for (const name of added) await storage.delete(name)
    },
  }
}
