import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openDatabase } from '#db/client'
import { filesOfBackup } from '~/campaigns/library/backed-up-files.server'
import type { Env } from '~/env.server'
import { BackupError } from '~/vault/backups/backup-error'
import { recordBackupRun } from '~/vault/backups/backup-runs.server'
import { megabytes, writeBackup } from '~/vault/backups/write-backup.server'
import { lockToUse } from './backup-keys.server'
import { databaseFor, interruption, say, Wrong } from './command.server'

/** `firme backup FILE [--with-keyring]` */
export async function runBackup(env: Env, args: string[]): Promise<void> {
  const flags = args.filter((arg) => arg.startsWith('--'))
  const [file, ...more] = args.filter((arg) => !flags.includes(arg))
  if (!file || more.length > 0 || flags.some((flag) => flag !== '--with-keyring'))
    throw new Wrong('Say where to: backup FILE, or backup FILE --with-keyring.')
  const signal = interruption()
  await inSentences(async () => {
    const lock = await lockToUse(env)
    const keyring = flags.length > 0 ? await keyringBytes(env) : null
    const { url, stop } = await databaseFor(env)
    const { db } = openDatabase(url, 1)
    const beganAt = new Date()
    const record = (failure: string | null, done: { bytes: number; rows: number } | null) =>
      recordBackupRun(db, {
        kind: 'backup',
        beganAt,
        endedAt: new Date(),
        failure,
        fileName: path.basename(file),
        bytes: done?.bytes ?? null,
        rows: done?.rows ?? null,
      })
    try {
      const files = filesOfBackup(env)
      const done = await writeBackup({ databaseUrl: url, file: path.resolve(file), lock, keyring, files, signal })
      await record(null, done)
      say(
        `${file}: ${megabytes(done.bytes)}, ${done.tables} tables, ${done.rows} rows as of ${done.at.toISOString()}, checksum ${done.checksum}, in ${seconds(beganAt)} seconds.`,
      )
      say(
        keyring
          ? 'The keyring is in it: whoever opens this file can read everybody. Keep it and its passphrase apart.'
          : `The keyring is not in it: keep a copy of ${env.keyringFile} somewhere else. Without it nobody can be read.`,
      )
      if (files) say(`Files of documents and videos in it: ${done.files}.`)
      else say(`The files of documents and videos are not in it: back up ${placeOfFiles(env)} too.`)
      if (done.missing.length > 0)
        say(
          `Missing in ${placeOfFiles(env)}, and so not in it: ${done.missing.length} files of documents and videos, such as ${done.missing[0]}. Put them back from an older backup; npx firme doctor names what is missing.`,
        )
      say(`Try it now and then: npx firme restore-drill ${file}`)
    } catch (error) {
      // A name that is taken is a slip of who typed it, and no failed backup.
      if (!(error instanceof BackupError && error.fault === 'file-exists'))
        await record(error instanceof BackupError ? error.fault : 'unknown', null).catch(() => undefined)
      throw error
    } finally {
      await db.destroy()
      await stop()
    }
  })
}

/** Where the files of documents and videos are, in words. */
export function placeOfFiles({ documents: { dir, bucket } }: Pick<Env, 'documents'>): string {
  return bucket ? `the bucket ${bucket.bucket}` : dir
}

/** Says what goes wrong with a backup in its own sentence, without a stack. */
export async function inSentences(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    throw error instanceof BackupError ? new Wrong(error.message) : error
  }
}

export const seconds = (since: Date) => Math.max(1, Math.round((Date.now() - since.getTime()) / 1000))

async function keyringBytes({ keyringFile }: Env): Promise<Buffer> {
  return readFile(keyringFile).catch((error: NodeJS.ErrnoException) => {
    throw new BackupError(
      'no-keyring',
      `The keyring ${keyringFile} cannot be read (${error.code}): check KEYRING_FILE, or leave out --with-keyring.`,
    )
  })
}
