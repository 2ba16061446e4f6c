import { execFileSync } from 'node:child_process'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { type Db, openDatabase } from '#db/client'
import { runningEmbedded, startEmbedded } from '#db/embedded'
import { databaseRole, grants, type ProcessRole, processRoles } from '#db/grants'
import { migrate } from '#db/migrate'
import { fastFolder } from '../../support/fast-folder'
import { startSite, until } from '../../support/running-site'

const root = path.resolve(import.meta.dirname, '..', '..', '..')

/** What somebody has who took over a process: its environment, and the database as it reaches it. */
interface Taken {
  environment: Record<string, string>
  /** @returns rows, or why the database refuses */
  tries: (statement: string, values?: unknown[]) => Promise<unknown[] | string>
}

const site = await startSite({
  SMTP_URL: 'smtp://someone:of-the-mail-server@127.0.0.1:1',
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
  TWILIO_AUTH_TOKEN: 'of-the-provider',
  TWILIO_FROM: '+16025550100',
  TWILIO_API_URL: 'http://127.0.0.1:1',
  A_SECRET_OF_THE_MACHINE: 'not for anybody',
})
afterAll(() => site.stop())
const { db } = openDatabase((await runningEmbedded(site.dataDir))!, 2)
afterAll(() => db.destroy())
const takenAs = Object.fromEntries(processRoles.map((role) => [role, take(role)])) as Record<ProcessRole, Taken>

const denied = /permission denied|must be superuser|must be owner|only roles with|not permitted/i

test.for([...processRoles])('the environment of %s holds what it needs and nothing else', (role) => {
  const { environment } = takenAs[role]
  const names = Object.keys(environment)
  expect(names).not.toContain('A_SECRET_OF_THE_MACHINE')
  expect(new URL(environment.DATABASE_URL!).username).toBe(`firme_${role}`)
  expect(names.filter((name) => name.startsWith('DATABASE_URL'))).toEqual(['DATABASE_URL'])
  expect(JSON.stringify(environment).includes('of-the-mail-server')).toBe(role === 'worker')
  expect(names.includes('SMTP_URL')).toBe(role === 'worker')
  // Web checks the provider's signatures with it, and the worker sends.
  expect(JSON.stringify(environment).includes('of-the-provider')).toBe(role !== 'office')
  if (role === 'web') expect(names).not.toContain('KEYRING_FILE')
})

test('a taken web reads no person, contact, organizer, session, invitation, message or sealed column', async () => {
  const { tries } = takenAs.web
  for (const [table, by] of Object.entries(grants)) {
    if (!by.web.whole.includes('select')) expect(await tries(`select * from ${table}`), table).toMatch(denied)
    if (by.web.whole.length === 0 && Object.keys(by.web.parts).length === 0)
      expect(await tries(`select from ${table}`), table).toMatch(denied)
  }
  for (const [table, column] of [
    ['intake', 'sealed'],
    ['bridge_call', 'sealed_phone'],
    ['contact_report', 'sealed_note'],
    ['vault_key', 'wrapped_private_key'],
    ['outreach', 'person_id'],
  ])
    expect(await tries(`select ${column} from ${table}`), `${table}.${column}`).toMatch(denied)
  // Without the token of a link the functions behind links answer nothing.
  expect(await tries('select * from own_page_of_link($1)', [randomBytes(32)])).toEqual([])
})

test('a taken web writes to the intake and to what calls need, and nowhere else', async () => {
  const { tries } = takenAs.web
  const writes = ['intake', 'call_in', 'call_in_key', 'call_leg']
  for (const table of Object.keys(grants)) {
    expect(await tries(`delete from ${table} where false`), table).toMatch(denied)
    expect(await tries(`begin; lock table ${table} in access exclusive mode nowait; rollback`), table).toMatch(denied)
    if (!writes.includes(table)) expect(await tries(`insert into ${table} default values`), table).toMatch(denied)
    expect(await tries(`truncate ${table}`), table).toMatch(denied)
  }
  expect(await tries('update call_leg set post_id = null where false')).toMatch(denied)
  expect(await tries('update petition set title = title where false')).toMatch(denied)
})

test.for([...processRoles])(
  'a taken %s gets no shell, no file, no other role and no place of its own',
  async (role) => {
    const { tries } = takenAs[role]
    for (const statement of [
      `copy (select 1) to program 'id'`,
      `copy petition from program 'id'`,
      `copy (select 1) to '/tmp/firme-was-here'`,
      `select pg_read_file('/etc/passwd')`,
      `select pg_read_binary_file('postgresql.conf')`,
      `select pg_ls_dir('.')`,
      `select lo_import('/etc/passwd')`,
      `select lo_from_bytea(0, 'x')`,
      `select lo_creat(-1)`,
      'select * from pg_authid',
      'select * from pg_shadow',
      'select * from pg_hba_file_rules',
      'create extension dblink',
      'create schema mine',
      'create table public.mine (id integer)',
      'create temporary table mine (id integer)',
      `create function public.mine() returns integer language sql as 'select 1'`,
      'create view public.mine as select 1',
      'create role mine superuser',
      'create database mine',
      'alter role firme_web superuser',
      `alter role firme_owner password 'mine'`,
      'grant firme_owner to firme_web',
      'set role firme_owner',
      'set role firme',
      'set session authorization firme',
      `alter system set log_statement = 'all'`,
      'alter table petition disable trigger all',
      'alter table audit disable trigger all',
      'drop table petition',
      `do language plpythonu 'pass'`,
      "load '/tmp/firme-was-here.so'",
      `select pg_reload_conf()`,
      `select pg_terminate_backend(pid) from pg_stat_activity where usename <> current_user`,
    ])
      expect(await tries(statement), statement).toMatch(
        /permission denied|must be|only roles|does not exist|not permitted|cannot set|not a member|only superuser|not allowed/i,
      )
    expect(
      await tries('select rolname from pg_roles where pg_has_role(rolname, $$member$$) and rolname <> current_user'),
    ).toEqual([])
    for (const database of ['postgres', 'template1'])
      expect(await triesOn(database, takenAs[role].environment.DATABASE_URL!), database).toMatch(denied)
  },
)

test('a taken web that opens all the connections it can shuts nobody else out', async () => {
  const url = takenAs.web.environment.DATABASE_URL!
  const held: pg.Client[] = []
  try {
    for (let refused = 0; held.length < 75 && refused === 0; ) {
      const client = new pg.Client({ connectionString: url })
      client.on('error', () => {})
      await client.connect().then(
        () => held.push(client),
        (error: { code?: string }) => {
          refused += 1
          expect(error.code).toBe('53300')
        },
      )
    }
    expect(held.length).toBeLessThan(40)
    expect(await takenAs.office.tries('select 1 as one')).toEqual([{ one: 1 }])
    expect(
      await held[0]!.query('alter role firme_web connection limit 1000').catch((error: Error) => error.message),
    ).toMatch(denied)
  } finally {
    await Promise.all(held.map((client) => client.end()))
  }
})

test('the worker lets nobody into the office, and the office reads nothing that waits in the intake', async () => {
  for (const table of [
    'organizer_session',
    'passkey',
    'recovery_code',
    'petition_draft',
    'invitation',
    'organizer',
    'organizer_role',
    'access_link',
    'export',
  ]) {
    expect(await takenAs.worker.tries(`insert into ${table} default values`), table).toMatch(denied)
    if (table !== 'export')
      expect(await takenAs.worker.tries(`update ${table} set ctid = ctid`), table).not.toMatch(/^UPDATE/)
  }
  expect(await takenAs.worker.tries("update organizer set password_hash = ''")).toMatch(denied)
  expect(await takenAs.office.tries('select sealed from intake')).toMatch(denied)
  expect(await takenAs.office.tries('select sealed_phone from bridge_call')).toMatch(denied)
  for (const { tries } of [takenAs.office, takenAs.worker]) {
    expect(await tries('delete from audit')).toMatch(denied)
    expect(await tries('update audit set subject = subject')).toMatch(denied)
  }
  expect(await takenAs.web.tries('select * from graphile_worker.jobs')).toMatch(denied)
  expect(await takenAs.office.tries('select * from graphile_worker.jobs')).toMatch(denied)
})

test('rows that somebody wrote with every right in the database open nothing without the keyring', async () => {
  const id = await invents(db)
  const token = randomBytes(16).toString('base64url')
  const network = await db
    .selectFrom('member_group')
    .select('id')
    .where('kind', '=', 'network')
    .executeTakeFirstOrThrow()
  const soon = new Date(Date.now() + 3_600_000)
  await db
    .insertInto('invitation')
    .values({
      id: randomUUID(),
      token_hash: sha256(token),
      group_id: network.id,
      role: 'owner',
      sealed: null,
      invited_by: null,
      created_at: new Date(),
      expires_at: soon,
      accepted_at: null,
      withdrawn_at: null,
      mac: randomBytes(32),
    })
    .execute()
  const link = await fetch(`${site.officeUrl}/office/join/${token}`)
  expect(await link.text()).not.toContain('data-passkey=')
  const cookie = randomBytes(32).toString('base64url')
  await db
    .insertInto('organizer_session')
    .values({
      id: randomUUID(),
      token_hash: sha256(cookie),
      organizer_id: id,
      way: 'passkey',
      created_at: new Date(),
      seen_at: new Date(),
      proved_at: new Date(),
      ended_at: null,
    })
    .execute()
  const home = await fetch(`${site.officeUrl}/office`, {
    headers: { cookie: `__Host-firme=${cookie}` },
    redirect: 'manual',
  })
  expect(home.status).toBe(302)
  expect(home.headers.get('location')).toContain('/office/sign-in')
  await db
    .insertInto('access_link')
    .values({
      id: randomUUID(),
      token_hash: sha256(token),
      organizer_id: id,
      made_by: null,
      created_at: new Date(),
      expires_at: soon,
      used_at: null,
    })
    .execute()
  expect(await (await fetch(`${site.officeUrl}/office/recover/${token}`)).text()).not.toContain('data-passkey=')
  // The link that the start printed was made with the keyring.
  expect(await (await fetch(site.ownerLink())).text()).toContain('data-passkey=')
})

test('a taken web that changes its own password and settings locks nobody out: web starts again with a new one', async () => {
  const { environment } = takenAs.web
  const before = site.pids('web')
  for (const change of ['set lock_timeout = 1', 'in database firme set search_path = pg_temp', `password 'mine'`])
    expect(await takenAs.web.tries(`alter role firme_web ${change}`), change).toEqual([])
  const mine = new URL(environment.DATABASE_URL!)
  mine.password = 'mine'
  const taken = new pg.Client({ connectionString: mine.href })
  await taken.connect()
  // Everybody has to connect again.
  await taken.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()',
  )
  await taken.end()

  const answers = new Set<number>()
  await until(async () => {
    const body = new URLSearchParams({
      given_name: 'Rosa',
      family_name: 'Paz',
      email: 'rosa@example.org',
      postal_code: '85001',
    })
    const { status } = await fetch(`${site.url}/es/petitions/alto-polimigra`, {
      method: 'POST',
      body,
      redirect: 'manual',
    })
    answers.add(status)
    return status === 303
  })
  await until(async () => !site.pids('web').some((pid) => before.includes(pid)))
  // Until then, who signs is asked to try again.
  expect([...answers].filter((status) => status !== 303 && status !== 503)).toEqual([])
  const { rows } = await sql<{ settings: string[] }>`
    select setconfig as settings from pg_db_role_setting where setrole = 'firme_web'::regrole
  `.execute(db)
  expect(rows).toEqual([{ settings: ['search_path=public, pg_temp'] }])
  for (const old of [environment.DATABASE_URL!, mine.href]) {
    const client = new pg.Client({ connectionString: old })
    await expect(client.connect()).rejects.toMatchObject({ code: '28P01' })
  }
  expect(site.output()).toContain('Somebody has changed the database account of web')
})

test('a data folder from before, in which one superuser owned everything, gets the roles at its next start', async () => {
  const dataDir = await mkdtemp(path.join(await fastFolder(), 'firme-before-'))
  await chmod(dataDir, 0o711)
  const before = await startEmbedded(dataDir)
  const old = openDatabase(before.url, 1)
  await migrate(old.db, '017-campaign-of-message')
  await old.db.destroy()
  await before.stop()
  const upgraded = await startSite({ DATA_DIR: dataDir })
  const now = openDatabase((await runningEmbedded(dataDir))!, 1)
  try {
    const { rows } = await sql<{ owner: string }>`
      select distinct pg_get_userbyid(relowner) as owner from pg_class where relnamespace in ('public'::regnamespace, 'graphile_worker'::regnamespace) and relkind in ('r', 'v', 'S')
    `.execute(now.db)
    expect(rows).toEqual([{ owner: 'firme_owner' }])
    const users = async () => {
      const found = await sql<{ name: string }>`
        select distinct usename as name from pg_stat_activity where datname = 'firme' and pid <> pg_backend_pid() and backend_type = 'client backend' order by 1
      `.execute(now.db)
      return found.rows.map(({ name }) => name).join(' ')
    }
    await until(
      async () => (await users()) === [...processRoles].map(databaseRole).sort().join(' '),
      30_000,
      upgraded.output,
    )
    // The worker uses the queue of jobs, which belongs to somebody else.
    await until(
      async () => (await sql`select from graphile_worker._private_known_crontabs`.execute(now.db)).rows.length > 0,
      30_000,
      upgraded.output,
    )
    expect((await fetch(`${upgraded.url}/es`)).status).toBe(200)
    expect(upgraded.firme('doctor')).toMatch(/database roles +web, office and worker have one each/)
  } finally {
    await now.db.destroy()
    await upgraded.stop()
  }
})

test('on a server of one’s own the printed SQL makes the roles, and the site runs on them', async () => {
  const folder = await mkdtemp(path.join(await fastFolder(), 'firme-own-'))
  await chmod(folder, 0o711)
  const server = await startEmbedded(path.join(folder, 'server'))
  await mkdir(path.join(folder, 'data'))
  const admin = new pg.Client({ connectionString: server.url })
  await admin.connect()
  const of = (role: string) => server.url.replace(/firme:[^@]+/, `${role}:chosen`)
  const settings = {
    DATA_DIR: path.join(folder, 'data'),
    DATABASE_URL: of('firme_owner'),
    DATABASE_URL_WEB: of('firme_web'),
    DATABASE_URL_OFFICE: of('firme_office'),
    DATABASE_URL_WORKER: of('firme_worker'),
  }
  try {
    const firme = (...args: string[]) =>
      execFileSync(path.join(root, 'node_modules', '.bin', 'node'), [path.join(root, 'app', 'firme.mjs'), ...args], {
        env: { ...process.env, DATA_DIR: settings.DATA_DIR, DATABASE_URL: server.url },
        encoding: 'utf8',
      })
    firme('migrate')
    expect(firme('doctor')).toMatch(/^look +database roles +web, office, worker would use the account of DATABASE_URL/m)
    const printed = firme('grant')
    await admin.query(printed.replace(/^\\.*$/gm, ''))
    for (const [, role] of printed.matchAll(/^\\password (\w+)$/gm))
      await admin.query(`alter role ${role} password 'chosen'`)
    const own = await startSite(settings)
    try {
      expect(own.firme('doctor')).toMatch(/^ok +database roles +web, office and worker have one each/m)
      await until(
        async () => (await admin.query("select from pg_stat_activity where usename = 'firme_worker'")).rowCount! > 0,
      )
      const { rows } = await admin.query(
        "select distinct usename from pg_stat_activity where datname = 'firme' and pid <> pg_backend_pid() and backend_type = 'client backend' order by 1",
      )
      expect(rows.map(({ usename }) => usename)).toEqual(['firme_office', 'firme_web', 'firme_worker'])
    } finally {
      await own.stop()
    }
  } finally {
    await admin.end()
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
})

function take(role: ProcessRole): Taken {
  const environment = Object.fromEntries(
    readFileSync(`/proc/${site.pids(role)[0]!}/environ`, 'utf8')
      .split('\0')
      .filter(Boolean)
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
  return {
    environment,
    async tries(statement, values = []) {
      const client = new pg.Client({ connectionString: environment.DATABASE_URL })
      await client.connect()
      try {
        return (await client.query(statement, values)).rows
      } catch (error) {
        return (error as Error).message
      } finally {
        await client.end()
      }
    },
  }
}

async function triesOn(database: string, url: string): Promise<string> {
  const other = new URL(url)
  other.pathname = `/${database}`
  const client = new pg.Client({ connectionString: other.href })
  try {
    await client.connect()
    return 'connected'
  } catch (error) {
    return (error as Error).message
  } finally {
    await client.end().catch(() => {})
  }
}

/** An owner of the network, put in by hand. */
async function invents(everything: Db): Promise<string> {
  const id = randomUUID()
  await everything
    .insertInto('organizer')
    .values({
      id,
      email_index: randomBytes(32),
      sealed: randomBytes(60),
      language: 'en',
      password_hash: null,
      sealed_totp: null,
      created_at: new Date(),
      removed_at: null,
    })
    .execute()
  const network = await everything
    .selectFrom('member_group')
    .select('id')
    .where('kind', '=', 'network')
    .executeTakeFirstOrThrow()
  await everything
    .insertInto('organizer_role')
    .values({ organizer_id: id, group_id: network.id, role: 'owner', since: new Date() })
    .execute()
  return id
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
