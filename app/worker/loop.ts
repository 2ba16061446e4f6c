import type { Logger } from '~/web/http/log.server'

/** A loop that can be stopped between turns. */
export interface Loop {
  stop(): Promise<void>
}

/** Milliseconds. */
const usualWait = 200
const longestWait = 5_000

/**
 * Calls `turn` repeatedly: at once while it finds work, otherwise after a short wait. A turn that throws, for example
 * because the database is down, is logged and retried with growing waits.
 *
 * @param turn     does a bounded piece of work and returns how much it did
 * @param idleWait milliseconds to wait when there was none
 */
export function startLoop(log: Logger, name: string, turn: () => Promise<number>, idleWait = usualWait): Loop {
  let isStopping = false
  let wake = () => {}
  const wait = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function work() {
    let failures = 0
    while (!isStopping) {
      try {
        const done = await turn()
        failures = 0
        if (done === 0 && !isStopping) await wait(idleWait)
      } catch (error) {
        failures += 1
        log.error({ loop: name, error }, 'a turn failed')
        if (!isStopping) await wait(Math.min(idleWait * 2 ** failures, longestWait))
      }
    }
  }

  const working = work()
  return {
    async stop() {
      isStopping = true
      wake()
      await working
    },
  }
}
