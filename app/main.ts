import cluster from 'node:cluster'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openDatabase } from '#db/client'
import { type EmbeddedPostgres, startEmbedded } from '#db/embedded'
import { choosePort } from '#db/free-port'
import { isAway } from '#db/is-away'
import { migrate, missingFromSchema } from '#db/migrate'
import { type Credentials, connectionsFor, type KeptCredentials, openCredentials, secureDatabase } from '#db/roles'
import { seedDemo } from '#db/seeds/demo'
import { seedReference } from '#db/seeds/reference'
import { closeCaptured } from '~/channels/captured-files.server'
import { ownerLink } from '~/office/team/owner-link.server'
import { vouchForOldRows } from '~/office/team/vouch-for-rows.server'
import { keepSharedCounts } from '~/web/http/shared-counts.server'
import { channelChecks } from '~/web/site/ready.server'
import { isCapturing } from './channel-states'
import { childEnvironment } from './child-environment'
import { type Env, EnvError, ownEnvironment } from './env.server'
import { explain } from './explain.server'
import { type Keeper, openKeeper, type ProcessRole } from './keeper'
import { paths } from './paths'
import { userName } from './vault/keyring-report.server'
import { readOrMakeKeyring } from './vault/keyring-standing.server'
import { keyringWords } from './vault/keyring-words'
import { createVaultKey, vaultKeyCreator } from './vault/vault-keys.server'
import { prepareJobs } from './worker/prepare-jobs.server'

const roles: readonly ProcessRole[] = ['web', 'office', 'worker']
/**
 * Starts Firme and runs until stopped: the database (unless `DATABASE_URL` names one), migrations, places, the keyring,
 * outside production the demo campaign if there is no other, then each role's processes, restarted when they end.
 *
 * @param only the roles to start; empty means all
 * @returns once every server listens
 */
export async function startRoles(env: Env, only: ProcessRole[]): Promise<Keeper> {
  const wanted = only.length > 0 ? only : roles
  // It would capture the mail that it is to send.
  if (wanted.includes('worker') && env.mailHost && !env.smtpUrl)
    throw new EnvError('MAIL_HOST is for machines without the worker: set SMTP_URL here.')
  let database: Awaited<ReturnType<typeof keepDatabase>> | null = null
  let keeper: Keeper | null = null
  let watch: NodeJS.Timeout | undefined
  let stopping: Promise<never> | null = null
  const stopAll = async (code: number) => {
    clearInterval(watch)
    await keeper?.stop()
    await database?.stop()
    process.exit(code)
  }
  const stop = (code: number) => void (stopping ??= stopAll(code))
  // A launcher may forward a signal that the whole process group has received, so one stop can arrive twice. Only a
  // second Ctrl-C means: stop at once.
  process.on('SIGINT', () => (stopping ? process.exit(1) : stop(0)))
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))

  const given = givenCredentials(env, wanted)
  if (!given) database = await keepDatabase(env)

  let own: KeptCredentials | null = null
  let credentials: Partial<Credentials>
  let prepared: Prepared
  try {
    if (database) own = await ownCredentials(database.url, env.webConcurrency)
    credentials = given ?? own!.credentials
    prepared = await prepare(env, credentials, wanted)
  } catch (error) {
    await database?.stop()
    throw error
  }
  // While texts and calls are captured they go to the simulator on this machine; the worker needs it, and the other
  // roles query it.
  const simulator: Record<string, string> =
    env.channels.texts === 'capture' && !env.twilio && wanted.includes('worker')
      ? {
          SIMULATOR_URL: `http://127.0.0.1:${await portOfSimulator()}`,
          SIMULATOR_TOKEN: randomBytes(16).toString('hex'),
        }
      : {}
  const isSimulated = 'SIMULATOR_URL' in simulator
  keepSharedCounts()
  keeper = openKeeper({
    environment: (child) => {
      const url = child === 'simulator' ? undefined : credentials[child]
      const own = {
        ...(url ? { DATABASE_URL: url } : {}),
        ...(env.mailHost ? { MAIL_HOST: env.mailHost } : {}),
        ...simulator,
      }
      return childEnvironment(child, ownEnvironment(), own)
    },
    giveUp: () => stop(1),
    stopWithin: env.stopGrace + 10_000,
  })
  if (isSimulated) keeper.start('simulator')
  const children = wanted.flatMap((role) => Array.from({ length: role === 'web' ? env.webConcurrency : 1 }, () => role))
  for (const role of children) keeper.start(role)
  await untilListening(wanted.filter((role) => role !== 'worker').length + (isSimulated ? 1 : 0))
  if (own) watch = watchCredentials(own, keeper)
  process.stdout.write(addresses(env, wanted, prepared))
  return keeper
}

/**
 * Where the processes reach a server of the operator's own: each with its own credential, or all with that of DATABASE_URL.
 *
 * @returns null when there is none, and the embedded server is to be started
 * @throws EnvError when a process that is to be started would have none
 */
function givenCredentials(
  { databaseUrl, databaseUrls }: Env,
  wanted: readonly ProcessRole[],
): Partial<Credentials> | null {
  if (!databaseUrl && Object.values(databaseUrls).every((url) => url === null)) return null
  const missing = wanted.filter((role) => !databaseUrls[role] && !databaseUrl)
  if (missing.length > 0)
    throw new EnvError(
      `${missing.map((role) => `DATABASE_URL_${role.toUpperCase()}`).join(' and ')} should be set too, or DATABASE_URL for all.`,
    )
  const of = (role: ProcessRole) => databaseUrls[role] ?? databaseUrl!
  return {
    ...(databaseUrl ? { owner: databaseUrl } : {}),
    ...Object.fromEntries(wanted.map((role) => [role, of(role)])),
  }
}

/** The embedded server's: its superuser stays with this process, and each child gets a role of its own. */
async function ownCredentials(adminUrl: string, webProcesses: number): Promise<KeptCredentials> {
  await secureDatabase(adminUrl, webProcesses)
  return openCredentials(adminUrl)
}

/** Milliseconds. */
const lookEvery = 5_000

/** Starts a role's processes again with a new password when somebody has changed the one they have. */
function watchCredentials(own: KeptCredentials, keeper: Keeper): NodeJS.Timeout {
  let isLooking = false
  const due = new Set<ProcessRole>()
  const look = async () => {
    for (const role of await own.renewChanged()) {
      process.stderr.write(
        `Somebody has changed the database account of ${role}: it has a new password. A process of ours may have been taken over.\n`,
      )
      if (role !== 'owner') due.add(role)
    }
    // One that cannot be replaced now is tried again at the next look, and holds up no other.
    const replaced = await Promise.allSettled([...due].map((role) => keeper.replace(role).then(() => due.delete(role))))
    for (const one of replaced) if (one.status === 'rejected') throw one.reason
  }
  return setInterval(() => {
    if (isLooking) return
    isLooking = true
    look()
      .catch((error: unknown) => {
        if (!isAway(error)) process.stderr.write(`The database accounts could not be looked at: ${explain(error)}\n`)
      })
      .finally(() => (isLooking = false))
  }, lookEvery)
}

/** The database, started again on the same port whenever it ends before we do. */
async function keepDatabase(env: Env): Promise<{ url: string; stop(): Promise<void> }> {
  let isStopping = false
  let current: EmbeddedPostgres = await startOwn(env)
  const { url } = current
  const watch = () =>
    void current.ended.then(async () => {
      if (isStopping) return
      process.stderr.write('The database has stopped; starting it again.\n')
      current = await startAgain(env, Number(new URL(url).port))
      watch()
    })
  watch()
  return {
    url,
    async stop() {
      isStopping = true
      await current.stop()
    },
  }
}

/** Retries with increasing delays, indefinitely: the server may end during recovery (killed twice, a full disk). */
async function startAgain(env: Env, port: number, failures = 0): Promise<EmbeddedPostgres> {
  try {
    return await startOwn(env, port)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    await sleep(Math.min(200 * 2 ** failures, 10_000))
    return startAgain(env, port, failures + 1)
  }
}

function startOwn({ dataDir, webConcurrency }: Env, keepsPort: number | null = null): Promise<EmbeddedPostgres> {
  return startEmbedded(dataDir, { max_connections: String(connectionsFor(webConcurrency)) }, keepsPort)
}

/** Results of the preparation, to be printed. */
interface Prepared {
  /** The first owner's link, or null when there is none to offer. */
  link: string | null
  /** Why worker and office stay locked, and what to do; null if they do not. */
  locked: string | null
}

/**
 * The web role neither creates nor needs a keyring. If the keyring does not open the database, everything else still
 * starts.
 *
 * @throws EnvError when migrations wait and the owner's credential is elsewhere
 */
async function prepare(env: Env, credentials: Partial<Credentials>, wanted: readonly ProcessRole[]): Promise<Prepared> {
  await closeCaptured(env.dataDir)
  if (credentials.owner) await prepareSchema(credentials.owner)
  const role = wanted.includes('office') ? 'office' : wanted.includes('worker') ? 'worker' : 'web'
  const { db } = openDatabase(credentials.owner ?? credentials[role]!, 1)
  try {
    if (!credentials.owner && (await missingFromSchema(db)).length > 0)
      throw new EnvError('The database is not up to date: run npx firme migrate with DATABASE_URL of its owner.')
    if (role === 'web') return { link: null, locked: null }
    const { standing, isMade } = await readOrMakeKeyring(db, env.keyringFile)
    if (isMade) process.stdout.write(`Made the keyring ${env.keyringFile}: keep a copy apart from the database.\n`)
    if (standing.is !== 'open') return { link: null, locked: keyringWords(standing.is, env.keyringFile, userName()) }
    const { keyring } = standing
    const now = new Date()
    if (env.isProduction) await createVaultKey(db, keyring, null)
    else if (credentials.owner && (await seedDemo(db, vaultKeyCreator(keyring), now)) === 'seeded')
      await (await import('~/campaigns/library/seed-documents.server')).seedDocuments(db, env, now)
    if (role === 'worker') return { link: null, locked: null }
    // Owners from before their rows had a proof are owners all the same.
    await vouchForOldRows(db, keyring, now)
    return { link: await ownerLink(db, keyring, false, now), locked: null }
  } finally {
    await db.destroy()
  }
}

/** The schema, the rights in it, the queue of jobs and the places. */
async function prepareSchema(ownerUrl: string): Promise<void> {
  const { db, pool } = openDatabase(ownerUrl, 1)
  try {
    await migrate(db)
    await seedReference(db)
    await prepareJobs(pool)
  } finally {
    await db.destroy()
  }
}

/** @param doors number of ports */
async function untilListening(doors: number): Promise<void> {
  const open = new Set<number>()
  while (open.size < doors)
    await new Promise<void>((resolve) => cluster.once('listening', (_, { port }) => resolve(void open.add(port))))
}

function addresses(env: Env, wanted: readonly ProcessRole[], { link, locked }: Prepared): string {
  const { publicUrl, officeUrl, port, channels, dataDir, hasDevPages } = env
  const lines = [
    ['Site', `${publicUrl}${paths.home('en')}   ${publicUrl}${paths.home('es')}`],
    ...(wanted.includes('office') ? [['Office', `${officeUrl}${paths.office.home()}`]] : []),
    ...(link ? [['First owner, once', `${officeUrl}${paths.office.join(link)}`]] : []),
    ...channelChecks(env).map(({ name, detail }) => [`${name[0]!.toUpperCase()}${name.slice(1)}`, detail]),
    ...(isCapturing(channels)
      ? [['What is captured', hasDevPages ? `${publicUrl}${paths.devOutbox()}` : path.join(dataDir, 'outbox')]]
      : []),
    ...(channels.texts === 'capture' && hasDevPages ? [['A phone to try', `${publicUrl}${paths.devPhone()}`]] : []),
    ...(hasDevPages ? [['Every mail', `${publicUrl}${paths.devEmails()}`]] : []),
    ...(locked ? [['LOCKED', locked]] : []),
    ['Health', `http://localhost:${port}${paths.health()}   http://localhost:${port}${paths.ready()}`],
  ]
  return `\nFirme is running. Ctrl-C stops it.\n\n${lines.map(([name, url]) => `  ${name!.padEnd(24)} ${url}\n`).join('')}\n`
}

/** It keeps it across restarts. */
async function portOfSimulator(): Promise<number> {
  const port = await choosePort()
  if (port === null) throw new Error('no free port on 127.0.0.1 for the simulator of texts and calls')
  return port
}
