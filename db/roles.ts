import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { databaseRole, ownerRole, type ProcessRole, processRoles } from './grants'

/** Where each process reaches the database, with its own credential. */
export type Credentials = Record<ProcessRole | 'owner', string>

const everyRole = [ownerRole, ...processRoles.map(databaseRole)]

/**
 * Makes the roles, gives the tables to their owner and closes what PostgreSQL opens to everybody. Idempotent; also for a
 * database in which one superuser owned everything.
 *
 * @param adminUrl of a superuser; only the keeper and commands have it
 */
export async function secureDatabase(adminUrl: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query([...roleStatements(databaseOf(adminUrl)), ...closeOtherDatabases].join(';\n'))
  })
}

/** Gives each role a new password, which is kept nowhere: the keeper hands it to the process that needs it. */
export async function newCredentials(adminUrl: string): Promise<Credentials> {
  return withClient(adminUrl, async (client) => {
    const credential = async (role: string) => {
      const password = randomBytes(24).toString('hex')
      await client.query(`alter role ${role} password '${password}'`)
      const url = new URL(adminUrl)
      url.username = role
      url.password = password
      return url.href
    }
    return {
      owner: await credential(ownerRole),
      web: await credential(databaseRole('web')),
      office: await credential(databaseRole('office')),
      worker: await credential(databaseRole('worker')),
    }
  })
}

/** The same account working as the owner of the tables, so that what it makes belongs to them. */
export function asOwner(adminUrl: string): string {
  const url = new URL(adminUrl)
  url.searchParams.set('options', `-c role=${ownerRole}`)
  return url.href
}

/**
 * What a superuser runs once, connected to Firme's database. No role may make databases or roles, nor follow replication;
 * without CREATE and TEMPORARY nothing can be put in the way of a name that a statement looks up.
 *
 * @param database name of the database
 */
export function roleStatements(database: string): string[] {
  const name = pg.escapeIdentifier(database)
  const processes = processRoles.map(databaseRole).join(', ')
  return [
    // Another database of the same server may have made them already.
    ...everyRole.map(
      (role) =>
        `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login; end if; end $$`,
    ),
    ...everyRole.flatMap((role) => [
      `alter role ${role} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit`,
      `alter role ${role} in database ${name} set search_path = public, pg_temp`,
    ]),
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to ${processes}`,
    `grant connect, create, temporary on database ${name} to ${ownerRole}`,
    'revoke all on schema public from public',
    `alter schema public owner to ${ownerRole}`,
    `grant usage on schema public to ${processes}`,
    giveToOwner,
    closeLargeObjects,
  ]
}

/** Tables, sequences, functions and types, in Firme's schema and in that of the job queue. */
const giveToOwner = `do $$ declare thing record; begin
  for thing in
    select format('alter schema %I owner to ${ownerRole}', nspname) as change from pg_namespace where nspname = 'graphile_worker' and nspowner <> '${ownerRole}'::regrole
    union all
    select format('alter %s %s owner to ${ownerRole}', case relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end, oid::regclass) from pg_class
      where relnamespace in (select oid from pg_namespace where nspname in ('public', 'graphile_worker')) and relkind in ('r', 'p', 'v', 'S') and relowner <> '${ownerRole}'::regrole
        and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype in ('a', 'i') and relkind = 'S')
    union all
    select format('alter routine %s owner to ${ownerRole}', oid::regprocedure) from pg_proc
      where pronamespace in (select oid from pg_namespace where nspname in ('public', 'graphile_worker')) and proowner <> '${ownerRole}'::regrole
        and not exists (select from pg_depend where classid = 'pg_proc'::regclass and objid = pg_proc.oid and deptype = 'e')
    union all
    select format('alter type %s owner to ${ownerRole}', oid::regtype) from pg_type
      where typnamespace in (select oid from pg_namespace where nspname in ('public', 'graphile_worker')) and typowner <> '${ownerRole}'::regrole and typelem = 0
        and (typtype in ('e', 'd') or (typtype = 'c' and exists (select from pg_class where pg_class.oid = typrelid and relkind = 'c')))
  loop execute thing.change; end loop;
end $$`

/** Anybody may make large objects otherwise, a store of their own beside the tables. */
const closeLargeObjects = `do $$ declare thing record; begin
  for thing in select oid::regprocedure as signature from pg_proc where pronamespace = 'pg_catalog'::regnamespace and (proname like 'lo\\_%' or proname in ('loread', 'lowrite'))
  loop execute format('revoke all on function %s from public', thing.signature); end loop;
end $$`

/** Those that initdb makes, on a server that is Firme's alone. */
const closeOtherDatabases = ['postgres', 'template1'].map((name) => `revoke all on database ${name} from public`)

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
