import type { Db } from '#db/client'
import { openDatabase } from '#db/client'
import { runningEmbedded, startEmbedded } from '#db/embedded'
import { migrate } from '#db/migrate'
import { asOwner, secureDatabase } from '#db/roles'
import type { Env } from '~/env.server'
import type { Keyring } from '~/vault/keyring'
import { userName } from '~/vault/keyring-report.server'
import { readKeyring } from '~/vault/keyring-standing.server'
import { keyringWords } from '~/vault/keyring-words'

/** A command of the command line. */
export interface Command {
  /** Its name and arguments, for `help`. */
  usage: string
  /** Most arguments it takes; none unless given. */
  most?: number
  says: string
  /** Exit code for failures that may be temporary; default 1. */
  failsWith?: number
  run: (env: Env, args: string[]) => Promise<void>
}

/** The command cannot be carried out; the message says what to do. */
export class Wrong extends Error {}

/** EX_TEMPFAIL: the mail server keeps the message and retries; after other exit codes it gives up. */
export const tryAgain = 75

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/**
 * Opens the database for one command: the configured one, the one already running, or one started just for the command.
 */
export function withDb(work: (db: Db, env: Env, args: string[]) => Promise<void>): Command['run'] {
  return async (env, args) => {
    const { url, isStarted, stop } = await databaseFor(env, () => {
      for (const signal of signals) process.once(signal, () => process.exit(1))
    })
    const { db } = openDatabase(await ownerUrl(env, url), 2)
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
 * Commands work as the owner of the tables. Of the embedded server we have its superuser, which takes that role.
 *
 * @param url of the server that runs
 */
export async function ownerUrl({ databaseUrl, webConcurrency }: Env, url: string): Promise<string> {
  if (databaseUrl) return url
  await secureDatabase(url, webConcurrency)
  return asOwner(url)
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
