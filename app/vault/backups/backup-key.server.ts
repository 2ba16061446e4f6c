import { readFile } from 'node:fs/promises'
import { Decrypter, Encrypter } from 'age-encryption'
import type { Env } from '~/env.server'
import { BackupError } from './backup-error'

type Settings = Env['backup']

/** What a backup is encrypted to: one passphrase, or public keys whose private halves are elsewhere. */
export type BackupLock = { passphrase: string } | { recipients: string[] }

/** What opens one. */
export interface BackupKeys {
  passphrase: string | null
  identities: string[]
}

/** The passphrase of the settings, or null. @throws BackupError when its file cannot be read */
async function passphraseOf({ passphrase, passphraseFile }: Settings): Promise<string | null> {
  if (!passphraseFile) return passphrase
  const [line = ''] = (await readSecret('BACKUP_PASSPHRASE_FILE', passphraseFile)).split('\n')
  if (line.trim().length < shortestPassphrase)
    throw new BackupError(
      'bad-key',
      `The first line of ${passphraseFile} should be a passphrase of at least ${shortestPassphrase} characters.`,
    )
  return line.trim()
}

export const shortestPassphrase = 12

/** What the settings say a backup is encrypted to; null when they say nothing. */
export async function lockOf(settings: Settings): Promise<BackupLock | null> {
  if (settings.recipients.length > 0) return { recipients: settings.recipients }
  const passphrase = await passphraseOf(settings)
  return passphrase === null ? null : { passphrase }
}

/** What the settings have to open a backup with. */
export async function keysOf(settings: Settings): Promise<BackupKeys> {
  const identities = settings.identityFile
    ? (await readSecret('BACKUP_IDENTITY_FILE', settings.identityFile))
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('#'))
    : []
  return { passphrase: await passphraseOf(settings), identities }
}

/** @throws BackupError when a recipient is mistyped */
export function encrypterFor(lock: BackupLock): Encrypter {
  const encrypter = new Encrypter()
  if ('passphrase' in lock) encrypter.setPassphrase(lock.passphrase)
  else
    for (const recipient of lock.recipients) {
      try {
        encrypter.addRecipient(recipient)
      } catch {
        throw new BackupError(
          'bad-key',
          `BACKUP_RECIPIENT: ${recipient} is no age recipient; it is the line after "Public key:" that age-keygen prints.`,
        )
      }
    }
  return encrypter
}

/** @throws BackupError when an identity is mistyped */
export function decrypterFor({ passphrase, identities }: BackupKeys): Decrypter {
  const decrypter = new Decrypter()
  if (passphrase !== null) decrypter.addPassphrase(passphrase)
  for (const identity of identities) {
    try {
      decrypter.addIdentity(identity)
    } catch {
      throw new BackupError(
        'bad-key',
        'BACKUP_IDENTITY_FILE should hold lines that begin with AGE-SECRET-KEY-, as age-keygen writes them.',
      )
    }
  }
  return decrypter
}

async function readSecret(setting: string, file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new BackupError('bad-key', `${setting}: ${file} cannot be read (${error.code}).`)
  })
}
