import cluster, { type Worker } from 'node:cluster'
import { randomBytes } from 'node:crypto'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '#db/client'
import { type EmbeddedPostgres, EmbeddedPostgresError, startEmbedded } from '#db/embedded'
import { migrate } from '#db/migrate'
import { seedDemo } from '#db/seeds/demo'
import { seedPlaces } from '#db/seeds/places'
import { seedPowers } from '#db/seeds/powers'
import { closeCaptured } from '~/channels/captured-files.server'
import { ownerLink } from '~/office/team/invitations.server'
import { channelChecks } from '~/web/site/ready.server'
import { isCapturing } from './channel-states'
import { type Env, EnvError, readEnv } from './env.server'
import { paths } from './paths'
import { userName } from './vault/keyring-report.server'
import { readOrMakeKeyring } from './vault/keyring-standing.server'
import { keyringWords } from './vault/keyring-words'
import { createVaultKey, vaultKeyCreator } from './vault/vault-keys.server'

/** A part of Firme that runs in processes of its own. */
export type Role = 'web' | 'office' | 'worker'

/** What runs beside the roles while no provider of texts and calls is set. */
type Beside = 'simulator'

const roles: readonly Role[] = ['web', 'office', 'worker']
const stopWithin = 10_000

// Web processes accept by themselves: a connection that the parent holds for one that is killed would hang for ever.
cluster.schedulingPolicy = cluster.SCHED_NONE

/**
 * Starts Firme and stays until it is told to stop: the database (unless `DATABASE_URL` names one), the schema, the
 * places, the keyring, the demo campaign when there is no other, then the processes of each role, each started again when it ends.
 *
 * @param only the roles to start; none named means all
 */
export async function startRoles(env: Env, only: Role[]): Promise<void> {
  const wanted = only.length > 0 ? only : roles
  const database = env.databaseUrl ? null : await keepDatabase(env)
  const databaseUrl = env.databaseUrl ?? database!.url
  let isStopping = false
  const stop = async (code: number) => {
    if (isStopping) process.exit(1)
    isStopping = true
    await stopChildren()
    await database?.stop()
    process.exit(code)
  }
  process.on('SIGINT', () => void stop(0))
  process.on('SIGTERM', () => void stop(0))

  let prepared: Prepared
  try {
    prepared = await prepare(env, databaseUrl, wanted)
  } catch (error) {
    await database?.stop()
    throw error
  }
  // While texts and calls are captured they go to a stand-in on this machine; a worker needs it, and the others ask it.
  const simulator: Record<string, string> =
    env.channels.texts === 'capture' && !env.twilio && wanted.includes('worker')
      ? { SIMULATOR_URL: `http://127.0.0.1:${await freePort()}`, SIMULATOR_TOKEN: randomBytes(16).toString('hex') }
      : {}
  const isSimulated = 'SIMULATOR_URL' in simulator
  const house: House = {
    settings: { DATABASE_URL: databaseUrl, ...simulator },
    isStopping: () => isStopping,
    giveUp: () => void stop(1),
  }
  if (isSimulated) keep('simulator', house)
  const children = wanted.flatMap((role) => Array.from({ length: role === 'web' ? env.webConcurrency : 1 }, () => role))
  for (const role of children) keep(role, house)
  await untilListening(wanted.filter((role) => role !== 'worker').length + (isSimulated ? 1 : 0))
  process.stdout.write(addresses(env, wanted, prepared))
}

/** What the keeper of a process needs to know of the rest. */
interface House {
  /** What its processes are told besides the environment. */
  settings: Record<string, string>
  isStopping: () => boolean
  /** Stops everything: a role said that starting it again cannot help. */
  giveUp: () => void
}

/** Keeps one process of a role alive; one that ends at once again and again is started ever more slowly. */
function keep(role: Role | Beside, house: House, failures = 0): void {
  const startedAt = Date.now()
  if (house.isStopping()) return
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./main.js', import.meta.url)), args: [role] })
  const child = cluster.fork(house.settings)
  child.once('exit', (code) => {
    if (house.isStopping()) return
    if (code === exitForGood) return house.giveUp()
    const isEarly = Date.now() - startedAt < 5_000
    setTimeout(() => keep(role, house, isEarly ? failures + 1 : 0), isEarly ? Math.min(100 * 2 ** failures, 10_000) : 0)
  })
}

/** The database, started again on the same port whenever it ends before we do. */
async function keepDatabase(env: Env): Promise<{ url: string; stop(): Promise<void> }> {
  let isStopping = false
  let current: EmbeddedPostgres = await startEmbedded(env.dataDir)
  const { url } = current
  const watch = () =>
    void current.ended.then(async () => {
      if (isStopping) return
      process.stderr.write('The database has stopped; starting it again.\n')
      current = await startAgain(env.dataDir)
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

/** A server that ends while it recovers (killed twice, a full disk) is tried again, ever more slowly, for as long as it takes. */
async function startAgain(dataDir: string, failures = 0): Promise<EmbeddedPostgres> {
  try {
    return await startEmbedded(dataDir)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    await sleep(Math.min(200 * 2 ** failures, 10_000))
    return startAgain(dataDir, failures + 1)
  }
}

/** What the start has to say. */
interface Prepared {
  /** The link by which the first owner comes in, or null when there is nothing to open. */
  link: string | null
  /** Why worker and office stay locked, and what to do; null where they do not. */
  locked: string | null
}

/** The web role makes no keyring and needs none. Where the keyring does not open the database the rest starts all the same. */
async function prepare(env: Env, databaseUrl: string, wanted: readonly Role[]): Promise<Prepared> {
  await closeCaptured(env.dataDir)
  const { db } = openDatabase(databaseUrl, 1)
  try {
    await migrate(db)
    if ((await seedPlaces(db)) === 'seeded') await seedPowers(db)
    if (!wanted.includes('worker') && !wanted.includes('office')) return { link: null, locked: null }
    const { standing, isMade } = await readOrMakeKeyring(db, env.keyringFile)
    if (isMade) process.stdout.write(`Made the keyring ${env.keyringFile}: keep a copy apart from the database.\n`)
    if (standing.is !== 'open') return { link: null, locked: keyringWords(standing.is, env.keyringFile, userName()) }
    const { keyring } = standing
    const now = new Date()
    if (env.isProduction) await createVaultKey(db, keyring, null)
    else await seedDemo(db, vaultKeyCreator(keyring), now)
    return { link: wanted.includes('office') ? await ownerLink(db, keyring, false, now) : null, locked: null }
  } finally {
    await db.destroy()
  }
}

async function stopChildren(): Promise<void> {
  const children = Object.values(cluster.workers ?? {}).filter((child): child is Worker => child !== undefined)
  const ended = children.map((child) => new Promise<void>((resolve) => child.once('exit', () => resolve())))
  for (const child of children) child.process.kill('SIGTERM')
  const late = setTimeout(() => children.forEach((child) => child.process.kill('SIGKILL')), stopWithin)
  await Promise.all(ended)
  clearTimeout(late)
}

/** A role says so with this code when starting it again cannot help. */
const exitForGood = 78

/** @param doors how many addresses there will be */
async function untilListening(doors: number): Promise<void> {
  const open = new Set<number>()
  while (open.size < doors)
    await new Promise<void>((resolve) => cluster.once('listening', (_, { port }) => resolve(void open.add(port))))
}

function addresses(env: Env, wanted: readonly Role[], { link, locked }: Prepared): string {
  const { publicUrl, officeUrl, port, channels, dataDir, hasDevPages } = env
  const lines = [
    ['Site', `${publicUrl}${paths.home('en')}   ${publicUrl}${paths.home('es')}`],
    ...(wanted.includes('office') ? [['Office', `${officeUrl}${paths.office.home()}`]] : []),
    ...(link ? [['First owner, once', `${officeUrl}${paths.office.join(link)}`]] : []),
    ...channelChecks(env).map(({ name, detail }) => [`${name[0]!.toUpperCase()}${name.slice(1)}`, detail]),
    ...(isCapturing(channels)
      ? [['What is captured', hasDevPages ? `${publicUrl}${paths.devOutbox()}` : path.join(dataDir, 'outbox')]]
      : []),
    ...(channels.texts === 'capture' && hasDevPages
      ? [['A phone to try texts and calls', `${publicUrl}${paths.devPhone()}`]]
      : []),
    ...(hasDevPages ? [['Every mail', `${publicUrl}${paths.devEmails()}`]] : []),
    ...(locked ? [['LOCKED', locked]] : []),
    ['Health', `http://localhost:${port}${paths.health()}   http://localhost:${port}${paths.ready()}`],
  ]
  return `\nFirme is running. Ctrl-C stops it.\n\n${lines.map(([name, url]) => `  ${name!.padEnd(24)} ${url}\n`).join('')}\n`
}

/** What a forked process does: one role, until its parent is gone or tells it to stop. */
async function playRole(role: Role | Beside): Promise<void> {
  const env = readEnv()
  const playing =
    role === 'web'
      ? await (await import('~/web/site/web.server')).startWeb(env)
      : role === 'office'
        ? await (await import('~/office/frame/office.server')).startOffice(env)
        : role === 'simulator'
          ? await (await import('~/channels/simulator/simulator.server')).startSimulator(simulatorOptions(env))
          : await (await import('./worker/worker.server')).startWorker(env)
  const stop = async () => {
    await playing.stop()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('disconnect', stop)
  process.on('SIGINT', () => {})
}

function simulatorOptions({ twilio, publicUrl, port, dataDir }: Env) {
  const { accountSid, from, authToken, apiUrl } = twilio!
  return {
    port: Number(new URL(apiUrl!).port),
    account: { accountSid, from },
    site: { publicUrl, localUrl: `http://localhost:${port}`, authToken },
    dataDir,
  }
}

/** A port nobody listens on; the simulator keeps it when it is started again. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo
      server.close(() => resolve(port))
    })
  })
}

/** Says in one sentence why Firme cannot run; bugs keep their stack. */
export function explain(error: unknown): string {
  if (error instanceof EnvError || error instanceof EmbeddedPostgresError) return error.message
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `The port is in use by another program: stop it, or set PORT to another number.`
  if (code === 'EACCES' || code === 'EROFS')
    return `${message}: give your user the right to, or set DATA_DIR to another folder.`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return 'No database answers at DATABASE_URL: is it running, and is the address right?'
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

if (cluster.isWorker) {
  playRole(process.argv[2] as Role | Beside).catch((error) => {
    process.stderr.write(`${explain(error)}\n`)
    process.exit((error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? exitForGood : 1)
  })
}
