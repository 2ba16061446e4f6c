import { expect } from 'vitest'
import { rosa, slug, test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const share = officeRoute('office.petitions.$petition.share')
const codes = officeRoute('office.petitions.$petition.codes.$file')
const actionCodes = officeRoute('office.actions.$action.codes.$file')
const actionShare = officeRoute('office.actions.$action.share')
const edit = officeRoute('office.petitions.$petition.edit')
const params = { petition: slug }

async function writer(world: World, role: 'organizer' | 'viewer' = 'organizer') {
  return (await organizer(world, role, await groupOf(world, 'network'))).token
}
interface Shared {
  links: { en: string; es: string }
  codes: { code: string; name: string; count: number }[]
  others: { name: string; count: number }[]
  keywords: { word: string; path: string | null }[]
  newKeyword: string | null
}
const opened = async (world: World, token: string) =>
  (await call(world, share.loader!, { token, params })).body as Shared
const makes = (world: World, token: string, name: string) =>
  call(world, share.action!, { token, params, fields: { name } })

test('publishing leads to where the page is shared', async ({ world }) => {
  const token = await writer(world)
  const { values, revision } = (await call(world, edit.loader!, { token, params })).body as {
    values: Record<string, string>
    revision: number
  }
  const published = await call(world, edit.action!, {
    token,
    params,
    fields: { ...values, title_en: 'Free Ana', revision: String(revision), intent: 'publish' },
  })
  expect(published.location).toBe(`/office/petitions/${slug}/share?published`)
})

test('a place has a code by its name, in links of both languages, and who came by it is counted', async ({ world }) => {
  const token = await writer(world)
  expect((await makes(world, token, 'Radio Campesina 88.3')).location).toBe(
    `/office/petitions/${slug}/share?added=radio-campesina#code-radio-campesina`,
  )
  await world.signs(rosa, { ref: 'radio-campesina' })
  await world.signs(tomas, { ref: 'wa' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  expect(await opened(world, token)).toMatchObject({
    links: { en: expect.stringMatching(`/en/petitions/${slug}$`), es: expect.stringMatching(`/es/petitions/${slug}$`) },
    codes: [{ code: 'radio-campesina', name: 'Radio Campesina 88.3', count: 1 }],
    others: expect.arrayContaining([{ name: 'WhatsApp', count: 1 }]),
  })
})

test('two places never share a code, and none takes that of something we count ourselves', async ({ world }) => {
  const token = await writer(world)
  for (const name of ['Flyers in Maryvale west', 'Flyers in Maryvale east', 'QR', '¡¡!!'])
    await makes(world, token, name)
  expect((await opened(world, token)).codes.map(({ code }) => code).sort()).toEqual([
    'flyers-in-ma-2',
    'flyers-in-maryva',
    'qr-2',
    'source',
  ])
  expect((await makes(world, token, 'flyers in maryvale EAST')).location).toContain('known=flyers-in-ma-2')
  expect((await makes(world, token, ' ')).status).toBe(422)
})

test('a petition has at most a hundred codes, however many are made in the same moment', async ({ world }) => {
  const token = await writer(world)
  const { id } = await world.db.selectFrom('petition').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()
  const code = (at: number) => ({ petition_id: id, code: `place-${at}`, name: `Place ${at}`, created_at: world.at })
  await world.db
    .insertInto('source_code')
    .values(Array.from({ length: 98 }, (_, at) => code(at)) as never)
    .execute()
  const made = await Promise.all(['A', 'B', 'C', 'D'].map((name) => makes(world, token, `Radio ${name}`)))
  expect(made.map(({ status }) => status).sort()).toEqual([303, 303, 422, 422])
  expect((await opened(world, token)).codes).toHaveLength(100)
})

test('a code that is removed still counts, and comes back under the same code', async ({ world }) => {
  const token = await writer(world)
  await makes(world, token, 'Flyers')
  const removed = await call(world, share.action!, { token, params, fields: { remove: 'flyers' } })
  expect(removed.location).toContain('removed=Flyers')
  expect((await opened(world, token)).codes).toEqual([])
  await makes(world, token, 'Flyers')
  expect((await opened(world, token)).codes.map(({ code }) => code)).toEqual(['flyers'])
})

test('what hangs under one name is not counted for another: not after it was removed, nor before anybody named it', async ({
  world,
}) => {
  const token = await writer(world)
  const remove = (code: string) => call(world, share.action!, { token, params, fields: { remove: code } })
  const codesNow = async () => (await opened(world, token)).codes.map(({ code, count }) => [code, count])
  await makes(world, token, 'Flyers in Maryvale west')
  await remove('flyers-in-maryva')
  await makes(world, token, 'Flyers in Maryvale east')
  expect(await codesNow()).toEqual([['flyers-in-ma-2', 0]])
  await makes(world, token, 'flyers in Maryvale West')
  expect(await codesNow()).toContainEqual(['flyers-in-maryva', 0])
  // Signed by a link that somebody wrote by hand; not confirmed yet.
  await world.signs(rosa, { ref: 'radio-campesina' })
  await world.work()
  await makes(world, token, 'Radio Campesina Norte')
  const [{ id }] = (await world.db.selectFrom('signature').select('id').execute()) as [{ id: string }]
  await world.confirms(id)
  expect(await codesNow()).toContainEqual(['radio-campes-2', 0])
})

test('links that WhatsApp writes in two ways are counted as one', async ({ world }) => {
  const token = await writer(world)
  await world.signs(rosa, { ref: 'wa' })
  await world.signs(tomas, { ref: 'whatsapp' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
  const { others } = await opened(world, token)
  expect(others.filter(({ name }) => name === 'WhatsApp')).toEqual([{ name: 'WhatsApp', count: 2 }])
  const { sources } = (await call(world, officeRoute('office.numbers').loader!, { token })).body as {
    sources: { source: string; confirmed: number }[]
  }
  expect(sources.filter(({ source }) => /^wa|what/.test(source))).toMatchObject([{ source: 'wa', confirmed: 2 }])
})

test('a viewer sees how people came and makes nothing; a stranger to the group sees nothing', async ({ world }) => {
  const viewer = await writer(world, 'viewer')
  const seen = await opened(world, viewer)
  expect(seen.links.en).toContain(slug)
  expect(seen.keywords.map(({ path }) => path)).toEqual(seen.keywords.map(() => null))
  expect((await opened(world, await writer(world))).keywords[0]!.path).toMatch(/^\/office\/texts\//)
  expect((await makes(world, viewer, 'Flyers')).status).toBe(403)
  const elsewhere = await organizer(world, 'organizer', await groupOf(world, 'Elsewhere'))
  expect((await call(world, share.loader!, { token: elsewhere.token, params })).status).toBe(404)
})

test('a code is a picture, a sheet and a flyer, for petitions and calls, once they are published', async ({
  world,
}) => {
  const token = await writer(world)
  const takes = (route: typeof codes, of: Record<string, string>, file: string) =>
    call(world, route.loader!, { token, params: { ...of, file } })
  const call1 = { action: 'call-sheriff-vance' }
  for (const [route, of] of [
    [codes, params],
    [actionCodes, call1],
  ] as const) {
    expect((await takes(route, of, 'es-radio.png')).body).toMatch(/^.PNG/)
    for (const file of ['es-radio-sheet.pdf', 'en-radio-flyer.pdf'])
      expect((await takes(route, of, file)).body).toMatch(/^%PDF/)
    for (const file of ['fr-radio.png', 'es-radio.gif', 'es-a-code-that-is-far-too-long.png'])
      expect((await takes(route, of, file)).status).toBe(404)
  }
  expect((await call(world, actionShare.loader!, { token, params: call1 })).body).toMatchObject({ newKeyword: null })
  await world.db.updateTable('petition').set({ state: 'draft' }).where('slug', '=', slug).execute()
  expect((await takes(codes, params, 'es-radio.png')).status).toBe(404)
})
