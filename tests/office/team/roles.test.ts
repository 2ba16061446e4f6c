import { randomUUID } from 'node:crypto'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { findSession, proveSession } from '~/office/guard/sessions.server'
import { SignInPage } from '~/office/team/sign-in-page'
import type { TeamNews } from '~/office/team/team-done'
import { emptyForm } from '~/ui/forms/form-state'
import { test, type World } from '../../support/firme-test'
import { call, givesRole, groupOf, officeRoute, organizer } from '../../support/office'
import { codeAt, password, takesPassword } from '../../support/with-password'

const team = officeRoute('office.team')
const later = (world: World, hours: number) => new Date(world.at.getTime() + hours * 3_600_000)

/** An owner, and Vera, who is an organizer with a passkey. */
async function working(world: World) {
  const network = await groupOf(world, 'network')
  const { id: ownerId, token } = await organizer(world, 'owner', network)
  const vera = await organizer(world, 'organizer', network, 'Vera Ruiz')
  await world.db
    .insertInto('passkey')
    .values({
      id: randomUUID(),
      organizer_id: vera.id,
      credential_id: 'vera',
      name: 'Phone',
      public_key: Buffer.from('x'),
      counter: '0',
      created_at: world.at,
      used_at: null,
      mac: null,
    })
    .execute()
  const posts = (fields: Record<string, string>, at = world.at, group = network) =>
    call(world, team.action!, { token, fields: { organizer: vera.id, group, ...fields }, at })
  const news = async (location: string | null) =>
    (
      (await call(world, team.loader!, { token, query: new URL(location!, 'https://o').search })).body as {
        done: TeamNews
      }
    ).done
  const roleOf = async (group = network) =>
    (
      await world.db
        .selectFrom('organizer_role')
        .select('role')
        .where('organizer_id', '=', vera.id)
        .where('group_id', '=', group)
        .executeTakeFirst()
    )?.role
  return { network, token, ownerId, vera, posts, news, roleOf }
}

test('a changed role says what it was and is, and its undo gives the one before', async ({ world }) => {
  const { vera, network, posts, news, roleOf } = await working(world)
  const { location } = await posts({ intent: 'role', role: 'viewer' })
  expect(await news(location)).toEqual({
    what: 'role',
    id: vera.id,
    was: 'organizer',
    organizer: { name: 'Vera Ruiz', role: 'viewer', group: { id: network, name: expect.any(String) } },
  })
  await posts({ intent: 'role', role: 'organizer' })
  expect(await roleOf()).toBe('organizer')
})

test('access that was taken away can be given back for a day, account and passkey too, and no session with it', async ({
  world,
}) => {
  const { token, vera, posts, news, roleOf } = await working(world)
  const undoable = async () => {
    const { body } = await call(world, officeRoute('office.undo').loader!, { token })
    return (body as { elsewhere: { what: string; name: string; path: string }[] }).elsewhere
  }
  const { location } = await posts({ intent: 'role', role: 'none' })
  expect(await undoable()).toMatchObject([
    { what: 'access', name: 'Vera Ruiz', path: expect.stringContaining(`${location}&ok=`) },
  ])
  expect(await news(location)).toMatchObject({ what: 'removed', was: 'organizer', organizer: { role: null } })
  expect(await findSession(world.db, world.keyring, vera.token, world.at)).toBeNull()
  expect((await posts({ intent: 'give-back', role: 'organizer' }, later(world, 25))).status).not.toBe(303)
  // Whatever the form says, it is the role that was taken away.
  const back = await posts({ intent: 'give-back', role: 'owner' })
  expect(await news(back.location)).toMatchObject({ what: 'given-back', organizer: { role: 'organizer' } })
  expect(await roleOf()).toBe('organizer')
  expect(await findSession(world.db, world.keyring, vera.token, world.at)).toBeNull()
  // Once.
  expect((await posts({ intent: 'give-back', role: 'owner' })).status).toBe(404)
  expect(await undoable()).toEqual([])
})

test('nobody gets access by an undo who never had it, or whose address came again as another account', async ({
  world,
}) => {
  const { network, posts, vera } = await working(world)
  const puente = await groupOf(world, 'Puente')
  expect((await posts({ intent: 'give-back', role: 'owner' }, world.at, puente)).status).toBe(404)
  const { email_index } = await world.db
    .selectFrom('organizer')
    .select('email_index')
    .where('id', '=', vera.id)
    .executeTakeFirstOrThrow()
  await posts({ intent: 'role', role: 'none' })
  const other = await organizer(world, 'viewer', network, 'Vera Ruiz')
  await world.db.updateTable('organizer').set({ email_index }).where('id', '=', other.id).execute()
  expect(await posts({ intent: 'give-back', role: 'organizer' })).toMatchObject({
    status: 422,
    body: { form: { errors: [{ said: expect.stringContaining('joined with this address since') }] } },
  })
})

test('whoever had only a password comes back without one, and that is said', async ({ world }) => {
  const { vera, posts, news } = await working(world)
  await world.db.deleteFrom('passkey').execute()
  await takesPassword(world, vera.id)
  await posts({ intent: 'role', role: 'none' })
  expect(await news((await posts({ intent: 'give-back' })).location)).toMatchObject({
    what: 'given-back-locked',
    organizer: { name: 'Vera Ruiz', role: 'organizer' },
  })
})

test('giving access back takes a fresh proof, as giving a role does', async ({ world }) => {
  const { posts } = await working(world)
  await posts({ intent: 'role', role: 'none' })
  expect((await posts({ intent: 'give-back', role: 'owner' }, later(world, 1))).location).toMatch(/^\/office\/prove/)
})

test('the activity log names organizers, roles, also the role of nobody, and who was invited', async ({ world }) => {
  const { network, vera, posts, token, ownerId } = await working(world)
  const puente = await groupOf(world, 'Puente')
  await givesRole(world, vera.id, puente, 'viewer')
  await posts({ intent: 'invite', email: 'lucia@example.org', role: 'viewer', language: 'es' })
  await posts({ intent: 'role', role: 'moderator' })
  await posts({ intent: 'role', role: 'none' })
  // As it was written before.
  await world.db
    .insertInto('audit')
    .values({
      at: world.at,
      organizer_id: ownerId,
      group_id: network,
      act: 'removed-organizer',
      subject: vera.id,
      how_many: 0,
      reason: null,
    })
    .execute()
  const { body } = await call(world, officeRoute('office.audit').loader!, { token })
  const said = (body as { lines: { act: string; subject: string }[] }).lines
  expect(said.filter(({ act }) => /role|organizer/.test(act)).map(({ subject }) => subject)).toEqual([
    'Vera Ruiz: No access',
    'Vera Ruiz: No access',
    'Vera Ruiz: Moderator',
  ])
  expect(said.find(({ act }) => act === 'invited')!.subject).toBe('lucia@example.org: Viewer')
  expect(JSON.stringify(said)).not.toContain(ownerId)
})

test('without scripts the proof says what to do to who has only a passkey, and takes a password from others', async ({
  world,
}) => {
  const { token, ownerId } = await working(world)
  const prove = officeRoute('office.prove')
  const at = later(world, 1)
  const page = async () => {
    const { body } = await call(world, prove.loader!, { token, query: '?next=/office/team', at })
    const { hasPassword, challenge, next, lead } = body as {
      hasPassword: boolean
      challenge: { id: string; options: unknown }
      next: string
      lead: string
    }
    return renderToStaticMarkup(
      createElement(SignInPage, {
        next,
        lead,
        hasPassword,
        challengeId: challenge.id,
        options: challenge.options,
        t: translator('en'),
        form: emptyForm,
        action: '/office/prove',
        isProof: true,
      }),
    )
  }
  const alone = await page()
  expect(alone).toContain('You sign in with a passkey, and that needs JavaScript in this browser')
  expect(alone).not.toContain('type="password"')
  await takesPassword(world, ownerId)
  const both = await page()
  expect(both).toContain('or sign in with a password and a code below')
  expect(both).toContain('type="password"')
  const fields = { intent: 'password', password, code: codeAt(at) }
  const proved = await call(world, prove.action!, { token, query: '?next=/office/team', fields, at })
  expect([proved.status, proved.location]).toEqual([303, '/office/team'])
  await proveSession(world.db, world.keyring, (await findSession(world.db, world.keyring, token, at))!.id, at)
})
