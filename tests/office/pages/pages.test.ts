import { sql } from 'kysely'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { refusalWords } from '~/office/frame/refusal-words'
import type { PageLine } from '~/office/pages/pages.server'
import { PagesPage } from '~/office/pages/pages-page'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const list = officeRoute('office.pages._index')
const start = officeRoute('office.pages.new')
const edit = officeRoute('office.petitions.$petition.edit')

interface Listed {
  lines: PageLine[]
  count: number
  table: { sort: string; isDown: boolean; page: number }
}

async function omar(world: World) {
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'organizer', network)
  return {
    token,
    network,
    pages: async (query = '') => (await call(world, list.loader!, { token, query })).body as Listed,
  }
}

test('words that every object knows are no kind of page, no state and no reason of a refusal', async ({ world }) => {
  const { token } = await omar(world)
  const { body } = await call(world, list.loader!, { token, query: '?kind=constructor' })
  const props = body as Omit<Parameters<typeof PagesPage>[0], 't'>
  const html = renderToStaticMarkup(PagesPage({ t: translator('en'), ...props }))
  expect(html).toContain(translator('en')('office.pages.new'))
  expect(refusalWords(translator('en'), 413, 'toString', null)).toEqual(refusalWords(translator('en'), 413, null, null))
})

test('petitions, calls, letters and texts are in one table, and the total is that of all of them', async ({
  world,
}) => {
  const { pages } = await omar(world)
  const { lines, count } = await pages()
  expect(new Set(lines.map(({ kind }) => kind))).toEqual(new Set(['petition', 'call', 'letter', 'text']))
  const petitions = await world.db.selectFrom('petition').select('id').execute()
  const actions = await world.db.selectFrom('advocacy_campaign').select('id').execute()
  expect(count).toBe(petitions.length + actions.length)
})

test('the table filters by kind, state, campaign and words, and sorts both ways; nonsense in the address is ignored', async ({
  world,
}) => {
  const { pages } = await omar(world)
  const titles = async (query: string) => (await pages(query)).lines.map(({ title }) => title.en)
  expect((await pages('?kind=call')).lines.every(({ kind }) => kind === 'call')).toBe(true)
  expect(await titles('?q=SHERIFF&kind=call&sort=title')).toEqual(['Call Sheriff Vance', 'Call your sheriff'])
  expect(await titles('?q=SHERIFF&kind=call&sort=-title')).toEqual(['Call your sheriff', 'Call Sheriff Vance'])
  await world.db
    .updateTable('petition')
    .set({ title: sql`jsonb_set(title, '{es}', '"Una petición"')` })
    .where('slug', '=', slug)
    .execute()
  expect((await pages('?q=PETICION')).lines.map((line) => line.slug)).toEqual([slug])
  expect(await titles('?q=100%25')).toEqual([])
  expect((await pages('?campaign=no-such')).count).toBe(0)
  expect((await pages('?campaign=end-s-comm')).count).toBe((await pages()).count)
  expect(await pages('?sort=password&standing=no&page=-3')).toMatchObject({
    count: (await pages()).count,
    table: { sort: '', isDown: false, page: 1 },
  })
})

test('a long list comes in pages of fifty, and each knows how many there are in all', async ({ world }) => {
  const { pages, token } = await omar(world)
  const before = (await pages()).count
  const one = await world.db.selectFrom('petition').selectAll().where('slug', '=', slug).executeTakeFirstOrThrow()
  await world.db
    .insertInto('petition')
    .values(
      Array.from({ length: 60 }, (_, index) => ({
        campaign_id: one.campaign_id,
        group_id: one.group_id,
        slug: `copy-${index}`,
        title: JSON.stringify(one.title),
        ask: JSON.stringify(one.ask),
        target: JSON.stringify(one.target),
        story: JSON.stringify(one.story),
        share_text: JSON.stringify(one.share_text),
      })) as never,
    )
    .execute()
  const chooser = officeRoute('office.imports').loader!
  const lists = async (query = '') => (await call(world, chooser, { token, query })).body as Listed
  const [chosen, rest] = [await lists(), await lists('?page=2')]
  expect([chosen.lines.length, rest.lines.length]).toEqual([50, chosen.count - 50])
  expect(await pages('?page=99')).toMatchObject({ lines: { length: before + 10 }, table: { page: 2 } })
  const first = await pages('?sort=kind')
  const second = await pages('?sort=kind&page=2')
  expect([first.count, first.lines.length, second.lines.length]).toEqual([before + 60, 50, before + 10])
  expect(new Set([...first.lines, ...second.lines].map(({ id }) => id)).size).toBe(before + 60)
})

test('a page says whether it is open, scheduled, ended, or has changes that are not published', async ({ world }) => {
  const { token, pages } = await omar(world)
  const standing = async () => (await pages('?kind=petition')).lines.find((line) => line.slug === slug)?.standing
  const set = (values: object) => world.db.updateTable('petition').set(values).where('slug', '=', slug).execute()
  const tomorrow = new Date(world.at.getTime() + 86_400_000)
  const yesterday = new Date(world.at.getTime() - 86_400_000)
  expect(await standing()).toBe('open')
  await set({ opens_at: tomorrow })
  expect(await standing()).toBe('scheduled')
  await set({ opens_at: null, closes_at: yesterday })
  expect(await standing()).toBe('ended')
  await set({ closes_at: null, updated_at: yesterday })
  const { values } = (await call(world, edit.loader!, { token, params: { petition: slug } })).body as {
    values: Record<string, string>
  }
  const save = (title: string, intent: string, revision: number) =>
    call(world, edit.action!, {
      token,
      params: { petition: slug },
      fields: { ...values, title_en: title, intent, revision: String(revision) },
      at: new Date(world.at.getTime() + revision * 1_000),
    })
  expect((await save('Another title', 'save', 0)).location).toBe(`/office/petitions/${slug}/edit`)
  expect(await standing()).toBe('changed')
  expect((await save('Another title', 'publish', 1)).location).toContain('published')
  expect(await standing()).toBe('open')
  await set({ state: 'archived' })
  expect(await standing()).toBeUndefined()
  expect((await pages('?standing=archived')).lines.map((line) => line.slug)).toEqual([slug])
})

test('a member group sees its own pages only, and an old address leads to the one table', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'Saguaro'))
  expect((await call(world, list.loader!, { token })).body).toMatchObject({ lines: [], count: 0 })
  const old = await call(world, officeRoute('office.petitions._index').loader!, { token })
  expect(old.location).toBe('/office/pages?kind=petition')
})

test('one form starts a page of any kind, and keeps what was typed when its title is missing', async ({ world }) => {
  const { token, network } = await omar(world)
  const { id: campaign } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  const post = (fields: Record<string, string>) => call(world, start.action!, { token, fields })
  const wanted = { campaign, group: network, title: 'No more deals' }
  expect((await post({ ...wanted, kind: 'petition' })).location).toBe('/office/petitions/no-more-deals/edit')
  expect((await post({ ...wanted, kind: 'letter' })).location).toBe('/office/actions/no-more-deals/edit')
  expect(await post({ ...wanted, kind: 'call', title: 'x' })).toMatchObject({
    status: 422,
    body: { form: { values: { kind: 'call', title: 'x' }, errors: [{ field: 'title', message: 'titleMissing' }] } },
  })
  expect((await call(world, start.loader!, { token, query: '?kind=call&campaign=end-s-comm' })).body).toMatchObject({
    chosen: { kind: 'call', campaign },
  })
})

test('a page is not started in the campaign of another group, nor while a new campaign was begun beside one that is chosen', async ({
  world,
}) => {
  const { token, network } = await omar(world)
  const { id: campaign } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  const post = (fields: Record<string, string>) =>
    call(world, start.action!, { token, fields: { kind: 'petition', title: 'No more deals', ...fields } })
  const refusal = (message: string) => ({ status: 422, body: { form: { errors: [{ field: 'campaign', message }] } } })
  const begun = await post({ campaign, group: network, name_en: 'Ours' })
  expect(begun).toMatchObject(refusal('campaignOrOwn'))
  expect(begun.body).toMatchObject({ form: { values: { name_en: 'Ours', title: 'No more deals' } } })
  const saguaro = await groupOf(world, 'Saguaro')
  expect((await post({ campaign, group: saguaro })).location).toBe('/office/petitions/no-more-deals/edit')
  await world.db.updateTable('campaign').set({ group_id: saguaro }).where('id', '=', campaign).execute()
  expect(await post({ campaign, group: network })).toMatchObject(refusal('campaignElsewhere'))
  expect((await post({ campaign, group: saguaro })).location).toMatch(/^\/office\/petitions\/no-more-deals-\w+\/edit$/)
})

test('the words for each standing exist in both languages', () => {
  expect(translator('en')('office.pages.scheduledFor', { when: 'Dec 24, 9:00 AM' })).toBe(
    'Scheduled · opens Dec 24, 9:00 AM',
  )
  expect(translator('es')('office.pages.standings.changed')).toBe('Abierta · cambios sin publicar')
})
