import cluster, { type Worker } from 'node:cluster'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A part of Firme that runs in processes of its own. */
export type Role = 'web' | 'office' | 'worker'

/** What runs beside the roles while no provider of texts and calls is set. */
export type Beside = 'simulator'

/** A role says so with this code when starting it again cannot help. */
export const exitForGood = 78

/** Keeps the processes of the roles: one that ends is started again. */
export interface Keeper {
  start(role: Role | Beside): void
  /** Puts processes of what was built since in the place of a role's processes. A server's goes on until the new one listens. */
  replace(role: Role | Beside): Promise<void>
  /** Has a server's processes read the pages that were built since. */
  reload(role: Role): void
  stop(): Promise<void>
}

/** What a keeper needs to know of the rest. */
interface House {
  /** The environment a process starts with. */
  environment: (role: Role | Beside) => Record<string, string | undefined>
  /** Stops everything: a role said that starting it again cannot help. */
  giveUp: () => void
}

const stopWithin = 10_000

// Web processes accept by themselves: a connection that the parent holds for one that is killed would hang for ever.
cluster.schedulingPolicy = cluster.SCHED_NONE

/** Keeps processes as children of this one. */
export function openKeeper({ environment, giveUp }: House): Keeper {
  const kept = new Map<Worker, Role | Beside>()
  /** Processes that ended at once and wait to be started again. */
  const waiting = new Map<NodeJS.Timeout, Role | Beside>()
  let isStopping = false

  function fork(role: Role | Beside): Worker {
    cluster.setupPrimary({ exec: fileURLToPath(new URL('./main.js', import.meta.url)), args: [role] })
    return cluster.fork(environment(role))
  }

  /** One that ends at once again and again is started ever more slowly. */
  function keep(child: Worker, role: Role | Beside, failures = 0): void {
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

  const keptOf = (role: Role | Beside) => [...kept].filter((one) => one[1] === role).map(([child]) => child)

  /** There is never a second worker: it would take what the first has in hand for left behind. */
  async function replaceWorker(old: Worker): Promise<void> {
    kept.delete(old)
    await end(old)
    if (!isStopping) keep(fork('worker'), 'worker')
  }

  async function replaceServer(old: Worker, role: Role | Beside): Promise<void> {
    const next = fork(role)
    const isListening = await Promise.race([
      once(next, 'listening').then(() => true),
      once(next, 'exit').then(() => false),
    ])
    if (isStopping) return
    if (!isListening) {
      process.stderr.write(`The ${role} did not start with what was built; the one before goes on.\n`)
      return
    }
    // The old one may have ended meanwhile, and another stands in its place.
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
      for (const child of keptOf(role)) if (child.isConnected()) child.send('reload')
    },
    async stop() {
      isStopping = true
      for (const timer of waiting.keys()) clearTimeout(timer)
      await Promise.all(Object.values(cluster.workers ?? {}).map((child) => child && end(child)))
    },
  }
}

/** Asks a process to finish what it has in hand and end; one that takes too long is killed. */
async function end(child: Worker): Promise<void> {
  if (child.isDead()) return
  const ended = once(child, 'exit')
  child.process.kill('SIGTERM')
  const late = setTimeout(() => child.process.kill('SIGKILL'), stopWithin)
  await ended
  clearTimeout(late)
}
