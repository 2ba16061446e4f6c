import { stat } from 'node:fs/promises'
import type { Db } from '#db/client'
import type { Keyring } from './keyring'
import { reportKeyring } from './keyring-report.server'
import { readKeyring } from './keyring-standing.server'
import type { Unopened } from './keyring-words'

/** Watches the keyring of one role. */
export interface KeyringWatch {
  /**
   * Why the last check that reached the database could not open it; null when it did, or when the installation is new.
   */
  why: () => Unopened | null
  /** Resolves when no check is in progress any more. */
  stop: () => Promise<void>
}

interface Watching {
  file: string
  role: 'worker' | 'office'
  /**
   * Called when the keyring first opens; until then the role is locked. Called again at the next check if it throws.
   */
  onOpen: (keyring: Keyring) => void | Promise<void>
  noteError: (error: unknown) => void
}

/** Milliseconds. */
const lookEvery = { held: 15_000, locked: 3_000 }

/**
 * Checks the keyring until it opens the database, and from then on whether it still does; reports each result for
 * readiness checks.
 */
export async function watchKeyring(db: Db, { file, role, onOpen, noteError }: Watching): Promise<KeyringWatch> {
  let isHeld = false
  let why: Unopened | null = null
  const look = async () => {
    try {
      const standing = await readKeyring(db, file)
      why = standing.is === 'open' || standing.is === 'new' ? null : standing.is
      if (standing.is === 'open' && !isHeld) {
        await onOpen(standing.keyring)
        isHeld = true
      }
      await reportKeyring(db, { role, is: standing.is, isHeld, isPrivate: await isPrivate(file), file })
    } catch (error) {
      noteError(error)
    }
  }
  let timer: NodeJS.Timeout | null = null
  let isStopping = false
  let looking = Promise.resolve()
  const lookAndWait = async () => {
    await look()
    if (!isStopping) timer = setTimeout(() => (looking = lookAndWait()), isHeld ? lookEvery.held : lookEvery.locked)
  }
  await lookAndWait()
  return {
    why: () => why,
    async stop() {
      isStopping = true
      if (timer) clearTimeout(timer)
      await looking
    },
  }
}

async function isPrivate(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => null)
  return found === null || (found.mode & 0o077) === 0
}
