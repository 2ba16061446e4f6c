import { accessSync, constants } from 'node:fs'
import { chmod, lstat, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { openDatabase } from '#db/client'
import { startEmbedded, stopLeftBehind } from '#db/embedded'
import { bringBackFiles, missingFiles } from '~/campaigns/library/backed-up-files.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import type { Env } from '~/env.server'
import { audit } from '~/office/guard/audit.server'
import { eraseAgain } from '~/office/people/erasures/erase-again.server'
import { isPaused, setPaused } from '~/queue/outbox/switches.server'
import { BackupError } from '~/vault/backups/backup-error'
import { type Erasures, erasuresFile, readErasures } from '~/vault/backups/erased-rows.server'
import { type Loaded, loadBackup } from '~/vault/backups/load-backup.server'
import { type OpenedBackup, openBackup } from '~/vault/backups/open-backup.server'
import { inSentences, placeOfFiles, seconds } from './backup.server'
import { keysToUse } from './backup-keys.server'
import { interruption, say, Wrong } from './command.server'

/** `firme restore FILE`: into an empty place, never over anything. */
export async function runRestore(env: Env, [file, ...more]: string[]): Promise<void> {
  if (!file || more.length > 0) throw new Wrong('Say which: restore FILE.')
  const signal = interruption()
  await inSentences(async () => {
    await insistOnFreeFolder(env)
    const beganAt = new Date()
    const backup = await openBackup(file, await keysToUse(env), signal)
    const erasures = await readErasures(file)
    const order = { backup, erasures, files: bringBackFiles(storageOf(env)) }
    const done = await (env.databaseUrl ? restoreInto(env.databaseUrl, env, order) : restoreFolder(env, order))
    sayWhatIsBack(done, backup, erasures, seconds(beganAt))
  })
}

interface Order {
  backup: OpenedBackup
  erasures: Erasures | null
  files: ReturnType<typeof bringBackFiles>
}

interface Restored {
  loaded: Loaded
  /** Documents and videos whose files are not in the storage now. */
  missing: string[] | 'storage-away'
  placeOfFiles: string
  again: Awaited<ReturnType<typeof eraseAgain>> | null
  isOnHold: boolean
  keyring: 'written' | 'there' | 'missing'
  keyringFile: string
}

async function insistOnFreeFolder({ databaseUrl, dataDir }: Env): Promise<void> {
  if (databaseUrl || !(await isThere(path.join(dataDir, 'postgres')))) return
  throw new BackupError(
    'not-empty',
    `There is a database in ${dataDir} already: set DATA_DIR to a new folder, or move this one away first. Nothing was changed.`,
  )
}

/** Beside where it will be, and moved there when it is whole: a start never finds half a database. */
async function restoreFolder(env: Env, order: Order): Promise<Restored> {
  const { dataDir } = env
  const draft = path.join(dataDir, 'restore.new')
  await stopLeftBehind(draft)
  await rm(draft, { recursive: true, force: true })
  try {
    const server = await startEmbedded(draft)
    const done = await restoreInto(server.url, env, order).finally(() => server.stop())
    // First how to get in, then the database: the other way round nobody would know its password.
    for (const name of ['database.json', 'postgres']) await rename(path.join(draft, name), path.join(dataDir, name))
    return done
  } catch (error) {
    await order.files.undo()
    throw error
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** Deletes the files it added only when their rows are rolled back too. */
async function restoreInto(url: string, env: Env, { backup, erasures, files }: Order): Promise<Restored> {
  const { keyringFile } = env
  const own = await ownKeyring(keyringFile)
  const loaded = await loadBackup(url, backup, {
    keyring(keyring) {
      if (own && !own.equals(keyring))
        throw new BackupError(
          'other-keyring',
          `There is another keyring at ${keyringFile} than the one in the backup: move it away, or set KEYRING_FILE, and try again. Nothing was changed.`,
        )
      if (!own) insistOnPlaceFor(keyringFile)
    },
    file: files.take,
  }).catch(async (error: unknown) => {
    await files.undo()
    throw error
  })
  const safe = await makeSafe(url, backup, erasures).catch((error: Error) => {
    // In a folder of its own the database is deleted again.
    if (!env.databaseUrl) throw error
    throw new BackupError(
      'unknown',
      `The rows are back, but nothing is stopped and nobody is signed out yet (${error.message}): do not start Firme on this database. Make a new one and restore again.`,
    )
  })
  const more = { ...safe, missing: await missingIn(url, env) }
  if (loaded.keyring && !own) {
    await writeFile(keyringFile, loaded.keyring, { mode: 0o600, flag: 'wx' })
    await chmod(keyringFile, 0o600)
  }
  return {
    loaded,
    ...more,
    placeOfFiles: placeOfFiles(env),
    keyring: own ? 'there' : loaded.keyring ? 'written' : 'missing',
    keyringFile,
  }
}

async function ownKeyring(file: string): Promise<Buffer | null> {
  return readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new BackupError(
      'no-keyring',
      `The keyring ${file} cannot be read (${error.code}): check KEYRING_FILE and its rights, and try again. Nothing was changed.`,
    )
  })
}

function insistOnPlaceFor(keyringFile: string): void {
  try {
    accessSync(path.dirname(keyringFile), constants.W_OK)
  } catch (error) {
    throw new BackupError(
      'no-keyring',
      `The keyring in the backup cannot be written to ${keyringFile} (${(error as NodeJS.ErrnoException).code}): make its folder, or set KEYRING_FILE, and try again. Nothing was changed.`,
    )
  }
}

async function missingIn(url: string, env: Env): Promise<Restored['missing']> {
  const { db } = openDatabase(url, 1)
  try {
    return (await missingFiles(db, storageOf(env))).missing
  } catch {
    return 'storage-away'
  } finally {
    await db.destroy()
  }
}

/**
 * What has to be so before anything starts on an older state: nothing is sent, nobody is signed in, and whoever asked to
 * be erased since is.
 */
async function makeSafe(
  url: string,
  backup: OpenedBackup,
  erasures: Erasures | null,
): Promise<Pick<Restored, 'again' | 'isOnHold'>> {
  const { db } = openDatabase(url, 1)
  const now = new Date()
  try {
    return await db.transaction().execute(async (trx) => {
      for (const name of ['mail', 'sms', 'calls'] as const) await setPaused(trx, name, true, null, now)
      await trx.updateTable('organizer_session').set({ ended_at: now }).where('ended_at', 'is', null).execute()
      await trx.deleteFrom('access_link').execute()
      await trx.deleteFrom('address_change').execute()
      const isOnHold = await isPaused(trx, 'legal-hold')
      const again = erasures && !isOnHold ? await eraseAgain(trx, erasures, now) : null
      await audit(
        trx,
        { organizerId: null, groupId: null, act: 'restored-backup', subject: `of ${backup.head.at}` },
        now,
      )
      return { again, isOnHold }
    })
  } finally {
    await db.destroy()
  }
}

function sayWhatIsBack(
  { loaded, again, isOnHold, missing, placeOfFiles, keyring, keyringFile }: Restored,
  { head }: OpenedBackup,
  erasures: Erasures | null,
  took: number,
): void {
  const { tables, rows, checksum, migrated } = loaded
  say(`Restored as of ${head.at}: ${tables} tables, ${rows} rows, checksum ${checksum}, in ${took} seconds.`)
  if (migrated.length > 0) say(`Brought up to date: ${migrated.join(', ')}.`)
  if (head.hasFiles) say(`Files of documents and videos back in ${placeOfFiles}: ${loaded.files}.`)
  if (missing === 'storage-away')
    say(
      `Whether the files of documents and videos are there is not known: ${placeOfFiles} cannot be read. See npx firme doctor.`,
    )
  else if (missing.length > 0)
    say(
      `Files of documents and videos missing in ${placeOfFiles}: ${missing.length}, such as that of ${missing[0]}. ${head.hasFiles ? 'They were missing when the backup was made: put them back from an older one.' : 'The backup does not have them: put your copy of them there before you start Firme.'}`,
    )
  if (keyring === 'written') say(`The keyring is back at ${keyringFile}: keep a copy apart from the backups.`)
  if (keyring === 'missing') say(`There is no keyring at ${keyringFile}: put your copy back before you start Firme.`)
  say('Mail, texts and calls are stopped, and everybody in the office is signed out.')
  if (again && erasures)
    say(
      `Until ${erasures.writtenAt.toISOString()} ${again.people} people and ${again.signatures} signatures had been erased since, and were erased again; ${again.optedOut} opt-outs were put back.`,
    )
  if (erasures && isOnHold)
    say('There is a legal hold, so whoever asked to be erased since is in the database again and waits for its end.')
  const from = again ? erasures!.writtenAt.toISOString() : head.at
  say(
    [
      `Before you start: who asked after ${from} to be erased or to get no more messages is not known here${again ? '' : ` (no ${erasuresFile} lay beside the backup)`}.`,
      'Go through mail, texts and notes since then, erase those people again in the office, and only then let messages go on:',
      '    npx firme go-on mail, npx firme go-on sms, npx firme go-on calls',
      'What waited to be sent then may have been sent since, and is sent again.',
    ].join('\n'),
  )
}

async function isThere(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  )
}
