import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { fastFolder } from './fast-folder'
import { freePort, until } from './running-site'
import { urlOf } from './template'

const root = path.resolve(import.meta.dirname, '..', '..')

/** One `npx firme start web` on a test's database, as on a machine of its own. */
export interface WebProcess {
  url: string
  /** Ends it as a service manager would, sees that it says so, and starts it again on the same port. */
  restart(): Promise<void>
  /** What it has printed since it was last started. */
  output(): string
}

/** Starts it and waits until it is ready; ends it with the test. @param project another copy of the project */
export async function startWebProcess(
  databaseUrl: string,
  settings: Record<string, string> = {},
  project = root,
): Promise<WebProcess> {
  const port = await freePort()
  const dataDir = await mkdtemp(path.join(await fastFolder(), 'firme-web-'))
  await chmod(dataDir, 0o711)
  const url = `http://localhost:${port}`
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: dataDir,
    NODE_ENV: 'development' as const,
    DATABASE_URL_WEB: urlOf('web', databaseUrl),
    LOG_LEVEL: 'silent',
    TRUSTED_PROXIES: '1',
    ...settings,
  }
  let output = ''
  let running = await start()
  onTestFinished(async () => {
    await stop(running)
    await rm(dataDir, { recursive: true, force: true })
  })
  return {
    url,
    output: () => output,
    async restart() {
      const ended = once(running, 'exit')
      running.kill('SIGTERM')
      await until(async () => (await ask('/readyz')).includes('going'))
      await ended
      running = await start()
    },
  }

  async function ask(path: string): Promise<string> {
    return (await fetch(`${url}${path}`, { headers: { connection: 'close' } })).text()
  }

  async function start(): Promise<ChildProcess> {
    const node = path.join(root, 'node_modules', '.bin', 'node')
    const launcher = path.join(project, 'app', 'firme.mjs')
    const child = spawn(node, [launcher, 'start', 'web'], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] })
    output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk))
    await until(
      async () => (await ask('/readyz')).includes('"ready"'),
      60_000,
      () => output,
    )
    return child
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}
