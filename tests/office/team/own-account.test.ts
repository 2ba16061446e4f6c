import { Secret, TOTP } from 'otpauth'
import { expect } from 'vitest'
import { organizerIndex } from '~/office/guard/organizers.server'
import { startSession } from '~/office/guard/sessions.server'
import { hashPassword, passwordColumns } from '~/office/team/password.server'
import { sealTotp } from '~/office/team/totp.server'
import { linkToken } from '~/vault/links.server'
import { openVault } from '~/vault/open.server'
import { test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const { loader, action } = officeRoute('office.account')
const confirming = officeRoute('office.address.$token')
const minutes = 60_000

async function omar(world: World, group = 'network') {
  const { id, token } = await organizer(world, 'organizer', await groupOf(world, group))
  return {
    id,
    token,
    posts: (fields: Record<string, string>, at = world.at) => call(world, action!, { token, fields, at }),
    account: async () => ((await call(world, loader!, { token })).body as { account: Record<string, unknown> }).account,
  }
}

async function linkOf(world: World): Promise<string> {
  const { id } = await world.db
    .selectFrom('address_change')
    .select('id')
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return linkToken(world.keyring, id)
}

test('an organizer changes their own name, and keeps their address', async ({ world }) => {
  const { id, posts, account } = await omar(world)
  expect((await posts({ intent: 'name', name: 'Omar Reyes Ávila' })).location).toBe('/office/account?done=name')
  expect(await account()).toMatchObject({ name: 'Omar Reyes Ávila', email: `${id}@example.org` })
  expect(await posts({ intent: 'name', name: ' ' })).toMatchObject({
    status: 422,
    body: { form: { errors: [{ field: 'name', message: 'ownNameMissing' }] } },
  })
})

test('a new address is used once its link is opened; the old one hears of it before that', async ({ world }) => {
  const { id, token, posts, account } = await omar(world)
  expect((await posts({ intent: 'address', email: 'Omar@Saguaro.example' })).location).toBe(
    '/office/account?done=asked',
  )
  expect(await account()).toMatchObject({ email: `${id}@example.org`, waitingAddress: 'omar@saguaro.example' })
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails.map(({ to }) => to).sort()).toEqual(['omar@saguaro.example', `${id}@example.org`].sort())
  const link = await linkOf(world)
  expect(mailer.mails.find(({ to }) => to === 'omar@saguaro.example')!.text).toContain(`/office/address/${link}`)
  expect(mailer.mails.find(({ to }) => to === `${id}@example.org`)!.text).not.toContain(link)

  const params = { token: link }
  expect((await call(world, confirming.loader!, { params })).location).toBe('/office/sign-in?next=%2Foffice')
  expect((await call(world, confirming.loader!, { token, params })).body).toMatchObject({
    change: { address: 'omar@saguaro.example', group: null },
  })
  expect((await call(world, confirming.action!, { token, params, fields: {} })).location).toBe(
    '/office/account?done=address',
  )
  expect(await account()).toMatchObject({ email: 'omar@saguaro.example', waitingAddress: null })
  const row = await world.db
    .selectFrom('organizer')
    .select('email_index')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(row.email_index.equals(organizerIndex(world.keyring, 'omar@saguaro.example'))).toBe(true)
  expect((await call(world, confirming.action!, { token, params, fields: {} })).status).toBe(410)
})

test('whoever keeps their address ends the link; nobody else’s browser can use it', async ({ world }) => {
  const { posts, token, account } = await omar(world)
  await posts({ intent: 'address', email: 'omar@saguaro.example' })
  const params = { token: await linkOf(world) }
  const ida = await organizer(world, 'owner', await groupOf(world, 'network'), 'Lucía Paz')
  expect((await call(world, confirming.action!, { token: ida.token, params, fields: {} })).status).toBe(410)
  expect((await posts({ intent: 'keep-address' })).location).toBe('/office/account?done=kept')
  expect((await call(world, confirming.action!, { token, params, fields: {} })).status).toBe(410)
  expect(await account()).toMatchObject({ waitingAddress: null })
})

test('an address that another account has is refused to whoever opens its link, and told to nobody before', async ({
  world,
}) => {
  const { posts, token } = await omar(world)
  const lucia = await organizer(world, 'owner', await groupOf(world, 'network'), 'Lucía Paz')
  expect((await posts({ intent: 'address', email: `${lucia.id}@example.org` })).location).toBe(
    '/office/account?done=asked',
  )
  const params = { token: await linkOf(world) }
  expect(await call(world, confirming.action!, { token, params, fields: {} })).toMatchObject({
    status: 409,
    body: { outcome: 'taken' },
  })
})

test('a session that is over after two weeks is not listed as one where somebody is signed in', async ({ world }) => {
  const { id, account } = await omar(world)
  await startSession(
    world.db,
    world.keyring,
    { organizerId: id, way: 'passkey' },
    new Date(world.at.getTime() - 15 * 1_440 * minutes),
  )
  await world.db.updateTable('organizer_session').set({ seen_at: world.at }).where('organizer_id', '=', id).execute()
  expect((await account()).sessions).toMatchObject([{ isThis: true }])
})

test('one’s own address and none at all are refused', async ({ world }) => {
  const { id, posts } = await omar(world)
  for (const email of [`${id}@example.org`, ''])
    expect(await posts({ intent: 'address', email })).toMatchObject({
      status: 422,
      body: { form: { errors: [{ field: 'email' }] } },
    })
})

test('address, password and app ask for a fresh proof; name, language and zone do not', async ({ world }) => {
  const { posts } = await omar(world)
  const old = new Date(world.at.getTime() + 6 * minutes)
  for (const fields of [
    { intent: 'address', email: 'omar@saguaro.example' },
    { intent: 'new-app' },
    { intent: 'app', secret: 'A', code: '1' },
    { intent: 'password', password: 'x' },
  ] as Record<string, string>[])
    expect((await posts(fields, old)).location, fields.intent).toContain('/office/prove')
  expect((await posts({ intent: 'name', name: 'Omar' }, old)).location).toBe('/office/account?done=name')
  expect((await posts({ intent: 'zone', zone: '', language: 'es' }, old)).location).toBe(
    '/office/account?done=preferences',
  )
})

test('a new authenticator replaces the old one when its code is typed, and not before', async ({ world }) => {
  const { id, posts } = await omar(world)
  const vault = await openVault(world.db, world.keyring)
  const old = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const password = 'maíz frijol calabaza chile'
  await world.db
    .updateTable('organizer')
    .set({
      ...passwordColumns(world.keyring, id, await hashPassword(password)),
      sealed_totp: sealTotp(vault, id, old),
    })
    .where('id', '=', id)
    .execute()
  const codeOf = (secret: string, at: Date) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() })
  const signsIn = async (secret: string, at: Date) =>
    (
      await call(world, officeRoute('office.sign-in').action!, {
        fields: { intent: 'password', email: `${id}@example.org`, password, code: codeOf(secret, at) },
        at,
      })
    ).status
  const after = (count: number) => new Date(world.at.getTime() + count * minutes)

  const { app } = (await posts({ intent: 'new-app' })).body as { app: { secret: string; qr: string } }
  expect(app.qr).toContain('<svg')
  const wrong = await posts({ intent: 'app', secret: app.secret, code: '000000' })
  expect(wrong).toMatchObject({
    status: 422,
    body: { app: { secret: app.secret }, form: { errors: [{ field: 'code' }] } },
  })
  expect([await signsIn(app.secret, after(1)), await signsIn(old, after(2))]).toEqual([422, 303])

  expect(
    (await posts({ intent: 'app', secret: app.secret, code: codeOf(app.secret, after(3)) }, after(3))).location,
  ).toBe('/office/account?done=app')
  expect([await signsIn(old, after(5)), await signsIn(app.secret, after(6))]).toEqual([422, 303])
})

test('whoever signs in by passkey alone gets no app that could open the account beside it', async ({ world }) => {
  const { id, posts } = await omar(world)
  const { app } = (await posts({ intent: 'new-app' })).body as { app: { secret: string } }
  const code = new TOTP({ secret: Secret.fromBase32(app.secret) }).generate({ timestamp: world.at.getTime() })
  expect((await posts({ intent: 'app', secret: app.secret, code })).status).toBe(400)
  const row = await world.db
    .selectFrom('organizer')
    .select('sealed_totp')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  expect(row.sealed_totp).toBeNull()
})
