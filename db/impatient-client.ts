import pg from 'pg'

/** Addresses behind which a pooler takes no `statement_timeout` with the connection. */
const withoutTimeout = new Set<string | undefined>()

type Done = (error: Error | null) => void

/** A pool's connection, which is hung up when it does not answer in time: every later statement would wait behind that one. */
export class ImpatientClient extends pg.Client {
  constructor(config: pg.ClientConfig = {}) {
    super(withoutTimeout.has(config.connectionString) ? { ...config, statement_timeout: undefined } : config)
    const connect = this.connect.bind(this) as (done: Done) => void
    // PgBouncer refuses what it does not know, unless `ignore_startup_parameters` names it. The next connection goes without.
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

function hangUp(client: pg.Client): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}
