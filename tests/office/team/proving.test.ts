import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { proveSession } from '~/office/guard/sessions.server'
import { GoOnPage } from '~/office/team/go-on-page'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const { loader: prove } = officeRoute('office.prove')
const later = (world: World, minutes: number) => new Date(world.at.getTime() + minutes * 60_000)

interface Shown {
  lead: string
  next: string
  held: { target: string; fields: [string, string][]; asked: string } | null
}

/** An owner whose last proof is ten minutes old. */
async function ownerLater(world: World) {
  const network = await groupOf(world, 'network')
  const { id, token } = await organizer(world, 'owner', network)
  const at = later(world, 10)
  const { id: sessionId } = await world.db
    .selectFrom('organizer_session')
    .select('id')
    .where('organizer_id', '=', id)
    .executeTakeFirstOrThrow()
  const shown = async (location: string | null, when = at) => {
    expect(location).toMatch(/^\/office\/prove\?next=/)
    return (await call(world, prove!, { token, query: new URL(location!, 'https://o').search, at: when })).body as Shown
  }
  const proves = (when = at) => proveSession(world.db, world.keyring, sessionId, when)
  return { network, token, at, shown, proves }
}

test('an invitation that needs a fresh proof is kept until then, and one press carries it out', async ({ world }) => {
  const { network, token, at, shown, proves } = await ownerLater(world)
  const { action: team } = officeRoute('office.team')
  const fields = { intent: 'invite', email: 'lucia@example.org', role: 'organizer', group: network, language: 'es' }
  const invited = () => world.db.selectFrom('invitation').select('role').execute()
  const { location } = await call(world, team!, { token, fields, at })
  const before = await shown(location)
  expect(before).toMatchObject({
    held: null,
    lead: expect.stringContaining('You asked to invite lucia@example.org. '),
    next: '/office',
  })
  expect(await invited()).toEqual([])

  await proves()
  const { held, next } = await shown(location)
  expect(held).toMatchObject({ target: '/office', fields: Object.entries(fields) })
  const page = renderToStaticMarkup(createElement(GoOnPage, { t: translator('en'), next, ...held! }))
  expect(page).toContain('You asked to invite lucia@example.org. It hasn’t been done yet.')
  expect(page).toContain('<input type="hidden" name="email" value="lucia@example.org"/>')
  await call(world, team!, { token, fields: Object.fromEntries(held!.fields), at })
  expect(await invited()).toEqual([{ role: 'organizer' }])
  expect((await shown(location)).held).toBeNull()
})

test('an export, and its download, are offered again after the proof, on a page that leads back to the exports', async ({
  world,
}) => {
  const { token, at, shown, proves } = await ownerLater(world)
  const asked = await call(world, officeRoute('office.exports._index').action!, {
    token,
    fields: { reason: 'phone bank' },
    at,
  })
  expect(await shown(asked.location)).toMatchObject({
    lead: expect.stringContaining('You asked to export people. '),
  })
  const params = { id: '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11' }
  const { location } = await call(world, officeRoute('office.exports.$id.file').action!, {
    token,
    params,
    fields: {},
    at,
  })
  await proves()
  const { held, next } = await shown(location)
  expect([held?.asked, next]).toEqual(['download a list of people', '/office/exports'])
})

test('what was asked for is forgotten after five minutes, is offered to nobody else, and passwords are never kept', async ({
  world,
}) => {
  const { network, token, at, shown, proves } = await ownerLater(world)
  const { action: exports } = officeRoute('office.exports._index')
  const { location } = await call(world, exports!, { token, fields: { reason: 'phone bank' }, at })
  await proves(later(world, 16))
  expect((await shown(location, later(world, 16))).held).toBeNull()
  await call(world, exports!, { token, fields: { reason: 'phone bank' }, at: later(world, 30) })
  const other = await organizer(world, 'owner', network)
  const theirs = await call(world, prove!, { token: other.token, query: '?next=/office', at: later(world, 30) })
  expect(theirs.body).toMatchObject({ held: null, lead: expect.stringContaining('What you’re about to do') })
  const { action: account } = officeRoute('office.account')
  const fields = { intent: 'password', password: 'maiz frijol calabaza chile' }
  await call(world, account!, { token, fields, at: later(world, 30) })
  await proves(later(world, 30))
  expect((await shown(location, later(world, 30))).held).toBeNull()
})

test('whoever asks for something that cannot be kept is told so before they prove who they are, and goes back to its page', async ({
  world,
}) => {
  const { network, token, at, shown } = await ownerLater(world)
  const asks = async (route: string, fields: Record<string, string>) =>
    await shown((await call(world, officeRoute(route).action!, { token, fields, at })).location)
  expect(await asks('office.account', { intent: 'password', password: 'maiz frijol calabaza chile' })).toMatchObject({
    held: null,
    lead: expect.stringMatching(/^You asked to change how you sign in\..*never keep passwords, codes or keys/),
  })
  const email = `${'x'.repeat(65 * 1024)}@example.org`
  expect(
    await asks('office.team', { intent: 'invite', email, role: 'viewer', group: network, language: 'es' }),
  ).toMatchObject({
    held: null,
    lead: expect.stringMatching(/^You asked to change who works here\..*too long to keep/),
  })
})
