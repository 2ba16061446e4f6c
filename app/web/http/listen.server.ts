import pg from 'pg'

/** A dedicated connection on which the database announces changes. */
export interface Listener {
  stop(): Promise<void>
}

const firstWait = 100
const longestWait = 5_000

/**
 * Listens on `firme_changed`; reconnects with increasing delays.
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
    const mine = new pg.Client({
      connectionString: databaseUrl,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
    })
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
    mine.on('notification', ({ payload }) => onChange(payload ?? ''))
    try {
      await mine.connect()
      await mine.query('listen firme_changed')
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
