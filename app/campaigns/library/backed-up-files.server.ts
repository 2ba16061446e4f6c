import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import type { ClientBase } from 'pg'
import type { Db, Trx } from '#db/client'
import { type VideoName, videoFileName } from '~/campaigns/videos/video-names'
import { storageOf } from '~/channels/storage/open-storage.server'
import type { Storage } from '~/channels/storage/storage'
import type { Env } from '~/env.server'
import type { FilesBeside } from '~/vault/backups/files-beside'
import { fileName, pictureName, pictureSizes } from './document-names'

/**
 * A lock in the database, which backups share and whoever deletes files has alone. Danger: processes of two versions
 * run side by side, so this name stays.
 */
const lock = 'files of documents'

/**
 * The files of documents and videos, for a backup.
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
      let all = 0
      for (const table of ['document', 'video'] as const) {
        if (!(await hasTable(client, table))) continue
        const { rows } = await client.query<{ bytes: string }>(`select coalesce(sum(bytes), 0) as bytes from ${table}`)
        all += Number(rows[0]!.bytes)
      }
      return all
    },
  }
}

/** @returns whether files may be deleted until the transaction ends: while a backup is made, they may not */
export async function mayDeleteFiles(trx: Trx): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`select pg_try_advisory_xact_lock(hashtext(${lock})) as "is"`.execute(trx)
  return rows[0]!.is
}

/**
 * Names of all files that documents have, PDFs, then the pictures of their pages, and of all videos. A document that is
 * being removed has none: its files may be gone already.
 */
export async function namesOfFiles(client: ClientBase): Promise<Iterable<string>> {
  const documents = (await hasTable(client, 'document')) ? await namesOfDocuments(client) : []
  const videos = (await hasTable(client, 'video')) ? await namesOfVideos(client) : []
  return (function* () {
    yield* documents
    yield* videos
  })()
}

async function namesOfDocuments(client: ClientBase): Promise<Iterable<string>> {
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

async function namesOfVideos(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<VideoName>('select sha256, type from video order by 1')
  return rows.map(videoFileName)
}

/** An older version of the database does not have every table. */
async function hasTable(client: ClientBase, table: 'document' | 'video'): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>('select to_regclass($1) is not null as is', [`public.${table}`])
  return rows[0]!.is
}

/**
 * Looks for the PDF of every document, and for every video.
 *
 * @returns how many there should be, and what is not there: slugs of documents, names of videos
 */
export async function missingFiles(db: Db, storage: Pick<Storage, 'has'>): Promise<{ all: number; missing: string[] }> {
  const documents = await db
    .selectFrom('document')
    .select(['slug', 'sha256', 'kept_sha256'])
    .where(sql<boolean>`file_work->>'act' is distinct from 'remove'`)
    .orderBy('created_at', 'desc')
    .execute()
  const videos = await db.selectFrom('video').select(['sha256', 'type']).orderBy('created_at', 'desc').execute()
  const wanted = [
    ...documents.flatMap(({ slug, sha256, kept_sha256: kept }) =>
      [sha256, kept].filter((one) => one !== null).map((one) => ({ whose: slug, name: fileName(one) })),
    ),
    ...videos.map(videoFileName).map((name) => ({ whose: name, name })),
  ]
  const missing: string[] = []
  // A bucket answers a thousand questions one by one in a minute.
  for (let from = 0; from < wanted.length; from += atOnce) {
    const found = await Promise.all(
      wanted
        .slice(from, from + atOnce)
        .map(async ({ whose, name }) => ((await storage.has(name)) === null ? whose : null)),
    )
    missing.push(...found.filter((whose) => whose !== null))
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
      for (const name of added.splice(0)) await storage.delete(name)
    },
  }
}
