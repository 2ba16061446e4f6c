import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { ImpatientClient } from './impatient-client'
import type { Database } from './schema'

export type Db = Kysely<Database>
export type Trx = Transaction<Database>

const dateOid = 1082

/** Milliseconds that a process waits before it considers the database away. */
export interface Patience {
  /** For a connection: a new one, or one from the pool. */
  connection: number
  /** For one statement; null for no limit. */
  statement: number | null
  /** For a lock that another transaction holds; without it, as long as for the statement. */
  lock?: number
}

/**
 * By role. People wait for the web; the office's reports and the worker's nightly jobs may take minutes; migrations and
 * commands have no limit. When the database hangs the office does not wait: see `hangUpOnSilence`.
 */
export const patienceOf = {
  web: { connection: 1_000, statement: 2_500 },
  office: { connection: 2_000, statement: 60_000 },
  // Whoever took over web can lock rows that the worker records calls in; that call waits then, and nothing else.
  worker: { connection: 5_000, statement: 15 * 60_000, lock: 30_000 },
  command: { connection: 5_000, statement: null },
} as const satisfies Record<string, Patience>

/**
 * Opens a pool on PostgreSQL ≥ 15. Statements are unnamed, so that PgBouncer's transaction mode works.
 *
 * @param url postgres:// URL
 * @param most maximum number of connections
 */
export function openDatabase(
  url: string,
  most = 8,
  { connection, statement, lock }: Patience = patienceOf.command,
): { db: Db; pool: pg.Pool } {
  const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => parserOf(oid, format) }
  const pool = new pg.Pool({
    connectionString: url,
    max: most,
    types: types as pg.CustomTypesConfig,
    connectionTimeoutMillis: connection,
    // The server enforces the limit itself; if it hangs, the client gives up a little later.
    ...(statement === null ? {} : { statement_timeout: statement, query_timeout: statement + 500 }),
    ...(lock === undefined ? {} : { lock_timeout: lock }),
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    Client: ImpatientClient,
  } as pg.PoolConfig)
  // A broken idle connection is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
  // Kysely ends a pool only if it has used it itself; otherwise idle connections keep the process alive for ten seconds.
  const destroy = db.destroy.bind(db)
  db.destroy = async () => {
    await destroy()
    if (!pool.ending) await pool.end()
  }
  return { db, pool }
}

/** Dates stay `YYYY-MM-DD` text: a JavaScript Date would shift them across midnight. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  if (oid === dateOid && format !== 'binary') return (value: string) => value
  return pg.types.getTypeParser(oid, format as 'text')
}
