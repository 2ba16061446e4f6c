import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { sessionCookie } from '~/office/guard/sessions.server'
import { ownerLink } from '~/office/team/owner-link.server'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const password = 'maíz frijol calabaza chile'
const minutes = (count: number) => count * 60_000
const after = (world: World, milliseconds: number) => new Date(world.at.getTime() + milliseconds)

function codeOf(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })
}

/** Omar comes in by the owner's link with a password and an app. */
async function omarJoins(world: World) {
  const token = (await ownerLink(world.db, world.keyring, false, world.at))!
  const page = await call(world, officeRoute('office.join.$token').loader!, { params: { token } })
  const { found } = page.body as { found: { totp: { secret: string } } }
  const { secret } = found.totp
  const fields = {
    intent: 'password',
    name: 'Omar Reyes',
    email: 'omar@example.org',
    password,
    secret,
    code: codeOf(secret, world.at),
  }
  const joined = await call(world, officeRoute('office.join.$token').action!, { params: { token }, fields })
  return { token, secret, joined, codes: (joined.body as { came: { codes: string[] } }).came.codes }
}

const signIn = (world: World, fields: Record<string, string>, at: Date) =>
  call(world, officeRoute('office.sign-in').action!, {
    fields: { intent: 'password', email: 'omar@example.org', password, ...fields },
    at,
  })
const tokenIn = (cookie: string | null) => new RegExp(`${sessionCookie}=([\\w-]{43})`).exec(cookie ?? '')?.[1]

test('the first owner comes in by a link that works once', async ({ world }) => {
  const { token, joined, codes } = await omarJoins(world)
  expect(codes).toHaveLength(10)
  // Said by the action itself: after it the loader finds the invitation used, and would answer 410.
  expect(joined.ownStatus).toBe(200)
  expect(joined.cookie).toMatch(/^__Host-firme=[\w-]{43};/)
  expect(joined.cookie!.split('; ').slice(1)).toEqual(
    expect.arrayContaining(['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']),
  )
  expect((await call(world, officeRoute('office.join.$token').loader!, { params: { token } })).body).toMatchObject({
    found: { outcome: 'gone' },
  })
  expect(
    (
      await call(world, officeRoute('office.join.$token').action!, {
        params: { token },
        fields: { intent: 'password' },
      })
    ).status,
  ).toBe(410)
  expect(await ownerLink(world.db, world.keyring, false, world.at)).toBeNull()
  expect((await call(world, officeRoute('office._index').loader!, { token: tokenIn(joined.cookie)! })).status).toBe(200)
})

test('who mistypes while joining need not scan another code', async ({ world }) => {
  const token = (await ownerLink(world.db, world.keyring, false, world.at))!
  const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const refused = await call(world, officeRoute('office.join.$token').action!, {
    params: { token },
    fields: { intent: 'password', name: 'Omar', email: 'omar@example.org', password: 'short', secret, code: '1' },
  })
  expect(refused).toMatchObject({
    status: 422,
    body: { totp: { secret }, came: { form: { values: { name: 'Omar' } } } },
  })
  expect(JSON.stringify(refused.body)).not.toContain('"short"')
})

test('a password needs its code; a code is good once, a recovery code too', async ({ world }) => {
  const { secret, codes } = await omarJoins(world)
  const later = after(world, minutes(2))
  const code = codeOf(secret, later)
  expect((await signIn(world, { code: '000000' }, later)).status).toBe(422)
  expect((await signIn(world, { code }, later)).location).toBe('/office')
  expect((await signIn(world, { code }, later)).status).toBe(422)
  expect((await signIn(world, { code: codes[0]! }, later)).location).toBe('/office')
  expect((await signIn(world, { code: codes[0]! }, later)).status).toBe(422)
})

test('the code of joining signs nobody in, nor does one whose password was wrong use it up', async ({ world }) => {
  const { secret } = await omarJoins(world)
  expect((await signIn(world, { code: codeOf(secret, world.at) }, world.at)).status).toBe(422)
  const later = after(world, minutes(2))
  const code = codeOf(secret, later)
  expect((await signIn(world, { code, password: 'not the password at all' }, later)).status).toBe(422)
  expect((await signIn(world, { code }, later)).location).toBe('/office')
  // Proving who is there takes a new code too.
  const browser = await signIn(world, { code: codeOf(secret, after(world, minutes(5))) }, after(world, minutes(5)))
  const prove = (typed: string) =>
    call(world, officeRoute('office.prove').action!, {
      token: tokenIn(browser.cookie)!,
      fields: { intent: 'password', password, code: typed },
      at: after(world, minutes(5)),
    })
  expect((await prove(codeOf(secret, after(world, minutes(5))))).status).toBe(422)
  expect((await prove(codeOf(secret, after(world, minutes(5.5))))).status).toBe(303)
})

test('signing in makes a new session, signing out ends it at once, and a link elsewhere is not followed', async ({
  world,
}) => {
  const { secret, joined } = await omarJoins(world)
  const old = tokenIn(joined.cookie)!
  const later = after(world, minutes(3))
  const came = await signIn(world, { code: codeOf(secret, later), next: 'https://evil.example/office' }, later)
  expect(came.location).toBe('/office')
  expect(tokenIn(came.cookie)).not.toBe(old)
  await call(world, officeRoute('office.sign-out').action!, { token: old, fields: {} })
  expect((await call(world, officeRoute('office._index').loader!, { token: old })).location).toMatch(
    /^\/office\/sign-in/,
  )
  for (const [index, next] of [
    '//evil.example',
    '/office/../../x',
    '/office//evil',
    'javascript:alert(1)',
    '/office\\evil',
  ].entries()) {
    const again = after(world, minutes(10 + index))
    expect((await signIn(world, { code: codeOf(secret, again), next }, again)).location).toBe('/office')
  }
})

test('what touches people or access asks for a proof that is not older than five minutes', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const team = officeRoute('office.team').action!
  const fields = {
    intent: 'invite',
    email: 'lucia@example.org',
    role: 'viewer',
    group: await groupOf(world, 'network'),
    language: 'es',
  }
  const late = await call(world, team, { token, fields, at: after(world, minutes(6)) })
  expect(late.location).toMatch(/^\/office\/prove/)
  expect(await world.db.selectFrom('invitation').select('id').execute()).toEqual([])
  expect((await call(world, team, { token, fields })).location).toMatch(/^\/office\/team\?done=invited/)
  const mail = await world.db
    .selectFrom('message')
    .selectAll()
    .where('template', '=', 'office-invitation')
    .executeTakeFirstOrThrow()
  expect(mail).toMatchObject({ state: 'queued', language: 'es', contact_id: null })
})

test('an invitation is gone after seven days, and when it is withdrawn', async ({ world }) => {
  const token = (await ownerLink(world.db, world.keyring, false, world.at))!
  const join = officeRoute('office.join.$token').loader!
  expect((await call(world, join, { params: { token }, at: after(world, minutes(60 * 24 * 7)) })).body).toMatchObject({
    found: { outcome: 'gone' },
  })
  await world.db.updateTable('invitation').set({ withdrawn_at: world.at }).execute()
  expect((await call(world, join, { params: { token } })).body).toMatchObject({ found: { outcome: 'gone' } })
})

test('the last owner of the network stays; a role that is taken away ends every session at the next page', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const omar = await organizer(world, 'owner', network)
  const lucia = await organizer(world, 'organizer', network, 'Lucía Paz')
  const team = officeRoute('office.team').action!
  const change = (who: string, role: string) =>
    call(world, team, { token: omar.token, fields: { intent: 'role', organizer: who, group: network, role } })
  expect((await change(omar.id, 'none')).status).toBe(422)
  expect((await change(omar.id, 'viewer')).status).toBe(422)
  expect((await change(lucia.id, 'none')).status).toBe(303)
  expect((await call(world, officeRoute('office._index').loader!, { token: lucia.token })).location).toMatch(
    /^\/office\/sign-in/,
  )
})

test('forged fields give nobody more: an organizer cannot invite, nor name a group that is not theirs', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const elsewhere = await groupOf(world, 'Elsewhere')
  const organizing = await organizer(world, 'organizer', network)
  const owner = await organizer(world, 'owner', elsewhere)
  const team = officeRoute('office.team').action!
  const fields = {
    intent: 'invite',
    email: 'eve@example.org',
    role: 'owner',
    group: network,
    language: 'en',
    ['__proto__']: 'x',
    constructor: 'x',
    id: 'x',
    right: 'manage-organizers',
  }
  expect((await call(world, team, { token: organizing.token, fields })).status).toBe(403)
  expect((await call(world, team, { token: owner.token, fields })).status).toBe(404)
  expect(await world.db.selectFrom('invitation').select('id').execute()).toEqual([])
})

test('nobody can change the ledger, and whoever gets around that is found out', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  for (const on of ['1', '0', '1'])
    await call(world, officeRoute('office.switches').action!, { token, fields: { name: 'mail', on } })
  const chain = async () =>
    (await call(world, officeRoute('office.audit').loader!, { token })).body as {
      brokenAt: number | null
      count: number
    }
  expect(await chain()).toMatchObject({ brokenAt: null, count: 3 })
  await expect(sql`update audit set subject = 'nothing'`.execute(world.db)).rejects.toThrow(/append-only/)
  await expect(sql`delete from audit`.execute(world.db)).rejects.toThrow(/append-only/)
  await expect(sql`truncate audit`.execute(world.db)).rejects.toThrow(/append-only/)
  await sql`alter table audit disable trigger audit_stands`.execute(world.db)
  await sql`update audit set subject = 'nothing happened' where seq = 2`.execute(world.db)
  expect((await chain()).brokenAt).toBe(2)
})

test('a damaged app signs nobody in, is noted, and a recovery code still opens', async ({ world }) => {
  const { secret, codes } = await omarJoins(world)
  await world.db
    .updateTable('organizer')
    .set({ sealed_totp: Buffer.from('damaged') })
    .execute()
  const at = new Date(world.at.getTime() + 60_000)
  expect((await signIn(world, { code: codeOf(secret, at) }, at)).status).toBe(422)
  expect((await signIn(world, { code: codes[0]! }, at)).status).toBe(303)
})
