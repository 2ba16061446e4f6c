import { readEnv } from './env.server'
import type { Beside, Role } from './keeper'
import { explain, startRoles } from './main'

/** What `dev.mjs` says after a build: whose pages, and whose own code, differ from those before. */
interface Built {
  pages: Role[]
  code: (Role | Beside)[]
}

/** Runs Firme as `npm start` does, and puts what `dev.mjs` has built since in the place of what was. */
async function startDev(): Promise<void> {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  const starting = startRoles(readEnv(), [])
  const due = new Set<Role | Beside>()
  let isReplacing = false

  async function take({ pages, code }: Built): Promise<void> {
    const keeper = await starting
    for (const role of pages) keeper.reload(role)
    for (const role of code) due.add(role)
    if (isReplacing) return
    isReplacing = true
    // What is added to a set while it is gone through still has its turn.
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
