import { type BigIntStats, createWriteStream } from 'node:fs'
import { type FileHandle, link, open, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { oneClient } from '#db/one-client'
import { BackupError } from './backup-error'
import { type BackupLock, encrypterFor } from './backup-key.server'
import { isAbandoned } from './drafts.server'
import type { FilesBeside } from './files-beside'
import { encodeFrame, type Frame } from './frames'
import { readSnapshot, type SnapshotRead } from './read-snapshot.server'
import { checksumOf, setPlainText } from './tables.server'

/** What a backup is made of, and where it goes. */
export interface ToBackUp {
  databaseUrl: string
  file: string
  lock: BackupLock
  /** The keyring file, when it is to be part of the backup. */
  keyring: Buffer | null
  /** Files that rows name; null when they are backed up by other means. */
  files: FilesBeside | null
  /** Bytes that the file is expected to need; null: unknown. */
  expected?: number | null
  signal?: AbortSignal
}

/** A backup that is whole. */
export interface BackedUp {
  /** When the snapshot was taken: whatever was committed before is in it. */
  at: Date
  bytes: number
  tables: number
  rows: number
  /** The same that `restore-drill` prints when nothing is missing. */
  checksum: string
  files: number
  /** Names of files that rows name and that are not there. */
  missing: string[]
}

/**
 * Writes the whole database into one encrypted file, in bounded memory, while everything goes on. It is written as
 * FILE.new and gets its name when it is whole and on the disk; nothing is left of one that fails.
 *
 * @throws BackupError with a sentence that says what to do
 */
export async function writeBackup({
  databaseUrl,
  file,
  lock,
  keyring,
  files,
  expected,
  signal,
}: ToBackUp): Promise<BackedUp> {
  const draft = `${file}.new`
  const encrypter = encrypterFor(lock)
  if (await exists(file))
    throw new BackupError('file-exists', `${file} is there already: choose another name, or move it away first.`)
  await insistOnRoom(file, expected ?? 0)
  const [client, holder] = [clientOf(databaseUrl), clientOf(databaseUrl)]
  let handle: FileHandle | null = null
  let opened: BigIntStats | null = null
  try {
    await holder.connect()
    await holder.query('begin')
    handle = await openDraft(holder, draft)
    opened = await handle.stat({ bigint: true })
    await client.connect()
    if (files) {
      await setPlainText(holder)
      await files.hold(holder)
      await insistOnRoom(file, await files.size(holder))
    }
    const read: SnapshotRead = { at: null, tables: [], files: 0, missing: [] }
    const packed = createGzip({ level: 4 })
    const packing = pipeline(Readable.from(encoded(readSnapshot(client, { keyring, files }, read))), packed, { signal })
    // Met below, as the error of what was to be encrypted.
    packing.catch(() => {})
    const sealed = await encrypter.encrypt(Readable.toWeb(packed) as globalThis.ReadableStream<Uint8Array>)
    // Not the handle's own stream: one that does not close it keeps it from ever being closed.
    const written = createWriteStream(draft, { fd: handle.fd, autoClose: false })
    await pipeline(Readable.fromWeb(sealed as unknown as ReadableStream), written, { signal })
    await packing
    await handle.sync()
    const { size } = await handle.stat()
    if (!(await isStillAt(draft, opened)))
      throw new BackupError(
        'draft-exists',
        `${draft} was replaced while it was being written, perhaps by another installation: give each a folder of its own, or name another file. No backup was made.`,
      )
    await handle.close()
    // Not a rename, which would replace a file that has come to bear this name meanwhile.
    await link(draft, file)
    return {
      at: read.at!,
      bytes: size,
      tables: read.tables.length,
      rows: read.tables.reduce((sum, { rows }) => sum + rows, 0),
      checksum: checksumOf(read.tables),
      files: read.files,
      missing: read.missing,
    }
  } catch (error) {
    throw sayWhyUnwritten(error, file)
  } finally {
    if (handle) {
      await handle.close().catch(() => undefined)
      if (opened && (await isStillAt(draft, opened))) await rm(draft, { force: true })
    }
    await client.end().catch(() => undefined)
    await holder.end().catch(() => undefined)
  }
}

/**
 * Opens the draft. Whoever writes one holds a lock in the database, which is free once its process is gone, however it
 * ended. The lock says nothing about other installations or about files of other programs, so only an abandoned draft is
 * replaced.
 */
async function openDraft(holder: pg.Client, draft: string): Promise<FileHandle> {
  const { rows } = await holder.query<{ isOurs: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as "isOurs"',
    [`firme backup ${path.resolve(draft)}`],
  )
  const create = () => open(draft, 'wx', 0o600)
  try {
    return await create().catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' || !rows[0]!.isOurs || !(await isAbandoned(draft))) throw error
      await rm(draft)
      return create()
    })
  } catch (error) {
    throw sayWhyUnwritten(error, draft)
  }
}

/** Whether the name still leads to the file that was opened. */
async function isStillAt(file: string, opened: BigIntStats): Promise<boolean> {
  const found = await stat(file, { bigint: true }).catch(() => null)
  return found !== null && found.ino === opened.ino && found.dev === opened.dev
}

/** Files may take hours, in which a connection says nothing. */
function clientOf(databaseUrl: string): pg.Client {
  return oneClient(databaseUrl, { keepAlive: true })
}

async function* encoded(frames: AsyncIterable<Frame>): AsyncGenerator<Buffer> {
  for await (const frame of frames) yield encodeFrame(frame)
}

async function insistOnRoom(file: string, expected: number): Promise<void> {
  const folder = path.dirname(file)
  const found = await statfs(folder).catch((error: unknown) => {
    throw sayWhyUnwritten(error, file)
  })
  const free = found.bavail * found.bsize
  if (free < expected)
    throw new BackupError(
      'no-room',
      `A backup needs about ${megabytes(expected)} in ${folder}, and ${megabytes(free)} are free: make room, or name a file on another disk. Nothing was written.`,
    )
}

export const megabytes = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MB`

function sayWhyUnwritten(error: unknown, file: string): unknown {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new BackupError('no-folder', `There is no folder ${path.dirname(file)}: make it first, or name another.`)
    case 'EEXIST':
      return file.endsWith('.new')
        ? new BackupError(
            'draft-exists',
            `${file} is there: another backup is being written to it, or it is somebody’s own file. Wait until it is done, name another file, or delete it once nobody needs it.`,
          )
        : new BackupError('file-exists', `${file} is there already: choose another name, or move it away first.`)
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new BackupError('not-allowed', `Firme may not write ${file}: give its user the right to, or name another.`)
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return new BackupError(
        'no-room',
        `There is no room left for ${file}: make room, or name a file on another disk. Nothing was left of it.`,
      )
    case 'ABORT_ERR':
      return new BackupError('interrupted', 'The backup was interrupted; nothing was left of it.')
    default:
      return error
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  )
}
