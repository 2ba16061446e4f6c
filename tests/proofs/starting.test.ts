import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { copyFirstStart, startSite, until } from '../support/running-site'

const root = path.resolve(import.meta.dirname, '..', '..')

/** Runs `firme start`, which is expected to refuse. */
function start(settings: Record<string, string>): { status: number | null; says: string } {
  const node = path.join(root, 'node_modules', '.bin', 'node')
  const env = { ...process.env, ...settings, NODE_ENV: settings.NODE_ENV ?? 'development' } as NodeJS.ProcessEnv
  const { status, stdout, stderr } = spawnSync(node, [path.join(root, 'app', 'firme.mjs'), 'start'], {
    cwd: root,
    env,
    encoding: 'utf8',
    timeout: 60_000,
  })
  return { status, says: stdout + stderr }
}

/**
 * Process ids of what was started with this folder. A database server's children have its command line until they give
 * themselves a name, and do not count.
 */
function processesOn(dataDir: string): string[] {
  const found = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(` -D ${dataDir}/`))
    .map((line) => line.trim().split(/\s+/))
  return found.filter(([, parent]) => !found.some(([pid]) => pid === parent)).map(([pid]) => pid!)
}

/** Signals a process, which may have ended meanwhile. */
function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function isAlive(pid: number): boolean {
  return (
    spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' })
      .stdout.replace(/Z\S*/, '')
      .trim() !== ''
  )
}

test('a second start on the same folder is refused, and the first goes on', async () => {
  const site = await startSite()
  try {
    const [before] = site.pids('postgres')
    const { status, says } = start({ DATA_DIR: site.dataDir, PORT: '1' })
    expect(status).toBe(1)
    expect(says).toContain('Firme is already running on')
    expect(site.pids('postgres')).toEqual([before])
    // A connection that was kept may have been closed while the other one started.
    await until(async () => (await fetch(`${site.url}/readyz`)).ok)
  } finally {
    await site.stop()
  }
  expect(processesOn(site.dataDir)).toEqual([])
})

test('a port in use is said in a sentence, and nothing is left running', async () => {
  const site = await startSite()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'firme-second-'))
  chmodSync(dataDir, 0o711)
  await copyFirstStart(dataDir)
  try {
    const { status, says } = start({ DATA_DIR: dataDir, PORT: new URL(site.url).port })
    expect(status).toBe(1)
    expect(says).toMatch(/Port \d+ is in use by another program: .*PORT .*OFFICE_PORT/)
    expect(processesOn(dataDir)).toEqual([])
  } finally {
    await site.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('a start that was killed leaves nothing that hinders the next', async () => {
  const site = await startSite()
  const [database] = site.pids('postgres')
  process.kill(site.mainPid, 'SIGKILL')
  await until(() =>
    fetch(`${site.url}/healthz`).then(
      () => false,
      () => true,
    ),
  )
  expect(() => process.kill(database!, 0)).not.toThrow()
  const again = await startSite({ DATA_DIR: site.dataDir })
  try {
    expect((await fetch(`${again.url}/en`)).status).toBe(200)
    expect(processesOn(site.dataDir)).toHaveLength(1)
  } finally {
    await again.stop()
    rmSync(site.dataDir, { recursive: true, force: true })
  }
})

test.for(['SIGTERM', 'SIGHUP'] as const)(
  'told to stop by %s as often as launchers and process groups do, it still ends in order',
  async (signal) => {
    const site = await startSite()
    const ended = until(async () => processesOn(site.dataDir).length === 0)
    const children = (['web', 'office', 'worker'] as const).flatMap((role) => site.pids(role))
    for (let time = 0; time < 3; time += 1) for (const pid of [site.mainPid, ...children]) kill(pid, signal)
    await ended
    await until(async () => !isAlive(site.mainPid))
    expect(children.filter(isAlive)).toEqual([])
    rmSync(site.dataDir, { recursive: true, force: true })
  },
)

test('stopped while its database comes up for the first time, it leaves no process behind, and the next start is a good one', async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'firme-early-'))
  chmodSync(dataDir, 0o711)
  const node = path.join(root, 'node_modules', '.bin', 'node')
  const env = { ...process.env, DATA_DIR: dataDir, PORT: '9', NODE_ENV: 'development' } as NodeJS.ProcessEnv
  const early = spawn(node, [path.join(root, 'app', 'firme.mjs'), 'start'], { cwd: root, env, stdio: 'ignore' })
  const ended = new Promise((resolve) => early.once('exit', resolve))
  await until(async () => processesOn(dataDir).length > 0)
  early.kill('SIGTERM')
  await ended
  await until(async () => processesOn(dataDir).length === 0)
  const site = await startSite({ DATA_DIR: dataDir })
  expect((await fetch(`${site.url}/en`)).status).toBe(200)
  await site.stop()
})

test.for([
  [{ PORT: 'abc' }, 'PORT should be a port number'],
  [{ NODE_ENV: 'production' }, 'In production mail must leave: set SMTP_URL'],
  [
    { PUBLIC_URL: 'https://firme.example.org', OFFICE_URL: 'https://office.example.org' },
    'People can open https://firme.example.org',
  ],
  [{ DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' }, 'No database answers at DATABASE_URL'],
] as const)('%o: one sentence says what to do', ([settings, sentence]) => {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'firme-wrong-'))
  try {
    const { status, says } = start({ DATA_DIR: dataDir, ...settings })
    expect(status).toBe(1)
    expect(says).toContain(sentence)
    expect(says).not.toContain('    at ')
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('while no database answers, a mail server is told to keep what came back and to try again', () => {
  const env = {
    ...process.env,
    DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none',
    NODE_ENV: 'development',
  } as NodeJS.ProcessEnv
  const takeBounce = (input: string) =>
    spawnSync(path.join(root, 'node_modules', '.bin', 'node'), [path.join(root, 'app', 'firme.mjs'), 'take-bounce'], {
      cwd: root,
      env,
      encoding: 'utf8',
      input,
    })
  expect(takeBounce('Subject: Undelivered Mail\r\n\r\n').status).toBe(75)
  expect(takeBounce('').status).toBe(1)
})
