import { once } from 'node:events'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Env } from '~/env.server'
import { BackupError } from '~/vault/backups/backup-error'
import { type BackupKeys, type BackupLock, keysOf, lockOf, shortestPassphrase } from '~/vault/backups/backup-key.server'

/** What a backup is encrypted to: what the settings say, else a passphrase that is typed twice. */
export async function lockToUse({ backup }: Env): Promise<BackupLock> {
  const lock = await lockOf(backup)
  if (lock) return lock
  const passphrase = await askSecretly(`Passphrase, at least ${shortestPassphrase} characters: `)
  if (passphrase === '')
    throw new BackupError(
      'no-key',
      'A backup is always encrypted: set BACKUP_RECIPIENT (an age public key) or BACKUP_PASSPHRASE, or run this in a terminal, where it asks for a passphrase.',
    )
  if (passphrase.length < shortestPassphrase)
    throw new BackupError(
      'bad-key',
      `The passphrase should have at least ${shortestPassphrase} characters. Four or five words are good.`,
    )
  if ((await askSecretly('The same again: ')) !== passphrase)
    throw new BackupError('bad-key', 'The two differ. Nothing was written.')
  return { passphrase }
}

/** What opens a backup: what the settings say, else a passphrase that is typed. */
export async function keysToUse({ backup }: Env): Promise<BackupKeys> {
  const keys = await keysOf(backup)
  if (keys.passphrase !== null || keys.identities.length > 0) return keys
  const passphrase = await askSecretly('Passphrase: ')
  if (passphrase === '')
    throw new BackupError(
      'no-key',
      'Set BACKUP_IDENTITY_FILE (the private key of the recipient it was made for) or BACKUP_PASSPHRASE, or run this in a terminal, where it asks for the passphrase.',
    )
  return { passphrase, identities: [] }
}

/** What is typed without being shown; an empty text when nobody is there to type. */
async function askSecretly(question: string): Promise<string> {
  if (!process.stdin.isTTY) return ''
  process.stderr.write(question)
  const output = new Writable({ write: (_, __, done) => done() })
  const terminal = createInterface({ input: process.stdin, output, terminal: true })
  try {
    return await Promise.race([terminal.question(''), once(terminal, 'close').then(() => '')])
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}
