import pg from 'pg'

/** URLs of poolers that reject `statement_timeout` and `lock_timeout` as startup parameters. */
const withoutTimeout = new Set<string | undefined>()

type Done = (error: Error | null) => void

/**
 * A pool connection that is closed when it does not answer in time: otherwise every later statement would wait behind
 * that one.
 */
export class ImpatientClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super(
      withoutTimeout.has(config.connectionString)
        ? { ...config, statement_timeout: undefined, lock_timeout: undefined }
        : config,
    )
    const connect = this.connect.bind(this) as (done: Done) => void
    // PgBouncer rejects unknown startup parameters unless `ignore_startup_parameters` lists them. The next connection
    // omits them.
    this.connect = ((done: Done) =>
      connect((error) => {
        if (error?.message.includes('unsupported startup parameter')) withoutTimeout.add(config.connectionString)
        done(error)
      })) as typeof this.connect
    const query = this.query.bind(this) as (...given: unknown[]) => unknown
    this.query = ((...given: unknown[]) => {
      const running = query(...given)
      if (running instanceof Promise)
        running.catch((error: Error) => error.message === 'Query read timeout' && hangUp(this))
      return running
    }) as typeof this.query
  }
}

/** Breaks a connection; what waits for an answer on it fails at once. */
export function hangUp(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}
