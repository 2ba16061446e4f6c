import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { access, chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { inject } from 'vitest'
import { fastFolder } from './fast-folder'

const root = path.resolve(import.meta.dirname, '..', '..')

/** Firme as `npm start` runs it, on a free port, with its own data folder. */
export interface RunningSite {
  url: string
  officeUrl: string
  /** The first owner's invitation link, as `npm start` prints it. */
  ownerLink: () => string
  dataDir: string
  /** The parent process of the others. */
  mainPid: number
  output: () => string
  /** Process ids of a role, or of PostgreSQL. */
  pids: (what: 'web' | 'office' | 'worker' | 'postgres') => number[]
  /** Runs `firme COMMAND` on this site. @returns its output */
  firme: (...args: string[]) => string
  /** The same, with this on standard input. */
  pipe: (input: string, ...args: string[]) => string
  /** Sources of captured mails, oldest first. */
  mails: () => Promise<string[]>
  /** Stops it; its data folder stays. */
  end: () => Promise<void>
  /** Stops it and deletes its data folder. */
  stop: () => Promise<void>
}

/** How a site is started. */
export interface Starting {
  command?: 'start' | 'dev'
  /** Another copy of the project. */
  project?: string
  /** On an empty folder. Else on a copy of what a first start leaves, in which the demo's documents name its address. */
  isFirst?: boolean
}

/** Starts a site and waits until it is ready. */
export async function startSite(settings: Record<string, string> = {}, how: Starting = {}): Promise<RunningSite> {
  const { command = 'start', project = root } = how
  const dataDir = settings.DATA_DIR ?? (await mkdtemp(path.join(await fastFolder(), 'firme-site-')))
  await chmod(dataDir, 0o711)
  if (beginsAsUsual(settings, how)) await copyFirstStart(dataDir)
  const port = await freePort()
  const officePort = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    OFFICE_PORT: String(officePort),
    DATA_DIR: dataDir,
    NODE_ENV: 'development' as const,
    ...settings,
  }
  const node = path.join(root, 'node_modules', '.bin', 'node')
  const launcher = path.join(project, 'app', 'firme.mjs')
  const main = spawn(node, [launcher, command], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  main.stdout.on('data', (chunk: Buffer) => (output += chunk))
  main.stderr.on('data', (chunk: Buffer) => (output += chunk))
  const url = `http://localhost:${port}`
  await until(
    () => fetch(`${url}/readyz`).then((answer) => answer.ok),
    120_000,
    () => output,
  )
  const officeUrl = `http://localhost:${officePort}`
  await until(
    () => fetch(`${officeUrl}/healthz`).then((answer) => answer.ok),
    30_000,
    () => output,
  )
  const end = async () => {
    if (main.exitCode !== null || main.signalCode !== null) return
    const ended = new Promise((resolve) => main.once('exit', resolve))
    main.kill('SIGTERM')
    await ended
  }
  return {
    url,
    officeUrl,
    ownerLink: () => /\S+\/office\/join\/\S+/.exec(output)?.[0] ?? '',
    dataDir,
    mainPid: main.pid!,
    output: () => output,
    pids: (what) => pidsOf(main, what),
    firme: (...args) => execFileSync(node, [launcher, ...args], { cwd: project, env, encoding: 'utf8' }),
    pipe: (input, ...args) => execFileSync(node, [launcher, ...args], { cwd: project, env, encoding: 'utf8', input }),
    async mails() {
      const folder = path.join(dataDir, 'outbox', 'mail')
      const names = await readdir(folder).catch(() => [])
      return Promise.all(
        names.filter((name) => name.endsWith('.eml')).map((name) => readFile(path.join(folder, name), 'utf8')),
      )
    },
    end,
    async stop() {
      await end()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Whether what a first start makes does not depend on how this one is made. */
function beginsAsUsual(settings: Record<string, string>, { command, project, isFirst }: Starting): boolean {
  const makesOther = [
    'DATA_DIR',
    'DATABASE_URL',
    'NODE_ENV',
    'KEYRING_FILE',
    'DOCUMENTS_DIR',
    'S3_BUCKET',
    'PUBLIC_URL',
  ]
  return !command && !project && !isFirst && !makesOther.some((name) => name in settings)
}

/**
 * Fills a new data folder with what a first start leaves in it: the database with the demo campaign, the keyring, the
 * documents. It is made once for all sites of a run, by whoever needs it first.
 */
export async function copyFirstStart(dataDir: string): Promise<void> {
  const made = path.join(inject('runFolder'), 'first-start')
  const isMine = await mkdir(`${made}.lock`).then(
    () => true,
    () => false,
  )
  if (isMine) {
    const draft = `${made}.new`
    await mkdir(draft)
    const { end } = await startSite({ DATA_DIR: draft, LOG_LEVEL: 'silent' })
    await end()
    const file = path.join(draft, 'database.json')
    // Each copy takes a port of its own.
    await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), port: 0 }))
    await rename(draft, made)
  }
  await until(() => access(made).then(() => true))
  execFileSync('cp', ['-a', `${made}/.`, dataDir])
}

/** Waits until a condition is true. @throws with `why` on timeout */
export async function until(
  isSo: () => Promise<boolean>,
  milliseconds = 150_000,
  why: () => string = () => '',
): Promise<void> {
  const end = Date.now() + milliseconds
  for (;;) {
    if (await isSo().catch(() => false)) return
    if (Date.now() > end) throw new Error(`it did not become so in ${milliseconds} ms\n${why()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function pidsOf(main: ChildProcess, what: string): number[] {
  const lines = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(main.pid)], { encoding: 'utf8' })
    .trim()
    .split('\n')
  const isOne = (args: string) =>
    what === 'postgres' ? /bin\/postgres /.test(args) : args.trimEnd().endsWith(`role.js ${what}`)
  return lines.flatMap((line) => {
    const [, pid, args] = /^\s*(\d+)\s+(.*)$/.exec(line) ?? []
    return pid && isOne(args!) ? [Number(pid)] : []
  })
}

let lastPort = 0

/**
 * A port that nobody listens on, below those that the system gives to outgoing connections, which might take it before
 * it is used. Test processes begin at different ones.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    lastPort = lastPort === 0 ? (process.pid * 61) % 12_000 : (lastPort + 1) % 12_000
    const port = 20_000 + lastPort
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer().once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}
