import { sql } from 'kysely'
import { type Db, openDatabase } from '#db/client'
import type { Env } from '~/env.server'
import { passesNotificationsOn } from '~/web/http/listen.server'
import { type Check, hearingCheck } from '~/web/site/ready.server'

/** Whether PostgreSQL is new enough. */
export async function versionCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{
    version: number
  }>`select current_setting('server_version_num')::integer as version`.execute(db)
  const version = Math.floor(rows[0]!.version / 10_000)
  return {
    name: 'PostgreSQL',
    state: version >= 15 ? 'ok' : 'bad',
    detail: `version ${version}${version >= 15 ? '' : ': Firme needs 15 or newer'}`,
  }
}

/** Whether each process reaches the database with rights of its own. On the embedded server it always does. */
export async function rolesCheck({ databaseUrl, databaseUrls }: Env, url: string): Promise<Check> {
  const name = 'database roles'
  if (!databaseUrl) return { name, state: 'ok', detail: 'web, office and worker have one each' }
  const mend = 'npx firme grant prints the SQL that gives each its own'
  const shared = Object.entries(databaseUrls).filter(([, own]) => own === null || userOf(own) === userOf(url))
  if (shared.length > 0)
    return {
      name,
      state: 'warn',
      detail: `${shared.map(([role]) => role).join(', ')} would use the account of DATABASE_URL, which may do everything: ${mend}`,
    }
  const known = Object.values(databaseUrls).filter((own) => own !== null)
  if (new Set(known.map(userOf)).size < known.length)
    return { name, state: 'warn', detail: `some processes share one account: ${mend}` }
  const superusers = (await Promise.all([url, ...known].map(isSuperuser))).some((one) => one)
  return superusers
    ? { name, state: 'bad', detail: `one is a superuser of the database server and could run programs there: ${mend}` }
    : { name, state: 'ok', detail: 'web, office and worker have one each, and none is a superuser' }
}

/** Sends a notification there and back, as each web process does. */
export async function notificationsCheck({ listenUrl, databaseUrls }: Env, url: string): Promise<Check> {
  const heard = await passesNotificationsOn(listenUrl ?? databaseUrls.web ?? url).catch(() => null)
  const { name } = hearingCheck(true)
  if (heard === null)
    return {
      name,
      state: 'warn',
      detail: `cannot be received at ${listenUrl ? 'DATABASE_URL_LISTEN' : 'DATABASE_URL_WEB'}: check its address and password; until then pages are rendered again every two seconds`,
    }
  if (heard && listenUrl && userOf(listenUrl) !== userOf(databaseUrls.web ?? url))
    return {
      name,
      state: 'warn',
      detail: `come back, but DATABASE_URL_LISTEN names another account than the web process has: give it that of DATABASE_URL${databaseUrls.web ? '_WEB' : ''}`,
    }
  return hearingCheck(heard)
}

function userOf(url: string): string {
  return new URL(url).username
}

async function isSuperuser(url: string): Promise<boolean> {
  const { db } = openDatabase(url, 1)
  try {
    const { rows } = await sql<{
      is: boolean
    }>`select rolsuper or rolcreaterole or rolcreatedb as is from pg_roles where rolname = current_user`.execute(db)
    return rows[0]!.is
  } finally {
    await db.destroy()
  }
}
