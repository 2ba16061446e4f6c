import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A part of Firme that runs in its own processes. */
export type ProcessRole = 'web' | 'office' | 'worker'

/** Runs beside the roles while texts and calls have no provider. */
export type Beside = 'simulator'

/** Exit code of a role that restarting cannot help. */
export const exitForGood = 78

/** Process supervisor: restarts a role's process whenever it ends. */
export interface Keeper {
  start(role: ProcessRole | Beside): void
  /** Replaces a role's processes with the latest build. A server process keeps running until its successor listens. */
  replace(role: ProcessRole | Beside): Promise<void>
  /** Tells a server's processes to load the latest pages. */
  reload(role: ProcessRole): void
  stop(): Promise<void>
}

/** What the keeper needs. */
interface House {
  /** The environment a process starts with. */
  environment: (role: ProcessRole | Beside) => Record<string, string | undefined>
  /** Stops everything: a role said that starting it again cannot help. */
  giveUp: () => void
  /** Milliseconds that a process may take to stop before it is killed. */
  stopWithin: number
  /** Starts a process of a role; a test has its own. */
  fork?: (role: ProcessRole | Beside, environment: Record<string, string | undefined>) => Worker
}

// Web processes accept connections themselves: one held by the parent for a killed process would hang forever.
cluster.schedulingPolicy = cluster.SCHED_NONE

/** Keeps processes as children of this one. */
export function openKeeper({ environment, giveUp, stopWithin, fork: start = forkRole }: House): Keeper {
  const kept = new Map<Worker, ProcessRole | Beside>()
  /** Timers of processes that ended and are about to be restarted. */
  const waiting = new Map<NodeJS.Timeout, ProcessRole | Beside>()
  let isStopping = false

  const fork = (role: ProcessRole | Beside) => start(role, environment(role))

  /** Exponential backoff for a process that keeps ending right after its start. */
  function keep(child: Worker, role: ProcessRole | Beside, failures = 0): void {
    const startedAt = Date.now()
    kept.set(child, role)
    child.once('exit', (code) => {
      if (!kept.delete(child) || isStopping) return
      if (code === exitForGood) return giveUp()
      const isEarly = Date.now() - startedAt < 5_000
      const timer = setTimeout(
        () => {
          waiting.delete(timer)
          if (!isStopping) keep(fork(role), role, isEarly ? failures + 1 : 0)
        },
        isEarly ? Math.min(100 * 2 ** failures, 10_000) : 0,
      )
      waiting.set(timer, role)
    })
  }

  /** Asks a process to finish its work and exit; kills it if that takes too long. */
  async function end(child: Worker): Promise<void> {
    if (child.isDead()) return
    const ended = once(child, 'exit')
    child.process.kill('SIGTERM')
    const late = setTimeout(() => child.process.kill('SIGKILL'), stopWithin)
    await ended
    clearTimeout(late)
  }

  const keptOf = (role: ProcessRole | Beside) => [...kept].filter((one) => one[1] === role).map(([child]) => child)
  /** Servers that are starting and will take over. They may have read the pages already. */
  const successors = new Map<Worker, ProcessRole | Beside>()

  /** There must never be two workers: the second would treat the first one's claimed messages as abandoned. */
  async function replaceWorker(old: Worker): Promise<void> {
    kept.delete(old)
    await end(old)
    if (!isStopping) keep(fork('worker'), 'worker')
  }

  async function replaceServer(old: Worker, role: ProcessRole | Beside): Promise<void> {
    const next = fork(role)
    successors.set(next, role)
    const isListening = await Promise.race([
      once(next, 'listening').then(() => true),
      once(next, 'exit').then(() => false),
    ])
    successors.delete(next)
    if (isStopping) return
    if (!isListening) {
      process.stderr.write(`The ${role} did not start with what was built; the one before goes on.\n`)
      return
    }
    // The old process may have ended in the meantime and been replaced.
    if (!kept.delete(old)) return end(next)
    keep(next, role)
    void end(old)
  }

  return {
    start: (role) => keep(fork(role), role),
    async replace(role) {
      const olds = keptOf(role)
      for (const [timer, waits] of waiting) {
        if (waits !== role) continue
        clearTimeout(timer)
        waiting.delete(timer)
        keep(fork(role), role)
      }
      for (const old of olds) await (role === 'worker' ? replaceWorker(old) : replaceServer(old, role))
    },
    reload(role) {
      for (const [child, of] of [...kept, ...successors]) if (of === role && child.isConnected()) child.send('reload')
    },
    async stop() {
      isStopping = true
      for (const timer of waiting.keys()) clearTimeout(timer)
      await Promise.all(Object.values(cluster.workers ?? {}).map((child) => child && end(child)))
    },
  }
}

function forkRole(role: ProcessRole | Beside, environment: Record<string, string | undefined>): Worker {
  cluster.setupPrimary({ exec: fileURLToPath(new URL('./role.js', import.meta.url)), args: [role] })
  return cluster.fork(environment)
}
