import { renderToStaticMarkup } from 'react-dom/server'
import sharp from 'sharp'
import { expect } from 'vitest'
import { findPetition } from '~/actions/petitions/petitions.server'
import { contrast } from '~/ui/page/colour'
import { shadesOf } from '~/ui/page/page-style'
import { darkPaper, lightPaper } from '~/ui/page/papers'
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
  for (const sender_name of ['<a@b.c> Firme', 'Firme "Press"', 'a＠b.c', '=?utf-8?q?a=40b.c?='])
    expect((await call(world, action!, { token, fields: { ...settings, group, sender_name } })).status).toBe(422)
  const refused = await call(world, action!, { token, fields: { ...settings, group, name: ' ' } })
  expect([refused.status, refused.body]).toMatchObject([422, { form: { values: { sender_name: 'Derechos Saguaro' } } }])
})

test('of two who have the settings open, neither takes back what the other changed; where both changed the same it is said', async ({
  world,
}) => {
  const group = await groupOf(world, 'Saguaro')
  const { token } = await organizer(world, 'owner', group)
  const save = (fields: Record<string, string>) => call(world, action!, { token, fields: { group, ...fields } })
  await save(settings)
  /** The page as it was opened: what is typed into its fields, beside what stood there. */
  const shown = Object.fromEntries(Object.entries(settings).map(([name, value]) => [`shown_${name}`, value]))
  const page = { ...settings, ...shown, colour: '', shown_colour: '', shown_town: '', shown_contact_mail: '' }
  expect((await save({ ...page, hotline: '602 555 0177' })).status).toBe(303)
  expect((await save({ ...page, colour: '#aa0000' })).status).toBe(303)
  const stored = () =>
    world.db.selectFrom('member_group').select(['hotline', 'colour']).where('id', '=', group).executeTakeFirst()
  expect(await stored()).toEqual({ hotline: '+16025550177', colour: '#aa0000' })
  const typed = { ...page, hotline: '602 555 0188' }
  const refused = await save(typed)
  expect(refused).toMatchObject({
    status: 422,
    body: {
      form: {
        values: { hotline: '602 555 0188' },
        errors: [{ field: 'hotline', said: expect.stringContaining('0177') }],
      },
    },
  })
  const { values } = (refused.body as { form: { values: Record<string, string> } }).form
  expect((await save(values)).status).toBe(303)
  expect(await stored()).toEqual({ hotline: '+16025550188', colour: '#aa0000' })
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

test('mail about a group’s own petition comes from that group, also in the network’s campaign, and says who is behind it', async ({
  world,
}) => {
  const group = await groupOf(world, 'Saguaro')
  await world.db
    .updateTable('member_group')
    .set({ sender_name: 'Derechos Saguaro', town: 'Phoenix, Arizona', contact_mail: 'hola@saguaro.example' })
    .where('id', '=', group)
    .execute()
  await world.db.updateTable('petition').set({ group_id: group }).execute()
  await world.signs(rosa)
  await world.work()
  const mailer = keepingMailer()
  await sends(world, mailer)
  expect(mailer.mails[0]).toMatchObject({ sender: 'Derechos Saguaro' })
  for (const part of ['text', 'html'] as const)
    expect(mailer.mails[0]![part]).toContain('Saguaro, Phoenix, Arizona, hola@saguaro.example')
})

test('a group’s own contact stands on its petitions; one that cannot be read is refused and kept as typed', async ({
  world,
}) => {
  const group = await groupOf(world, 'Saguaro')
  const { token } = await organizer(world, 'owner', group)
  await world.db.updateTable('petition').set({ group_id: group }).execute()
  const { slug } = await world.db.selectFrom('petition').select('slug').executeTakeFirstOrThrow()
  const saves = (fields: Record<string, string>) =>
    call(world, action!, { token, fields: { group, ...settings, ...fields } })
  const contact = { town: 'Phoenix, Arizona', contact_mail: 'Hola@Saguaro.example', contact_phone: '602 555 0134' }
  expect((await saves(contact)).status).toBe(303)
  expect((await findPetition(world.as.web, slug))!.group).toMatchObject({
    name: 'Derechos Saguaro',
    town: 'Phoenix, Arizona',
    mail: 'hola@saguaro.example',
    phone: '+16025550134',
  })
  for (const [field, typed] of [
    ['contact_mail', 'hola@'],
    ['contact_phone', '12'],
    ['colour', 'red'],
  ] as const)
    expect(await saves({ ...contact, [field]: typed })).toMatchObject({
      status: 422,
      body: { form: { values: { [field]: typed }, errors: [{ field }] } },
    })
})

test('a group’s color starts its new campaigns, and can be read by day and at night whatever it is', async ({
  world,
}) => {
  const group = await groupOf(world, 'Saguaro')
  const { token } = await organizer(world, 'owner', group)
  expect((await call(world, action!, { token, fields: { group, ...settings, colour: '#FFE600' } })).status).toBe(303)
  expect((await call(world, loader!, { token })).body).toMatchObject({ groups: [{ colour: '#ffe600' }] })
  expect((await call(world, officeRoute('office.campaigns').loader!, { token })).body).toMatchObject({
    groups: [{ colour: '#ffe600' }],
  })
  for (const colour of ['#ffe600', '#000000', '#ffffff', '#c93a1d', '#7f7f7f']) {
    const { hot, onHot, inkByDay, inkByNight } = shadesOf(colour)
    for (const [one, other] of [
      [hot, onHot],
      [inkByDay, lightPaper],
      [inkByNight, darkPaper],
    ] as const)
      expect(contrast(one, other), `${colour}: ${one} on ${other}`).toBeGreaterThanOrEqual(4.5)
  }
})

test('a logo keeps its shape, needs words in both languages, and can be taken off again', async ({ world }) => {
  const group = await groupOf(world, 'Saguaro')
  const { token } = await organizer(world, 'owner', group)
  await world.db.updateTable('petition').set({ group_id: group }).execute()
  const { slug } = await world.db.selectFrom('petition').select('slug').executeTakeFirstOrThrow()
  const wide = await sharp({ create: { width: 1200, height: 300, channels: 3, background: '#c93a1d' } })
    .png()
    .toBuffer()
  const saves = (words: Record<string, string>, file?: Blob) => {
    const fields = new FormData()
    for (const [name, value] of Object.entries({ group, intent: 'logo', ...words })) fields.set(name, value)
    if (file) fields.set('logo', file, 'logo.png')
    return call(world, action!, { token, fields })
  }
  const words = { alt_en: 'A saguaro', alt_es: 'Un saguaro' }
  const picture = () => new Blob([new Uint8Array(wide)])
  expect(await saves(words)).toMatchObject({ status: 422, body: { form: { errors: [{ field: 'logo' }] } } })
  expect(await saves({ ...words, alt_es: '' }, picture())).toMatchObject({
    status: 422,
    body: { form: { values: { alt_en: 'A saguaro' }, errors: [{ field: 'alt_es' }] } },
  })
  expect(await saves(words, new Blob(['<svg/>']))).toMatchObject({
    status: 422,
    body: { form: { errors: [{ field: 'logo', message: 'pictureWrong' }] } },
  })
  expect(await saves(words, new File([], 'logo.png')), 'an empty file').toMatchObject({
    status: 422,
    body: { form: { errors: [{ field: 'logo', message: 'pictureWrong' }] } },
  })
  expect((await saves(words, picture())).status).toBe(303)
  const { logo, logoAlt } = (await findPetition(world.as.web, slug))!.group!
  expect(logoAlt).toEqual({ en: 'A saguaro', es: 'Un saguaro' })
  const stored = await world.db
    .selectFrom('picture')
    .select(['width', 'height'])
    .where('id', '=', logo!.slice('/pictures/'.length, -'.jpg'.length))
    .executeTakeFirstOrThrow()
  expect(stored).toEqual({ width: 480, height: 120 })
  expect((await saves({ ...words, alt_en: 'A tall saguaro' })).status).toBe(303)
  expect((await findPetition(world.as.web, slug))!.group).toMatchObject({ logo, logoAlt: { en: 'A tall saguaro' } })
  await saves({ intent: 'no-logo' })
  expect((await findPetition(world.as.web, slug))!.group).toMatchObject({ logo: null, logoAlt: null })
})
