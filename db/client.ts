import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import type { Database } from './schema'

export type Db = Kysely<Database>
export type Trx = Transaction<Database>

const dateOid = 1082

/**
 * Opens a pool on a PostgreSQL ≥ 15. Statements are unnamed, so that PgBouncer's transaction mode holds.
 *
 * @param url  postgres:// address
 * @param most largest number of connections
 */
export function openDatabase(url: string, most = 8): { db: Db; pool: pg.Pool } {
  const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => parserOf(oid, format) }
  const pool = new pg.Pool({ connectionString: url, max: most, types: types as pg.CustomTypesConfig, connectionTimeoutMillis: 5_000 })
  // An idle connection that breaks is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  return { db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }), pool }
}

/** Days stay `YYYY-MM-DD` text: a JavaScript Date would move them across midnight. */
function parserOf(oid: number, format?: 'text' | 'binary') {
  if (oid === dateOid && format !== 'binary') return (value: string) => value
  return pg.types.getTypeParser(oid, format as 'text')
}
