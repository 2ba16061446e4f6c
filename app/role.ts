// Entry point of each role's process. It loads that role alone, so that it starts fast and stays small.
import { type Env, readChildEnv } from './env.server'
import { explain } from './explain.server'
import { type Beside, exitForGood, type ProcessRole } from './keeper'

playRole(process.argv[2] as ProcessRole | Beside).catch((error) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit((error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? exitForGood : 1)
})

/** Runs one role in a forked process, until its parent is gone or tells it to stop. */
async function playRole(role: ProcessRole | Beside): Promise<void> {
  const env = readChildEnv(role)
  const starting = startRole(role, env)
  if (env.isDev)
    process.on(
      'message',
      (message) => message === 'reload' && void starting.then(({ reload }) => reload?.()).catch(sayUnread),
    )
  const playing = await starting
  let stopping: Promise<never> | null = null
  const stopAll = async () => {
    await playing.stop()
    process.exit(0)
  }
  const stop = () => void (stopping ??= stopAll())
  process.on('SIGTERM', stop)
  process.on('disconnect', stop)
  process.on('SIGINT', () => {})
}

/** A role running in this process. */
interface Playing {
  stop(): Promise<void>
  /** Reloads the pages, if the role has any. */
  reload?(): Promise<void>
}

async function startRole(role: ProcessRole | Beside, env: Env): Promise<Playing> {
  switch (role) {
    case 'web':
      return (await import('~/web/site/web.server')).startWeb(env)
    case 'office':
      return (await import('~/office/frame/office.server')).startOffice(env)
    case 'worker':
      return (await import('./worker/worker.server')).startWorker(env)
    case 'simulator':
      return (await import('~/channels/simulator/simulator.server')).startSimulator(simulatorOptions(env))
  }
}

function sayUnread(error: unknown): void {
  process.stderr.write(`The pages that were built cannot be read, and those before go on: ${explain(error)}\n`)
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
