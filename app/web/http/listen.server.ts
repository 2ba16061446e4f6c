import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { oneClient } from '#db/one-client'

/** A dedicated connection on which the database announces changes. */
export interface Listener {
  stop(): Promise<void>
}

const firstWait = 100
const longestWait = 5_000
/** Milliseconds that a notification to ourselves may take to come back. */
const heardWithin = 2_000

/**
 * Listens on `firme_changed`; reconnects with increasing delays. A pool in transaction mode accepts LISTEN and never
 * passes a notification on, so each new connection first sends one to itself and waits until it has come back.
 *
 * @param onChange called with each tag, such as `petition:<id>`
 * @param onListening called with whether notifications can reach us
 */
export function listen(
  databaseUrl: string,
  onChange: (tag: string) => void,
  onListening: (isListening: boolean) => void,
): Listener {
  let isStopping = false
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined

  async function connect(wait: number): Promise<void> {
    const mine = newClient(databaseUrl)
    client = mine
    let isOver = false
    const again = () => {
      if (isOver || isStopping) return
      isOver = true
      onListening(false)
      // A connection that is open but may not listen, as on a standby, would otherwise stay open forever.
      void mine.end().catch(() => {})
      timer = setTimeout(() => void connect(Math.min(wait * 2, longestWait)), wait)
    }
    mine.on('error', again)
    mine.on('end', again)
    mine.on('notification', ({ channel, payload }) => channel === 'firme_changed' && onChange(payload ?? ''))
    try {
      await mine.connect()
      await mine.query('listen firme_changed')
      if (!(await hearsItself(mine))) return again()
      onListening(true)
      wait = firstWait
    } catch {
      again()
    }
  }

  void connect(firstWait)
  return {
    async stop() {
      isStopping = true
      clearTimeout(timer)
      await client?.end()
    },
  }
}

/** Whether notifications come back through this address. @throws when it cannot be reached */
export async function passesNotificationsOn(databaseUrl: string): Promise<boolean> {
  const client = newClient(databaseUrl)
  try {
    await client.connect()
    return await hearsItself(client)
  } finally {
    await client.end().catch(() => {})
  }
}

async function hearsItself(client: pg.Client): Promise<boolean> {
  const token = randomUUID()
  const heard = Promise.withResolvers<boolean>()
  const hear = ({ payload }: pg.Notification) => payload === token && heard.resolve(true)
  const timer = setTimeout(() => heard.resolve(false), heardWithin)
  client.on('notification', hear)
  try {
    await client.query('listen firme_heard')
    await client.query('select pg_notify($1, $2)', ['firme_heard', token])
    return await heard.promise
  } finally {
    clearTimeout(timer)
    client.off('notification', hear)
  }
}

function newClient(databaseUrl: string): pg.Client {
  return oneClient(databaseUrl, { keepAlive: true, keepAliveInitialDelayMillis: 10_000, query_timeout: 5_000 })
}
