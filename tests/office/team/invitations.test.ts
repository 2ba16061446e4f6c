import { expect } from 'vitest'
import { openOrganizer, organizerIndex } from '~/office/guard/organizers.server'
import { proveSession } from '~/office/guard/sessions.server'
import { acceptAs } from '~/office/team/accept-invitation.server'
import {
  findInvitation,
  invitationToken,
  invite,
  openInvitations,
  withdrawInvitation,
} from '~/office/team/invitations.server'
import { ownerLink } from '~/office/team/owner-link.server'
import { paths } from '~/paths'
import { openVault } from '~/vault/open.server'
import { test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

type Role = Parameters<typeof invite>[3]['role']
const roles: Role[] = ['viewer', 'moderator', 'organizer', 'owner']

async function inviting(world: World) {
  const groupId = await groupOf(world, 'network')
  const { id: invitedBy } = await organizer(world, 'owner', groupId)
  const vault = await openVault(world.db, world.keyring)
  const keys = { keyring: world.keyring, vault }
  const invites = (role: Role, email = 'lucia@example.org') =>
    world.db
      .transaction()
      .execute((trx) =>
        invite(trx, world.keyring, vault, { groupId, role, email, language: 'es', invitedBy }, world.at),
      )
      .then(({ id }) => id)
  const open = () => openInvitations(world.db, keys, [groupId], world.at)
  const roleOf = async (organizerId: string) =>
    (
      await world.db
        .selectFrom('organizer_role')
        .select('role')
        .where('organizer_id', '=', organizerId)
        .executeTakeFirst()
    )?.role
  return { groupId, keys, invites, open, roleOf }
}

test('who is in the group already is not invited to it, and can be invited to another', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const puente = await groupOf(world, 'Puente')
  const { token } = await organizer(world, 'owner', network)
  const { id } = await organizer(world, 'organizer', network, 'Inés Vega')
  const vault = await openVault(world.db, world.keyring)
  const row = await world.db
    .selectFrom('organizer')
    .select(['id', 'sealed'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const { email } = openOrganizer(vault, row)
  const invites = (group: string) =>
    call(world, officeRoute('office.team').action!, {
      token,
      fields: { intent: 'invite', email, role: 'viewer', group },
    })
  expect(await invites(network)).toMatchObject({ status: 422, body: { form: { errors: [{ field: 'email' }] } } })
  expect(await world.db.selectFrom('invitation').select('id').execute()).toEqual([])
  expect((await invites(puente)).status).toBe(303)
})

test('an invitation is in the language of its own group, unless another is chosen', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const puente = await groupOf(world, 'Puente')
  await world.db.updateTable('member_group').set({ language: 'es' }).where('id', '=', puente).execute()
  const { token } = await organizer(world, 'owner', network)
  const languageOf = async (role: Role, group: string, language: string) => {
    const fields = { intent: 'invite', email: `${role}@example.org`, role, group, language }
    expect((await call(world, officeRoute('office.team').action!, { token, fields })).status).toBe(303)
    return (
      await world.db.selectFrom('invitation').select('language').where('role', '=', role).executeTakeFirstOrThrow()
    ).language
  }
  expect(await languageOf('viewer', puente, '')).toBe('es')
  expect(await languageOf('moderator', network, '')).toBe('en')
  expect(await languageOf('organizer', puente, 'en')).toBe('en')
})

test('who is invited to a network without a name reads the same name in the mail, on the page and on their phone', async ({
  world,
}) => {
  const { invites } = await inviting(world)
  const token = invitationToken(world.keyring, await invites('viewer'))
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails[0]!.subject).toContain('Firme')
  const { body } = await call(world, officeRoute('office.join.$token').loader!, { params: { token } })
  expect(JSON.stringify(body)).toContain('"group":"Firme"')
  expect(JSON.stringify(body)).not.toContain('Network')
})

test.for(roles.flatMap((held) => roles.map((given) => [held, given] as const)))(
  'a %s who accepts an invitation as %s has the higher of both roles',
  async ([held, given], { world }) => {
    const { groupId, invites, open, roleOf } = await inviting(world)
    const { id } = await organizer(world, held, groupId)
    await invites(given)
    const [invitation] = await open()
    const accept = () =>
      world.db
        .transaction()
        .execute((trx) => acceptAs(trx, world.keyring, { invitation: invitation!, organizerId: id }, world.at))
    const role = roles[Math.max(roles.indexOf(held), roles.indexOf(given))]
    expect([await accept(), await accept()]).toEqual([{ outcome: 'accepted', role }, { outcome: 'gone' }])
    expect(await roleOf(id)).toBe(role)
    expect(await open()).toEqual([])
  },
)

test('an invitation that an account’s address could not use stays on the list, and the owner’s link is never somebody else’s', async ({
  world,
}) => {
  const { keys, invites, open } = await inviting(world)
  const first = (await ownerLink(world.db, world.keyring, true, world.at))!
  const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const { TOTP, Secret } = await import('otpauth')
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.at.getTime() })
  const joins = (token: string) =>
    call(world, officeRoute('office.join.$token').action!, {
      params: { token },
      fields: {
        intent: 'password',
        name: 'Omar Reyes',
        email: 'omar@example.org',
        password: 'maíz frijol calabaza chile',
        secret,
        code,
      },
    })
  expect((await joins(first)).status).toBe(200)
  const id = await invites('viewer', 'omar@example.org')
  expect((await joins(invitationToken(world.keyring, id))).status).toBe(422)
  expect(await open()).toMatchObject([{ role: 'viewer', email: 'omar@example.org' }])
  const next = (await ownerLink(world.db, world.keyring, true, world.at))!
  expect(await findInvitation(world.db, keys, next, world.at)).toMatchObject({ role: 'owner', email: '' })
})

test('whoever is invited six times at once gets one invitation and one mail; the last role and seven days count', async ({
  world,
}) => {
  const { keys, invites, open } = await inviting(world)
  const roles = ['organizer', 'organizer', 'organizer', 'organizer', 'organizer', 'organizer'] as const
  const ids = new Set(await Promise.all(roles.map((role) => invites(role))))
  expect([ids.size, (await open()).length]).toEqual([1, 1])
  const mails = () => world.db.selectFrom('message').select('id').where('template', '=', 'office-invitation').execute()
  expect(await mails()).toHaveLength(1)

  // A mail that has left does not keep the next one back: its link is the same, with what counts now.
  await world.db.updateTable('message').set({ state: 'sent' }).execute()
  const [id] = ids
  expect(await invites('viewer')).toBe(id)
  expect(await mails()).toHaveLength(2)
  expect(await findInvitation(world.db, keys, invitationToken(world.keyring, id!), world.at)).toMatchObject({
    role: 'viewer',
    email: 'lucia@example.org',
  })
  // Another group, and somebody else, have their own.
  expect(await invites('viewer', 'ines@example.org')).not.toBe(id)
})

test('the activity log says which role somebody holds who accepts an invitation to a lower one', async ({ world }) => {
  const { groupId, invites } = await inviting(world)
  const { id, token } = await organizer(world, 'owner', groupId)
  const invitation = await invites('viewer', `${id}@example.org`)
  await call(world, officeRoute('office.join.$token').action!, {
    token,
    params: { token: invitationToken(world.keyring, invitation!) },
    fields: { intent: 'accept' },
  })
  expect(await world.db.selectFrom('audit').select('subject').where('act', '=', 'joined').execute()).toEqual([
    { subject: `${id} owner` },
  ])
})

test('a link of an invitation or a way back that was used, or was never ours, says so with 410', async ({ world }) => {
  const { invites } = await inviting(world)
  const id = await invites('viewer')
  const opens = (route: string, token: string) => call(world, officeRoute(route).loader!, { params: { token } })
  const token = invitationToken(world.keyring, id!)
  expect((await opens('office.join.$token', token)).status).toBe(200)
  await world.db.updateTable('invitation').set({ accepted_at: world.at, mac: null }).execute()
  for (const gone of [await opens('office.join.$token', token), await opens('office.recover.$token', 'a'.repeat(43))])
    expect([gone.status, gone.body]).toMatchObject([410, { found: { outcome: 'gone' } }])
})

test('whoever was withdrawn or has accepted can be invited again', async ({ world }) => {
  const { invites, open, groupId } = await inviting(world)
  const first = await invites('viewer')
  await world.db.transaction().execute((trx) => withdrawInvitation(trx, first, [groupId], world.at))
  const second = await invites('viewer')
  const { id } = await organizer(world, 'viewer', groupId)
  const [invitation] = await open()
  await world.db
    .transaction()
    .execute((trx) => acceptAs(trx, world.keyring, { invitation: invitation!, organizerId: id }, world.at))
  expect(new Set([first, second, await invites('viewer')]).size).toBe(3)
  expect(await open()).toHaveLength(1)
})

test('an invitation does not tell whose address has an account: it is for its own address only', async ({ world }) => {
  const { invites } = await inviting(world)
  const known = await organizer(world, 'viewer', await groupOf(world, 'network'))
  const id = await invites('viewer')
  const { TOTP, Secret } = await import('otpauth')
  const secret = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const joined = await call(world, officeRoute('office.join.$token').action!, {
    params: { token: invitationToken(world.keyring, id) },
    fields: {
      intent: 'password',
      name: 'Lucía Paz',
      email: `${known.id}@example.org`,
      password: 'maíz frijol calabaza chile',
      secret,
      code: new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.at.getTime() }),
    },
  })
  expect(joined.status).toBe(200)
  expect(
    await world.db
      .selectFrom('organizer')
      .select('id')
      .where('email_index', '=', organizerIndex(world.keyring, 'lucia@example.org'))
      .execute(),
  ).toHaveLength(1)
})

test('an invitation that was accepted or withdrawn opens nothing again, whoever writes in the database', async ({
  world,
}) => {
  const { keys, invites, open, groupId } = await inviting(world)
  const { id } = await organizer(world, 'viewer', groupId)
  await invites('owner')
  const [invitation] = await open()
  await world.db
    .transaction()
    .execute((trx) => acceptAs(trx, world.keyring, { invitation: invitation!, organizerId: id }, world.at))
  await world.db.updateTable('invitation').set({ accepted_at: null, withdrawn_at: null }).execute()
  const token = invitationToken(world.keyring, invitation!.id)
  expect(await findInvitation(world.db, keys, token, world.at)).toBeNull()
})

test('the mail says in Spanish who invites, to which group and as what, and its link opens in Spanish', async ({
  world,
}) => {
  const { groupId, invites } = await inviting(world)
  await world.db.updateTable('member_group').set({ name: 'Derechos Saguaro' }).where('id', '=', groupId).execute()
  const id = await invites('organizer')
  const mails = keepingMailer()
  await sends(world, mails)
  expect(mails.mails).toMatchObject([
    {
      to: 'lucia@example.org',
      subject: 'Omar Reyes le invita a trabajar con Derechos Saguaro',
      text: expect.stringContaining('Su papel en Derechos Saguaro: Organización'),
    },
  ])
  expect(mails.mails[0]!.text).toContain(paths.office.join(invitationToken(world.keyring, id), 'es'))
  const { found } = (
    await call(world, officeRoute('office.join.$token').loader!, {
      params: { token: invitationToken(world.keyring, id) },
    })
  ).body as { found: unknown }
  expect(found).toMatchObject({ by: 'Omar Reyes', group: 'Derechos Saguaro', role: 'organizer' })
})

interface Listed {
  invitations: { id: string; email: string; link: string; isPast: boolean }[]
}

test('whoever invites sees that it was done, with a link to copy; inviting again sends the same, and it can be withdrawn', async ({
  world,
}) => {
  const groupId = await groupOf(world, 'network')
  const { token } = await organizer(world, 'owner', groupId)
  const { action, loader } = officeRoute('office.team')
  const posts = async (fields: Record<string, string>, at = world.at) =>
    (await call(world, action!, { token, fields, at })).location
  const listed = async (at = world.at) =>
    ((await call(world, loader!, { token, at })).body as { team: Listed }).team.invitations
  const fields = { intent: 'invite', email: 'lucia@example.org', role: 'organizer', group: groupId, language: 'es' }
  const first = await posts(fields)
  const [one] = await listed()
  expect(first).toBe(paths.office.team('invited', { id: one!.id }))
  expect(one).toMatchObject({ isPast: false, link: expect.stringMatching(/\/office\/join\/[\w-]+\?lang=es$/) })
  expect(await posts(fields)).toBe(paths.office.team('resent', { id: one!.id }))
  // With another role it is another invitation, and that is said.
  const other = await posts({ ...fields, role: 'viewer' })
  expect(other).toBe(paths.office.team('reinvited', { id: one!.id, was: 'organizer' }))
  const { body } = await call(world, loader!, { token, query: new URL(other!, 'http://office').search })
  expect(body).toMatchObject({
    done: { what: 'reinvited', was: 'organizer' },
    team: { invitations: [{ role: 'viewer' }] },
  })
  // One that ran out stays on the list for a while, and is good again when it is sent again.
  const nineDaysLater = new Date(world.at.getTime() + 9 * 86_400_000)
  await world.db.updateTable('organizer_session').set({ seen_at: nineDaysLater }).execute()
  await proveAll(world, nineDaysLater)
  expect(await listed(nineDaysLater)).toMatchObject([{ id: one!.id, isPast: true }])
  expect(await posts({ intent: 'resend', id: one!.id }, nineDaysLater)).toBe(
    paths.office.team('resent', { id: one!.id }),
  )
  expect(await listed(nineDaysLater)).toMatchObject([{ id: one!.id, isPast: false }])
  expect(await posts({ intent: 'withdraw', id: one!.id }, nineDaysLater)).toBe(paths.office.team('withdrawn'))
  expect(await listed(nineDaysLater)).toEqual([])
})

test('a higher role takes a new link: whoever has the old mail, sent or waiting, opens nothing with it', async ({
  world,
}) => {
  const { keys, invites, open } = await inviting(world)
  const first = await invites('viewer')
  const mails = keepingMailer()
  await sends(world, mails)
  const lower = await invites('organizer')
  const higher = await invites('owner')
  expect(new Set([first, lower, higher]).size).toBe(3)
  await sends(world, mails)
  // The one in between was never sent, and opens nothing either.
  const token = (id: string) => invitationToken(world.keyring, id)
  expect(mails.mails.map(({ text }) => [first, lower, higher].find((id) => text.includes(token(id))))).toEqual([
    first,
    higher,
  ])
  for (const id of [first, lower]) expect(await findInvitation(world.db, keys, token(id), world.at)).toBeNull()
  expect(await findInvitation(world.db, keys, token(higher), world.at)).toMatchObject({ role: 'owner' })
  expect(await open()).toMatchObject([{ id: higher, role: 'owner' }])
  // A lower one keeps its link, which opens less from now on.
  expect(await invites('moderator')).toBe(higher)
  expect(await findInvitation(world.db, keys, token(higher), world.at)).toMatchObject({ role: 'moderator' })
  const { groupId } = await inviting(world)
  const { token: owner } = await organizer(world, 'owner', groupId)
  const fields = { intent: 'invite', email: 'lucia@example.org', role: 'owner', group: groupId, language: 'es' }
  const { location } = await call(world, officeRoute('office.team').action!, { token: owner, fields })
  expect(location).toMatch(/done=raised&id=.*&was=moderator$/)
})

test('an invitation whose role was raised by hand is neither listed nor sent again', async ({ world }) => {
  const { invites, open } = await inviting(world)
  const id = await invites('viewer')
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await world.db.updateTable('invitation').set({ role: 'owner' }).execute()
  expect(await open()).toEqual([])
  const { status } = await call(world, officeRoute('office.team').action!, { token, fields: { intent: 'resend', id } })
  expect(status).toBe(404)
})

async function proveAll(world: World, at: Date) {
  for (const { id } of await world.db.selectFrom('organizer_session').select('id').execute())
    await proveSession(world.db, world.keyring, id, at)
}
