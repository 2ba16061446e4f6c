import pg from 'pg'
import { hangUp } from './impatient-client'

/** Milliseconds. */
interface Limits {
  /** Between two looks. */
  every: number
  /** Until a database that does not answer counts as hanging. */
  silence: number
}

/**
 * Ends every statement of a pool when the database hangs, so that people hear of it in seconds, while a report that
 * takes a minute may take it: a limit on statements could not tell the two apart. Looks only while something is under
 * way, over a connection of its own.
 *
 * @returns stops looking
 */
export function hangUpOnSilence(
  pool: pg.Pool,
  databaseUrl: string,
  { every, silence }: Limits = { every: 500, silence: 1_500 },
): { stop(): Promise<void> } {
  const open = new Set<pg.PoolClient>()
  pool.on('connect', (client) => open.add(client))
  pool.on('remove', (client) => open.delete(client))
  let client: pg.Client | null = null
  let isLooking = false

  async function look(): Promise<void> {
    const startedAt = performance.now()
    const isNew = client === null
    const mine = (client ??= newClient())
    try {
      if (isNew) await mine.connect()
      await mine.query('select 1')
    } catch (error) {
      hangUp(mine)
      client = null
      // Answers may wait to be read by a process that was busy itself.
      const wasBusy = performance.now() - startedAt > (isNew ? 2 : 1) * silence + every
      if (isSilence(error) && !wasBusy) for (const one of open) hangUp(one as unknown as pg.Client)
    }
  }

  function newClient(): pg.Client {
    const made = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: silence,
      query_timeout: silence,
    })
    made.on('error', () => {})
    return made
  }

  const timer = setInterval(() => {
    if (isLooking || pool.totalCount === pool.idleCount) return
    isLooking = true
    void look().finally(() => (isLooking = false))
  }, every)
  return {
    async stop() {
      clearInterval(timer)
      await client?.end().catch(() => {})
    },
  }
}

/** Not what a server says that refuses, or is gone: then the statements fail by themselves. */
function isSilence(error: unknown): boolean {
  return ['Query read timeout', 'timeout expired'].includes((error as Error).message)
}
