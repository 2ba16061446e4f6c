import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { databaseRole, ownerRole, type ProcessRole, processRoles } from './grants'
import { oneClient } from './one-client'

/** Where each process reaches the database, with its own credential. */
export type Credentials = Record<ProcessRole | 'owner', string>

const everyRole = [ownerRole, ...processRoles.map(databaseRole)]

/**
 * Makes the roles, gives the tables to their owner and closes what PostgreSQL opens to everybody. Idempotent; also for a
 * database in which one superuser owned everything.
 *
 * @param adminUrl     of a superuser; only the keeper and commands have it
 * @param webProcesses how many web processes there may be
 */
export async function secureDatabase(adminUrl: string, webProcesses = 1): Promise<void> {
  await withClient(adminUrl, async (client) => {
    await client.query([...roleStatements(databaseOf(adminUrl), webProcesses), ...closeOtherDatabases].join(';\n'))
  })
}

/** The credentials of one start, which are kept nowhere: the keeper hands each process its own. */
export interface KeptCredentials {
  /** Always the latest. */
  credentials: Credentials
  /**
   * Gives a new password to each role whose password or settings are not as they were left. A role may change its own,
   * so whoever took over a process could otherwise lock out the others of its kind.
   *
   * @returns those that got one
   */
  renewChanged(): Promise<(ProcessRole | 'owner')[]>
}

/** Gives each role a new password. @param adminUrl of a superuser */
export async function openCredentials(adminUrl: string): Promise<KeptCredentials> {
  const names = [...processRoles, 'owner'] as const
  const roleOf = (name: ProcessRole | 'owner') => (name === 'owner' ? ownerRole : databaseRole(name))
  const credentials = {} as Credentials
  const left = new Map<string, string>()
  const renew = (due: readonly (ProcessRole | 'owner')[]) =>
    withClient(adminUrl, async (client) => {
      for (const name of due) {
        const role = roleOf(name)
        // In one transaction: a mark that is read later may be that of a password which the role has set meanwhile.
        await client.query('begin')
        credentials[name] = await newCredential(client, adminUrl, role)
        left.set(role, (await marksOf(client)).get(role)!)
        await client.query('commit')
      }
    })
  await renew(names)
  return {
    credentials,
    async renewChanged() {
      const now = await withClient(adminUrl, marksOf)
      const changed = names.filter((name) => now.get(roleOf(name)) !== left.get(roleOf(name)))
      if (changed.length > 0) await renew(changed)
      return changed
    },
  }
}

async function newCredential(client: pg.Client, adminUrl: string, role: string): Promise<string> {
  const password = randomBytes(24).toString('hex')
  const inDatabase = `alter role ${role} in database ${pg.escapeIdentifier(databaseOf(adminUrl))}`
  await client.query(
    [
      `alter role ${role} reset all`,
      `${inDatabase} reset all`,
      `${inDatabase} ${searchPath}`,
      `alter role ${role} password '${password}'`,
    ].join(';\n'),
  )
  const url = new URL(adminUrl)
  url.username = role
  url.password = password
  return url.href
}

/** What a role could change about itself. */
async function marksOf(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ role: string; mark: string }>(
    `select rolname as role, concat(rolpassword, (select string_agg(setdatabase || ' ' || setconfig::text, ' ' order by setdatabase)
       from pg_db_role_setting where setrole = pg_authid.oid)) as mark
     from pg_authid where rolname = any($1)`,
    [everyRole],
  )
  return new Map(rows.map(({ role, mark }) => [role, mark]))
}

/**
 * The most connections each process may hold: its pool (eight, the worker's ten), its listener, and as much again while it
 * restarts. Without a limit, whoever took over web could hold them all and shut out the office. No role may raise its own.
 */
function connectionLimits(webProcesses: number): Record<ProcessRole, number> {
  return { web: 20 + webProcesses * 10, office: 16, worker: 20 }
}

/** What the embedded server needs for these, its owner and its superuser. */
export function connectionsFor(webProcesses: number): number {
  return Object.values(connectionLimits(webProcesses)).reduce((all, most) => all + most, 0) + 14
}

const searchPath = 'set search_path = public, pg_temp'

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
 * @param database     name of the database
 * @param webProcesses on all machines together
 */
export function roleStatements(database: string, webProcesses: number): string[] {
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
      `alter role ${role} in database ${name} ${searchPath}`,
    ]),
    ...Object.entries(connectionLimits(webProcesses)).map(
      ([role, most]) => `alter role ${databaseRole(role as ProcessRole)} connection limit ${most}`,
    ),
    `revoke all on database ${name} from public`,
    `grant connect on database ${name} to ${processes}`,
    `grant connect, create, temporary on database ${name} to ${ownerRole}`,
    'revoke all on schema public from public',
    `alter schema public owner to ${ownerRole}`,
    `grant usage on schema public to ${processes}`,
    giveToOwner,
    closeLargeObjects,
    closeAdvisoryLocks,
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

/**
 * Anybody may take any advisory lock otherwise, and one that is never released would stop the office: each entry of the
 * audit log takes one. Web has `web_turn` instead.
 */
const closeAdvisoryLocks = `do $$ declare thing record; begin
  for thing in select oid::regprocedure as signature from pg_proc where pronamespace = 'pg_catalog'::regnamespace and proname like '%\\_advisory\\_%'
  loop
    execute format('revoke all on function %s from public', thing.signature);
    execute format('grant execute on function %s to ${[ownerRole, databaseRole('office'), databaseRole('worker')].join(', ')}', thing.signature);
  end loop;
end $$`

/** Those that initdb makes, on a server that is Firme's alone. */
const closeOtherDatabases = ['postgres', 'template1'].map((name) => `revoke all on database ${name} from public`)

function databaseOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1))
}

async function withClient<Result>(url: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = oneClient(url)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
