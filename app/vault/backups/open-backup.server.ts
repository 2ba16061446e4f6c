import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import { createGunzip } from 'node:zlib'
import { unknownMigration } from '#db/migrate'
import { BackupError } from './backup-error'
import { type BackupKeys, decrypterFor } from './backup-key.server'
import { type BackupHead, headWords, partWords, storedSumWords, sumWords, type TableSum } from './contents'
import { decodeFrames, type Frame } from './frames'

/** A part of a backup as it is read; its bytes must be read before the next part is asked for. */
type BackupPart =
  | { is: 'keyring'; bytes: Buffer }
  | { is: 'file'; name: string; size: number; bytes: () => AsyncGenerator<Buffer, void, void> }
  | {
      is: 'table'
      table: string
      columns: string[]
      rows: () => AsyncGenerator<Buffer, void, void>
      /** What was counted when it was written; known once the rows have been read. */
      sum: () => TableSum
    }

/** A backup that has been opened. */
export interface OpenedBackup {
  head: BackupHead
  parts: () => AsyncGenerator<BackupPart, void, void>
}

/**
 * Opens a backup and reads what it is of. Its parts are read as a stream, in bounded memory; whether the file is whole
 * is known when the last part has been read.
 *
 * @throws BackupError when it cannot be opened; from `parts` also when it is damaged or cut off
 */
export async function openBackup(file: string, keys: BackupKeys, signal?: AbortSignal): Promise<OpenedBackup> {
  const frames = decodeFrames(await decrypted(file, keys, signal))
  const take = async (): Promise<Frame | null> => {
    try {
      const { value, done } = await frames.next()
      return done ? null : value
    } catch (error) {
      throw damaged(file, error, signal)
    }
  }
  const head = headWords.safeParse(wordsOf(await take()))
  if (!head.success)
    throw new BackupError('newer', `${file} was written by another version of Firme: update Firme and try again.`)
  const newer = unknownMigration(head.data.migrations)
  if (newer)
    throw new BackupError(
      'newer',
      `${file} is of a newer version of Firme (its database has ${newer}): update Firme and try again.`,
    )
  return { head: head.data, parts: () => readParts(file, take) }
}

async function* readParts(file: string, take: () => Promise<Frame | null>): AsyncGenerator<BackupPart, void, void> {
  for (;;) {
    const found = partWords.safeParse(wordsOf(await take()))
    if (!found.success) throw damaged(file)
    const part = found.data
    if ('end' in part) break
    if ('file' in part) {
      const bytes: Buffer[] = []
      let frame = await take()
      for (; frame?.is === 'bytes'; frame = await take()) bytes.push(frame.bytes)
      yield { is: 'keyring', bytes: Buffer.concat(bytes) }
      continue
    }
    if ('stored' in part) {
      yield { is: 'file', name: part.stored, size: part.bytes, bytes: () => bytesOfFile(file, take) }
      continue
    }
    let sum: TableSum | null = null
    yield {
      is: 'table',
      ...part,
      async *rows() {
        let frame = await take()
        for (; frame?.is === 'bytes'; frame = await take()) yield frame.bytes
        const parsed = sumWords.safeParse(wordsOf(frame))
        if (!parsed.success) throw damaged(file)
        sum = { table: part.table, ...parsed.data }
      },
      sum: () => sum!,
    }
  }
  // Whether the end of the file is its real end is only said once it has been read.
  if ((await take()) !== null) throw damaged(file)
}

/** @throws BackupError when they are not those that were written */
async function* bytesOfFile(file: string, take: () => Promise<Frame | null>): AsyncGenerator<Buffer, void, void> {
  const hash = createHash('sha256')
  let frame = await take()
  for (; frame?.is === 'bytes'; frame = await take()) {
    hash.update(frame.bytes)
    yield frame.bytes
  }
  const sum = storedSumWords.safeParse(wordsOf(frame))
  if (!sum.success || sum.data.sha256 !== hash.digest('hex')) throw damaged(file)
}

async function decrypted(
  file: string,
  keys: BackupKeys,
  signal: AbortSignal | undefined,
): Promise<AsyncIterable<Buffer>> {
  await insistOnAge(file)
  const plain = await decrypterFor(keys)
    .decrypt(Readable.toWeb(createReadStream(file)) as globalThis.ReadableStream<Uint8Array>)
    .catch((error: Error) => {
      if (!error.message.includes('no identity matched')) throw damaged(file, error, signal)
      throw new BackupError(
        'wrong-key',
        `${file} does not open with this ${keys.identities.length > 0 ? 'key (BACKUP_IDENTITY_FILE) or passphrase' : 'passphrase'}: check it and try again. A backup made with BACKUP_RECIPIENT opens with BACKUP_IDENTITY_FILE.`,
      )
    })
  const unpacked = createGunzip()
  pipeline(Readable.fromWeb(plain as unknown as ReadableStream), unpacked, { signal }).catch(() => {})
  return unpacked
}

/** What every age file begins with. */
export const ageMagic = 'age-encryption.org/v1\n'

async function insistOnAge(file: string): Promise<void> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EACCES'
      ? new BackupError('not-allowed', `${file} cannot be read by this user: give it the right to.`)
      : new BackupError('no-file', `There is no file ${file}.`)
  })
  try {
    const { buffer, bytesRead } = await handle
      .read(Buffer.alloc(ageMagic.length), 0, ageMagic.length, 0)
      .catch(() => ({ buffer: Buffer.alloc(0), bytesRead: 0 }))
    if (buffer.subarray(0, bytesRead).toString('latin1') !== ageMagic)
      throw new BackupError(
        'not-a-backup',
        `${file} is no backup of Firme: name a file that \`npx firme backup\` wrote.`,
      )
  } finally {
    await handle.close()
  }
}

function damaged(file: string, cause?: unknown, signal?: AbortSignal): BackupError {
  if (cause instanceof BackupError) return cause
  if (signal?.aborted) return new BackupError('interrupted', 'Interrupted; nothing was changed.')
  return new BackupError(
    'damaged',
    `${file} is damaged or cut off: nothing of it is used. Take another copy of it, or an older backup.`,
  )
}

const wordsOf = (frame: Frame | null) => (frame?.is === 'words' ? frame.words : null)
