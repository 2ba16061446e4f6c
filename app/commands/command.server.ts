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
  says: string
  /** Exit code for failures that may be temporary; default 1. */
  failsWith?: number
  run: (env: Env, args: string[]) => Promise<void>
}

/** The command cannot be carried out; the message says what to do. */
export class Wrong extends Error {}

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/**
 * Opens the database for one command: the configured one, the one already running, or one started just for the command.
 */
export function withDb(work: (db: Db, env: Env, args: string[]) => Promise<void>): Command['run'] {
  return async (env, args) => {
    const running = env.databaseUrl ?? (await runningEmbedded(env.dataDir))
    const started = running ? null : await startForOne(env.dataDir)
    const { db } = openDatabase(await ownerUrl(env, running ?? started!.url), 2)
    try {
      if (started) await migrate(db)
      await work(db, env, args)
    } finally {
      await db.destroy()
      await started?.stop()
    }
  }
}

/**
 * Commands work as the owner of the tables. Of the embedded server we have its superuser, which takes that role.
 *
 * @param url of the server that runs
 */
export async function ownerUrl({ databaseUrl }: Env, url: string): Promise<string> {
  if (databaseUrl) return url
  await secureDatabase(url)
  return asOwner(url)
}

/** A database for as long as the command takes; whatever stops the command stops it too. */
function startForOne(dataDir: string): ReturnType<typeof startEmbedded> {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))
  return startEmbedded(dataDir)
}

export async function keyringOf(db: Db, { keyringFile }: Env): Promise<Keyring> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is === 'new') throw new Wrong(`There is no keyring at ${keyringFile} yet: npm start makes it.`)
  if (standing.is !== 'open') throw new Wrong(keyringWords(standing.is, keyringFile, userName()))
  return standing.keyring
}
