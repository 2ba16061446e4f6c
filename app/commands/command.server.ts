import type { Db } from '#db/client'
import { openDatabase } from '#db/client'
import { runningEmbedded, startEmbedded } from '#db/embedded'
import { migrate } from '#db/migrate'
import type { Env } from '~/env.server'
import type { Keyring } from '~/vault/keyring'
import { userName } from '~/vault/keyring-report.server'
import { readKeyring } from '~/vault/keyring-standing.server'
import { keyringWords } from '~/vault/keyring-words'

/** A command of the command line. */
export interface Command {
  /** What it is given, and what it does, for `help`. */
  usage: string
  says: string
  /** Exit code when it went wrong for a reason that may pass; else 1. */
  failsWith?: number
  run: (env: Env, args: string[]) => Promise<void>
}

/** What was asked for cannot be done; the message says what can. */
export class Wrong extends Error {}

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Opens the database for one command: yours, the one that is running, or one that is started for as long as it takes. */
export function withDb(work: (db: Db, env: Env, args: string[]) => Promise<void>): Command['run'] {
  return async (env, args) => {
    const { url, isStarted, stop } = await databaseFor(env, () => {
      for (const signal of signals) process.once(signal, () => process.exit(1))
    })
    const { db } = openDatabase(url, 2)
    try {
      if (isStarted) await migrate(db)
      await work(db, env, args)
    } finally {
      await db.destroy()
      await stop()
    }
  }
}

/**
 * The address of the database, which is started when it does not run. Not migrated.
 *
 * @param beforeStart called before it is started; what stops the command must stop the database too
 */
export async function databaseFor(
  env: Env,
  beforeStart: () => void = () => {},
): Promise<{ url: string; isStarted: boolean; stop(): Promise<void> }> {
  const running = env.databaseUrl ?? (await runningEmbedded(env.dataDir))
  if (running) return { url: running, isStarted: false, stop: async () => {} }
  beforeStart()
  const { url, stop } = await startEmbedded(env.dataDir)
  return { url, isStarted: true, stop }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Aborted by Ctrl-C and the like, for a command that tidies up before it ends. A second Ctrl-C ends it at once. */
export function interruption(): AbortSignal {
  const controller = new AbortController()
  for (const signal of signals)
    process.on(signal, () => (controller.signal.aborted ? process.exit(1) : controller.abort()))
  return controller.signal
}

export async function keyringOf(db: Db, { keyringFile }: Env): Promise<Keyring> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is === 'new') throw new Wrong(`There is no keyring at ${keyringFile} yet: npm start makes it.`)
  if (standing.is !== 'open') throw new Wrong(keyringWords(standing.is, keyringFile, userName()))
  return standing.keyring
}
