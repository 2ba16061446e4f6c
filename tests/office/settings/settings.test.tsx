import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { ReadersZone, useMoments } from '~/ui/page/readers-zone'
import { rosa, test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const { action, loader } = officeRoute('office.settings')
const settings = {
  name: 'Derechos Saguaro',
  time_zone: 'America/Denver',
  language: 'es',
  sender_name: 'Derechos Saguaro',
  hotline: '602 555 0134',
}

async function zoneOf(world: World, token: string): Promise<string> {
  const { body } = await call(world, officeRoute('office').loader!, { token })
  return (body as { zone: string }).zone
}

test('an owner sets name, zone, language and sender of their group, and of no other', async ({ world }) => {
  const group = await groupOf(world, 'Saguaro')
  const { token } = await organizer(world, 'owner', group)
  const saved = await call(world, action!, { token, fields: { group, ...settings } })
  expect(saved.location).toBe(`/office/settings?saved=${group}`)
  expect((await call(world, loader!, { token })).body).toMatchObject({
    groups: [
      {
        name: 'Derechos Saguaro',
        timeZone: 'America/Denver',
        language: 'es',
        senderName: 'Derechos Saguaro',
        hotline: '(602)\u00a0555-0134',
      },
    ],
  })
  const elsewhere = await groupOf(world, 'Elsewhere')
  expect((await call(world, action!, { token, fields: { ...settings, group: elsewhere } })).status).toBe(404)
  const long = { ...settings, group, sender_name: 'x'.repeat(61) }
  expect(await call(world, action!, { token, fields: long })).toMatchObject({
    status: 422,
    body: { form: { values: long, errors: [{ field: 'sender_name' }] } },
  })
  for (const sender_name of ['<a@b.c> Firme', 'Firme "Press"'])
    expect((await call(world, action!, { token, fields: { ...settings, group, sender_name } })).status).toBe(422)
  const refused = await call(world, action!, { token, fields: { ...settings, group, name: ' ' } })
  expect([refused.status, refused.body]).toMatchObject([422, { form: { values: { sender_name: 'Derechos Saguaro' } } }])
})

test('a network without a name keeps being called what the reader calls it, until somebody types a name', async ({
  world,
}) => {
  const network = await groupOf(world, 'network')
  const { id, token } = await organizer(world, 'owner', network)
  await world.db.updateTable('organizer').set({ language: 'es' }).where('id', '=', id).execute()
  const shown = async () =>
    ((await call(world, loader!, { token })).body as { groups: { name: string; ownName: string }[] }).groups[0]!
  const { name, ownName } = await shown()
  expect([name, ownName]).toEqual(['La red', ''])
  const saves = (typed: string) => call(world, action!, { token, fields: { ...settings, group: network, name: typed } })
  expect((await saves(ownName)).status).toBe(303)
  await world.db.updateTable('organizer').set({ language: 'en' }).where('id', '=', id).execute()
  expect(await shown()).toMatchObject({ name: 'Network', ownName: '' })
  await saves('Firme Arizona')
  expect(await shown()).toMatchObject({ name: 'Firme Arizona', ownName: 'Firme Arizona' })
})

test('a hotline may be toll-free; 911, which stays free for those in danger, an extension and a premium number are none', async ({
  world,
}) => {
  const group = await groupOf(world, 'Saguaro')
  const { token } = await organizer(world, 'owner', group)
  const saves = async (hotline: string) =>
    (await call(world, action!, { token, fields: { group, ...settings, hotline } })).status
  expect([await saves('1-844-555-0134'), await saves('')]).toEqual([303, 303])
  for (const hotline of ['911', '602 555 0134 ext 3', '900 555 0134', '602 555 0134\r\nBcc: 555', 'call 602 555 0134'])
    expect(await saves(hotline)).toBe(422)
})

test('the office shows times in the zone of one’s group, unless one has chosen another', async ({ world }) => {
  const group = await groupOf(world, 'Saguaro')
  const { token } = await organizer(world, 'owner', group)
  expect(await zoneOf(world, token)).toBe('America/Phoenix')
  await call(world, action!, { token, fields: { group, ...settings } })
  expect(await zoneOf(world, token)).toBe('America/Denver')
  const chooses = (zone: string) =>
    call(world, officeRoute('office.account').action!, { token, fields: { intent: 'zone', zone } })
  await chooses('Pacific/Honolulu')
  expect(await zoneOf(world, token)).toBe('Pacific/Honolulu')
  await chooses('')
  expect(await zoneOf(world, token)).toBe('America/Denver')
})

test('a time is named after its zone, and right on both sides of the night when clocks change', () => {
  function At({ at }: { at: string }) {
    return useMoments()('en', new Date(at))
  }
  const shown = (zone: string, at: string) =>
    renderToStaticMarkup(
      <ReadersZone.Provider value={zone}>
        <At at={at} />
      </ReadersZone.Provider>,
    ).replaceAll('\u202f', ' ')
  expect([
    shown('America/Denver', '2026-11-01T07:30:00Z'),
    shown('America/Denver', '2026-11-01T08:30:00Z'),
    shown('America/Phoenix', '2026-11-01T08:30:00Z'),
  ]).toEqual(['Nov 1, 2026, 1:30 AM MDT', 'Nov 1, 2026, 1:30 AM MST', 'Nov 1, 2026, 1:30 AM MST'])
})

test('mail to signers comes from the name of their group, and from ours until it has one', async ({ world }) => {
  const senders = async () => {
    const mailer = keepingMailer()
    await world.db.updateTable('message').set({ state: 'queued' }).execute()
    await sends(world, mailer)
    return mailer.mails.map(({ sender }) => sender)
  }
  await world.signs(rosa)
  await world.work()
  expect(await senders()).toEqual([null])
  await world.db.updateTable('member_group').set({ sender_name: 'Derechos Saguaro' }).execute()
  expect(await senders()).toEqual(['Derechos Saguaro'])
})
