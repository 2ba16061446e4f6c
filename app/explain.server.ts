import { EmbeddedPostgresError } from '#db/embedded'
import { EnvError } from './env.server'

/** Says in one sentence why Firme cannot run; bugs keep their stack. */
export function explain(error: unknown): string {
  if (error instanceof EnvError || error instanceof EmbeddedPostgresError) return error.message
  const missing = /previously executed migration (\S+) is missing/.exec((error as Error).message)
  if (missing)
    return `This database ran migration ${missing[1]}, which this version of Firme does not have: install the newer version again, or restore a backup. While developing: switch back, or npm run reset.`
  const { code, message, port } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return `Port ${port} is in use by another program: stop it, or set PORT (pages) or OFFICE_PORT (office) to another number.`
  if (code === 'EACCES' || code === 'EROFS')
    return `${message}: give your user the right to, or set DATA_DIR to another folder.`
  if (code === 'ECONNREFUSED' || code === 'ENOTFOUND')
    return 'No database answers at DATABASE_URL: is it running, and is the address right?'
  if (code && code in databaseSentences) return `${databaseSentences[code]!} (${message})`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** What PostgreSQL's SQLSTATEs mean for whoever starts Firme; the server's own words are added. */
const databaseSentences: Record<string, string> = {
  '55P03':
    'The database could not be upgraded: a long-running query held a table all the while. Nothing has changed; start again once it has ended.',
  '42501':
    'The database account may not do this. Migrations and commands need the account that owns the tables and may create some in the schema public: as a superuser, `grant create on database firme to firme_owner; alter schema public owner to firme_owner`, or run the SQL that npx firme grant prints.',
  '3D000': 'There is no such database: make it with createdb, or mend the end of DATABASE_URL.',
  '28P01': 'The database does not take this password: check DATABASE_URL and its siblings.',
  '28000':
    'The database does not let this account in from here: check pg_hba.conf, and whether DATABASE_URL needs ?sslmode=require.',
  '53300': 'The database has no connection left: raise max_connections, or lower WEB_CONCURRENCY.',
  '57P03': 'The database is still starting: try again in a moment.',
  '53100': 'The disk of the database is full: make room.',
}
