import { readEnv } from './env.server'
import { explain } from './explain.server'
import type { Beside, ProcessRole } from './keeper'
import { startRoles } from './main'

/** Sent by `dev.mjs` after a build: the roles whose pages changed, and those whose own code changed. */
interface Built {
  pages: ProcessRole[]
  code: (ProcessRole | Beside)[]
}

/** Runs Firme like `npm start`, and replaces what runs with what `dev.mjs` builds. */
async function startDev(): Promise<void> {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  const starting = startRoles(readEnv(), [])
  const due = new Set<ProcessRole | Beside>()
  let isReplacing = false

  async function take({ pages, code }: Built): Promise<void> {
    const keeper = await starting
    for (const role of pages) keeper.reload(role)
    for (const role of code) due.add(role)
    if (isReplacing) return
    isReplacing = true
    // Elements added to a set during iteration are visited too.
    for (const role of due) {
      due.delete(role)
      await keeper.replace(role)
    }
    isReplacing = false
  }

  process.on('message', (built: Built) => void take(built))
  await starting
  process.send?.('running')
}

startDev().catch((error: unknown) => {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
})
