import type { Env } from '~/env.server'
import { folderStorage } from './folder-storage.server'
import { s3Storage } from './s3-storage.server'
import type { Storage } from './storage'

const opened = new WeakMap<Env['documents'], Storage>()

/** Where the files of documents are, by the settings. Opened once, on first use. */
export function storageOf({ documents }: Pick<Env, 'documents'>): Storage {
  const known = opened.get(documents)
  if (known) return known
  const storage = documents.bucket ? s3Storage(documents.bucket) : folderStorage(documents.dir)
  opened.set(documents, storage)
  return storage
}
