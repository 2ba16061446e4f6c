import { sql } from 'kysely'
import sharp from 'sharp'
import { expect } from 'vitest'
import { seedPowers } from '#db/seeds/powers'
import type { Petition } from '~/actions/petitions/petition'
import { postKind } from '~/campaigns/news/news-content'
import { translator } from '~/i18n/translator'
import { deleteUndoably } from '~/office/editor/remove.server'
import type { Office } from '~/office/guard/guard.server'
import { letAnswerBeTold, tellAnswers } from '~/office/petitions/deliveries/tell-answer.server'
import { petitionWriting } from '~/office/petitions/petition-writing.server'
import type { UndoableChange } from '~/office/undo/just-done'
import { forgetChanges } from '~/office/undo/undo-change.server'
import { undoableActs } from '~/office/undo/undoable-acts'
import { loader as postLoader } from '~/routes/$lang.campaigns.$slug_.news.$thing'
import { loader as newsAtom } from '~/routes/$lang.campaigns.$slug_.news[.]atom'
import { loader as petitionPage } from '~/routes/$lang.petitions.$petition'
import { loader as picturePage } from '~/routes/pictures.$id[.]jpg'
import { indexPages } from '~/web/search/index-pages.server'
import { campaignSlug, publishes } from '../../support/campaign-story'
import { rosa, slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { visit } from '../../support/public'
import { meet } from '../../support/races'

const hour = 3_600_000
const later = (world: World, hours: number) => new Date(world.at.getTime() + hours * hour)
const omar = async (world: World) => (await organizer(world, 'organizer', await groupOf(world, 'network'))).token

/** What a page says was just done, by the address that a form led to. */
function changeIn(location: string | null): string {
  return new URL(location ?? '', 'https://office.example.org').searchParams.get('undo') ?? ''
}
const undo = async (world: World, token: string, id: string) =>
  changeIn((await call(world, officeRoute('office.undo').action!, { token, fields: { id } })).location)
const turn = (world: World, token: string, state: string, petition = slug, at = world.at) =>
  call(world, officeRoute('office.petitions.$petition._index').action!, {
    token,
    params: { petition },
    fields: { state },
    at,
  })
/** Everything changed so far was changed then: nobody's session lasts as long. */
const changedAt = (world: World, at: Date) => world.db.updateTable('undoable_change').set({ changed_at: at }).execute()
const stateOf = async (world: World) =>
  (await world.db.selectFrom('petition').select('state').where('slug', '=', slug).executeTakeFirstOrThrow()).state
const acts = async (world: World) =>
  (await world.db.selectFrom('audit').select('act').orderBy('seq').execute()).map(({ act }) => act)

test('closing a petition offers Undo on the next page, for a day; undone, people can sign again', async ({ world }) => {
  const token = await omar(world)
  const { location } = await turn(world, token, 'closed')
  await changedAt(world, later(world, -23))
  expect(await stateOf(world)).toBe('closed')
  const frame = () => call(world, officeRoute('office').loader!, { token, query: `?undo=${changeIn(location)}` })
  expect((await frame()).body).toMatchObject({
    justDone: { is: 'changed', change: { act: 'closed', by: 'Omar Reyes', until: later(world, 1).toISOString() } },
  })
  expect(await undo(world, token, changeIn(location))).toBe('undone')
  expect(await stateOf(world)).toBe('open')
  expect((await world.signs(rosa)).outcome).toBe('accepted')
  expect(await acts(world)).toEqual(expect.arrayContaining(['changed-petition-state', 'undid-change']))
  expect((await frame()).body).toMatchObject({ justDone: null })
})

test('after a day a change stands, and how it was before is forgotten', async ({ world }) => {
  const token = await omar(world)
  const { location } = await turn(world, token, 'closed')
  await changedAt(world, later(world, -25))
  expect(await undo(world, token, changeIn(location))).toBe('gone')
  expect(await forgetChanges(world.as.worker, later(world, -2))).toBe(0)
  expect(await forgetChanges(world.as.worker, world.at)).toBe(1)
  expect(await stateOf(world)).toBe('closed')
})

test('what somebody has changed since is not undone over them, and twice is once', async ({ world }) => {
  const token = await omar(world)
  const first = changeIn((await turn(world, token, 'closed')).location)
  const second = changeIn((await turn(world, token, 'victory')).location)
  expect(await undo(world, token, first)).toBe('changed-since')
  expect(await stateOf(world)).toBe('victory')
  expect(await undo(world, token, second)).toBe('undone')
  expect(await undo(world, token, second)).toBe('gone')
  expect(await undo(world, token, first)).toBe('undone')
  expect(await stateOf(world)).toBe('open')
})

test('an old change is not undone over a later one that came to the same', async ({ world }) => {
  const token = await omar(world)
  const turns = ['closed', 'open', 'closed'].map((state, minutes) => [state, later(world, minutes / 60)] as const)
  const changes: string[] = []
  for (const [state, at] of turns) changes.push(changeIn((await turn(world, token, state, slug, at)).location))
  expect(await undo(world, token, changes[0]!)).toBe('changed-since')
  expect(await stateOf(world)).toBe('closed')
  for (const change of changes.toReversed()) expect(await undo(world, token, change)).toBe('undone')
  expect(await stateOf(world)).toBe('open')
})

test('nobody undoes what they may not change: neither a viewer nor the owner of another group', async ({ world }) => {
  const change = changeIn((await turn(world, await omar(world), 'closed')).location)
  const stranger = await organizer(world, 'owner', await groupOf(world, 'Elsewhere'))
  expect(await undo(world, stranger.token, change)).toBe('gone')
  expect((await call(world, officeRoute('office.undo').loader!, { token: stranger.token })).body).toMatchObject({
    changes: [],
  })
  const viewer = await organizer(world, 'viewer', await groupOf(world, 'network'))
  const refused = await call(world, officeRoute('office.undo').action!, {
    token: viewer.token,
    fields: { id: change },
  })
  expect(refused.status).toBe(403)
  expect(await stateOf(world)).toBe('closed')
})

const whole = {
  ...Object.fromEntries(
    ['title', 'ask', 'target', 'story', 'shareText', 'imageAlt'].flatMap((name) => [
      [`${name}_en`, 'x'],
      [`${name}_es`, 'x'],
    ]),
  ),
  goalSteps: '50 100',
  revision: '0',
  intent: 'save',
}
const start = (world: World, token: string, kind: string) =>
  world.db
    .selectFrom('campaign')
    .select(['id', 'group_id'])
    .executeTakeFirstOrThrow()
    .then(({ id, group_id }) =>
      call(world, officeRoute('office.pages.new').action!, {
        token,
        fields: { title: 'Free Ana', kind, campaign: id, group: group_id },
      }),
    )

test('a draft of a petition is removed with its text and its keyword, and comes back whole', async ({ world }) => {
  const token = await omar(world)
  await start(world, token, 'petition')
  const { id, group_id } = await world.db
    .selectFrom('petition')
    .select(['id', 'group_id'])
    .where('slug', '=', 'free-ana')
    .executeTakeFirstOrThrow()
  await call(world, officeRoute('office.petitions.$petition.edit').action!, {
    token,
    params: { petition: 'free-ana' },
    fields: { ...whole, title_en: 'Free Ana now' },
  })
  await world.db
    .insertInto('keyword')
    .values({ word: 'ANA', language: 'en', petition_id: id, group_id, created_at: world.at } as never)
    .execute()
  const { location } = await turn(world, token, 'removed', 'free-ana')
  const there = async () => [
    (await world.db.selectFrom('petition').selectAll().where('id', '=', id).execute())[0],
    (await world.db.selectFrom('petition_draft').selectAll().where('petition_id', '=', id).execute())[0],
    (await world.db.selectFrom('keyword').selectAll().where('word', '=', 'ANA').execute())[0],
  ]
  expect(location).toMatch(/^\/office\/pages\?standing=draft&undo=/)
  expect(await there()).toEqual([undefined, undefined, undefined])
  expect(await undo(world, token, changeIn(location))).toBe('undone')
  expect(await there()).toMatchObject([
    { slug: 'free-ana', state: 'draft' },
    { content: { title: { en: 'Free Ana now' } } },
    { petition_id: id },
  ])
})

test('the source codes of a draft come back with it, of a petition and of a call', async ({ world }) => {
  const token = await omar(world)
  await start(world, token, 'petition')
  const { id: petition_id } = await world.db
    .selectFrom('petition')
    .select('id')
    .where('slug', '=', 'free-ana')
    .executeTakeFirstOrThrow()
  await start(world, token, 'call')
  const { id: advocacy_campaign_id, slug: call_slug } = await world.db
    .selectFrom('advocacy_campaign')
    .select(['id', 'slug'])
    .where('state', '=', 'draft')
    .executeTakeFirstOrThrow()
  const code = { code: 'radio', name: 'Radio', created_at: world.at }
  await world.db
    .insertInto('source_code')
    .values([
      { ...code, petition_id },
      { ...code, advocacy_campaign_id },
    ] as never)
    .execute()
  const codes = () => world.db.selectFrom('source_code').selectAll().orderBy('petition_id').execute()
  const before = await codes()
  const removed = [
    await turn(world, token, 'removed', 'free-ana'),
    await call(world, officeRoute('office.actions.$action._index').action!, {
      token,
      params: { action: call_slug },
      fields: { state: 'removed' },
    }),
  ]
  expect(await codes()).toEqual([])
  for (const { location } of removed) expect(await undo(world, token, changeIn(location))).toBe('undone')
  expect(await codes()).toEqual(before)
})

test('what goes with a draft is only its own, whatever tells its rows apart', async ({ world }) => {
  const token = await omar(world)
  await start(world, token, 'petition')
  const petitions = await world.db.selectFrom('petition').select(['id', 'slug', 'group_id']).execute()
  const draft = petitions.find((one) => one.slug === 'free-ana')!
  const other = petitions.find((one) => one.slug === slug)!
  await world.db
    .insertInto('keyword')
    .values(
      [
        { word: 'ANA', of: draft },
        { word: 'ROSA', of: other },
      ].map(({ word, of: { id: petition_id, group_id } }) => ({
        word,
        language: 'en',
        petition_id,
        group_id,
        created_at: world.at,
      })) as never,
    )
    .execute()
  const { id: by } = await world.db.selectFrom('organizer').select('id').executeTakeFirstOrThrow()
  const belongings = [{ table: 'keyword', where: { language: 'en', petition_id: draft.id } }]
  const kind = { ...petitionWriting, removal: { ...petitionWriting.removal!, belongings: () => belongings } }
  const office = { organizer: { id: by }, now: world.at } as Office
  const thing = { id: draft.id, groupId: draft.group_id } as Petition
  await world.db
    .transaction()
    .execute((trx) =>
      deleteUndoably(trx, office, kind, thing, { act: 'removed-draft', name: { en: 'Ana', es: 'Ana' }, tags: [] }),
    )
  const words = await world.db.selectFrom('keyword').select('word').where('word', 'in', ['ANA', 'ROSA']).execute()
  expect(words).toEqual([{ word: 'ROSA' }])
})

test('a petition that was ever public is not removed, and neither is a draft with a list of people', async ({
  world,
}) => {
  const token = await omar(world)
  expect(changeIn((await turn(world, token, 'removed')).location)).toBe('kept')
  await start(world, token, 'petition')
  const { id } = await world.db
    .selectFrom('petition')
    .select('id')
    .where('slug', '=', 'free-ana')
    .executeTakeFirstOrThrow()
  const { id: by } = await world.db.selectFrom('organizer').select('id').executeTakeFirstOrThrow()
  await world.db
    .insertInto('import_batch')
    .values({
      id: '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11',
      petition_id: id,
      asked_by: by,
      asked_at: world.at,
      columns: '[]',
      mapping: null,
      warnings: '[]',
    })
    .execute()
  expect(changeIn((await turn(world, token, 'removed', 'free-ana')).location)).toBe('kept')
  expect(await world.db.selectFrom('petition').select('slug').where('id', '=', id).execute()).toHaveLength(1)
})

test('a draft of a call is removed with its targets, and comes back with them', async ({ world }) => {
  const token = await omar(world)
  await start(world, token, 'call')
  const { id } = await world.db
    .selectFrom('advocacy_campaign')
    .select('id')
    .where('slug', '=', 'free-ana')
    .executeTakeFirstOrThrow()
  const post = await world.db.selectFrom('post').select('id').limit(1).executeTakeFirstOrThrow()
  await world.db
    .insertInto('advocacy_target')
    .values({ advocacy_campaign_id: id, post_id: post.id, position: 1 })
    .execute()
  const { location } = await call(world, officeRoute('office.actions.$action._index').action!, {
    token,
    params: { action: 'free-ana' },
    fields: { state: 'removed' },
  })
  const targets = () =>
    world.db.selectFrom('advocacy_target').selectAll().where('advocacy_campaign_id', '=', id).execute()
  expect(await targets()).toEqual([])
  expect(await undo(world, token, changeIn(location))).toBe('undone')
  expect(await targets()).toMatchObject([{ post_id: post.id }])
})

const story = (world: World, token: string, fields: Record<string, string>) =>
  call(world, officeRoute('office.campaigns_.$campaign.$kind._index').action!, {
    token,
    params: { campaign: campaignSlug, kind: 'news' },
    query: '?index',
    fields,
  })

test('a post that is removed is gone from its page, the feed and the search at once, its address says so, and Undo brings it back', async ({
  world,
}) => {
  const token = await omar(world)
  await publishes(world.db, postKind, 'odd', {
    title: { en: 'Huitlacoche', es: 'Huitlacoche' },
    summary: { en: 'a', es: 'a' },
    text: { en: 'b', es: 'b' },
  })
  await indexPages(world.as.worker, world.at)
  const page = async () =>
    (await visit(world, postLoader, `/en/campaigns/${campaignSlug}/news/odd`, { slug: campaignSlug, thing: 'odd' }))
      .status
  const isInFeed = async () =>
    (
      (await newsAtom({
        params: { lang: 'en', slug: campaignSlug },
        request: new Request('https://firme.example.org/'),
        context: { db: world.as.web, env: world.env, now: () => world.at },
      } as never)) as Response
    )
      .text()
      .then((text) => text.includes('Huitlacoche'))
  const found = () => world.db.selectFrom('search_entry').select('title').where('title', '=', 'Huitlacoche').execute()
  expect([await page(), await isInFeed(), (await found()).length]).toEqual([200, true, 2])
  const { location } = await story(world, token, { slug: 'odd', state: 'removed' })
  expect([await page(), await isInFeed(), (await found()).length]).toEqual([410, false, 0])
  expect(await undo(world, token, changeIn(location))).toBe('undone')
  await indexPages(world.as.worker, world.at)
  expect([await page(), await isInFeed(), (await found()).length]).toEqual([200, true, 2])
  expect(await acts(world)).toEqual(expect.arrayContaining(['removed-page', 'undid-change']))
})

test('a post never published is removed and brought back with its draft; its address says nothing of it', async ({
  world,
}) => {
  const token = await omar(world)
  await story(world, token, { title: 'Not yet' })
  const { location } = await story(world, token, { slug: 'not-yet', state: 'removed' })
  const posts = () => world.db.selectFrom('news_item').select('slug').where('slug', '=', 'not-yet').execute()
  expect(await posts()).toEqual([])
  expect(await world.db.selectFrom('removed_page').selectAll().execute()).toEqual([])
  expect(await undo(world, token, changeIn(location))).toBe('undone')
  expect(await posts()).toEqual([{ slug: 'not-yet' }])
})

const news = { title_en: 'We won', title_es: 'Ganamos', body_en: 'Yes', body_es: 'Sí' }
const shown = async (world: World) =>
  (
    await visit<{ petition: { updates: { title: string }[]; deliveries: unknown[] } }>(
      world,
      petitionPage,
      `/es/petitions/${slug}`,
      { petition: slug },
    )
  ).data.petition

test('news of a petition is changed and removed, and each is undone', async ({ world }) => {
  const token = await omar(world)
  const post = (fields: Record<string, string>) =>
    call(world, officeRoute('office.petitions.$petition.news').action!, { token, params: { petition: slug }, fields })
  const titles = async () => (await shown(world)).updates.map(({ title }) => title)
  await post(news)
  expect(await titles()).toContain('Ganamos')
  const { id } = await world.db
    .selectFrom('petition_update')
    .select('id')
    .orderBy('published_on', 'desc')
    .where('petition_update.title', '@>', JSON.stringify({ en: 'We won' }) as never)
    .executeTakeFirstOrThrow()
  const half = await post({ ...news, id, intent: 'change', title_es: '' })
  expect(half).toMatchObject({ status: 422, body: { form: { errors: [{ field: 'title_es' }] } } })
  const changed = changeIn((await post({ ...news, id, intent: 'change', title_es: 'Casi ganamos' })).location)
  expect(await titles()).toContain('Casi ganamos')
  const removed = changeIn((await post({ id, intent: 'remove' })).location)
  expect(await titles()).not.toContain('Casi ganamos')
  expect(await undo(world, token, removed)).toBe('undone')
  expect(await undo(world, token, changed)).toBe('undone')
  expect(await titles()).toContain('Ganamos')
  expect((await post({ id: '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11', intent: 'remove' })).status).toBe(404)
})

test('a button that was pressed twice does it once, and offers to undo what the first press did', async ({ world }) => {
  const token = await omar(world)
  const post = async (route: string, fields: Record<string, string>) =>
    changeIn((await call(world, officeRoute(route).action!, { token, params: { petition: slug }, fields })).location)
  const twice = async (route: string, fields: Record<string, string>) => [
    await post(route, fields),
    await post(route, fields),
  ]
  const page = 'office.petitions.$petition.news'
  const items = () =>
    world.db
      .selectFrom('petition_update')
      .select(['id', 'title'])
      .where('body', '@>', JSON.stringify({ en: 'Yes' }) as never)
      .execute()
  const added = await twice(page, news)
  expect(added[1]).toBe(added[0])
  const { id } = (await items())[0]!
  expect(await items()).toHaveLength(1)
  const changed = await twice(page, { ...news, id, intent: 'change', title_es: 'Casi ganamos' })
  expect(changed[1]).toBe(changed[0])
  expect(await undo(world, token, changed[1]!)).toBe('undone')
  expect(await items()).toMatchObject([{ title: { es: 'Ganamos' } }])
  expect(await post(page, { ...news, id, intent: 'change' })).toBe('unchanged')
  const removed = await twice(page, { id, intent: 'remove' })
  expect(removed[1]).toBe(removed[0])
  const deliveries = 'office.petitions.$petition.deliveries'
  const delivered = { delivered_on: '2026-11-20', recipient: 'Ida Vance', by_whom: 'Omar Reyes' }
  const recorded = await post(deliveries, { ...delivered, intent: 'record' })
  expect(recorded).not.toBe('')
  const { id: delivery } = await world.db
    .selectFrom('delivery')
    .select('id')
    .orderBy('created_at', 'desc')
    .executeTakeFirstOrThrow()
  const presses: Record<string, string>[] = [
    { intent: 'answer', answer_en: 'No', answer_es: 'No' },
    { ...delivered, intent: 'change', delivered_on: '2026-11-21' },
    { intent: 'remove' },
  ]
  for (const fields of presses) {
    const [first, second] = await twice(deliveries, { ...fields, id: delivery })
    expect([fields.intent, second]).toEqual([fields.intent, first])
    expect(await undo(world, token, second!)).toBe('undone')
  }
  await world.signs(rosa)
  await world.work()
  const { id: person } = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  for (let press = 0; press < 2; press += 1)
    await call(world, officeRoute('office.people.$person').action!, {
      token,
      params: { person },
      fields: { intent: 'note', note: 'Called her' },
    })
  expect(await world.db.selectFrom('person_note').select('id').execute()).toHaveLength(1)
})

test('what was confirmed by two presses is as before once it is undone: a contact, and a policy', async ({ world }) => {
  const token = await omar(world)
  const press = (route: string, intent: string, fields: Record<string, string>, params = {}) =>
    call(world, officeRoute(route).action!, { token, params, fields: { ...fields, intent } })
  const earlier = '2026-01-02'
  const { id } = await world.db.selectFrom('contact_detail').select('id').executeTakeFirstOrThrow()
  await world.db.updateTable('contact_detail').set({ checked_on: earlier }).where('id', '=', id).execute()
  for (const intent of ['confirm', 'confirm', 'unconfirm']) await press('office.officials.stale', intent, { id })
  const contact = world.db.selectFrom('contact_detail').select('checked_on').where('id', '=', id)
  expect(await contact.executeTakeFirst()).toEqual({ checked_on: earlier })
  await press('office.policies._index', 'add', {
    place: 'az-maricopa-county',
    kind: 'no-jail-access',
    adopted_on: '2020',
    source_url: 'https://example.org/policy',
    checked_on: earlier,
  })
  const { id: policy } = await world.db.selectFrom('policy').select('id').executeTakeFirstOrThrow()
  for (const intent of ['confirm', 'confirm', 'undo']) await press('office.policies.$policy', intent, {}, { policy })
  expect(await world.db.selectFrom('policy').select('checked_on').executeTakeFirst()).toEqual({ checked_on: earlier })
})

test('of two who change the same news at once, undoing the second leaves what the first wrote', async ({ world }) => {
  const token = await omar(world)
  const post = (fields: Record<string, string>) =>
    call(world, officeRoute('office.petitions.$petition.news').action!, { token, params: { petition: slug }, fields })
  await post(news)
  const { id } = await world.db
    .selectFrom('petition_update')
    .select('id')
    .where('title', '@>', JSON.stringify({ en: 'We won' }) as never)
    .executeTakeFirstOrThrow()
  const change = (title_es: string) => () => post({ ...news, id, intent: 'change', title_es })
  const [, second] = await meet(
    world.db,
    sql`select from petition_update where id = ${id} for update`,
    change('Casi ganamos'),
    change('Vamos ganando'),
  )
  expect(await undo(world, token, changeIn(second.location))).toBe('undone')
  expect((await shown(world)).updates.map(({ title }) => title)).toContain('Casi ganamos')
})

const delivery = {
  intent: 'record',
  delivered_on: '2026-11-20',
  recipient: 'Ida Vance',
  by_whom: 'Rosa and Sam',
}
const deliver = (world: World, token: string, fields: Record<string, string>, photo?: Buffer) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  if (photo) form.append('photo', new File([new Uint8Array(photo)], 'photo.jpg', { type: 'image/jpeg' }))
  return call(world, officeRoute('office.petitions.$petition.deliveries').action!, {
    token,
    params: { petition: slug },
    fields: form,
  })
}
const jpeg = (background: string) =>
  sharp({ create: { width: 1200, height: 630, channels: 3, background } })
    .jpeg()
    .toBuffer()
const alt = { photo_alt_en: 'Rosa hands over a box', photo_alt_es: 'Rosa entrega una caja' }

test('a delivery is on the petition’s page only if somebody chose that', async ({ world }) => {
  const token = await omar(world)
  await deliver(world, token, delivery)
  expect((await shown(world)).deliveries).toEqual([])
  const { id } = await world.db.selectFrom('delivery').select('id').executeTakeFirstOrThrow()
  const change = changeIn((await deliver(world, token, { ...delivery, intent: 'change', id, is_public: '1' })).location)
  expect((await shown(world)).deliveries).toEqual([
    { day: '2026-11-20', recipient: 'Ida Vance', byWhom: 'Rosa and Sam', signatures: 0, photo: null },
  ])
  expect(await undo(world, token, change)).toBe('undone')
  expect((await shown(world)).deliveries).toEqual([])
  const removed = changeIn((await deliver(world, token, { intent: 'remove', id })).location)
  expect(await world.db.selectFrom('delivery').selectAll().execute()).toEqual([])
  expect(await undo(world, token, removed)).toBe('undone')
  expect(await world.db.selectFrom('delivery').select('recipient').execute()).toEqual([{ recipient: 'Ida Vance' }])
})

test('a delivery whose button was pressed twice is recorded once', async ({ world }) => {
  const token = await omar(world)
  const twice = [deliver(world, token, delivery), deliver(world, token, delivery)]
  expect((await Promise.all(twice)).map(({ status }) => status)).toEqual([303, 303])
  expect(await world.db.selectFrom('delivery').select('recipient').execute()).toHaveLength(1)
})

test('a photo for everybody says in both languages what it shows, and that everybody in it agreed', async ({
  world,
}) => {
  const token = await omar(world)
  const photo = await jpeg('red')
  const refused = await deliver(world, token, { ...delivery, is_public: '1' }, photo)
  expect(refused.status).toBe(422)
  expect((refused.body as { form: { errors: { field: string }[] } }).form.errors.map(({ field }) => field)).toEqual([
    'photo_alt_en',
    'photo_alt_es',
    'all_agreed',
  ])
  await deliver(world, token, { ...delivery, ...alt, is_public: '1', all_agreed: '1' }, photo)
  expect((await shown(world)).deliveries).toMatchObject([
    { photo: { src: expect.stringMatching(/^\/pictures\//), alt: 'Rosa entrega una caja' } },
  ])
  // Taken off, it is not shown, and neither is what was agreed to.
  const { id } = await world.db.selectFrom('delivery').select('id').executeTakeFirstOrThrow()
  await deliver(world, token, { ...delivery, intent: 'change', id, is_public: '1', photo_off: '1' })
  expect((await shown(world)).deliveries).toMatchObject([{ photo: null }])
})

const recorded = (world: World) =>
  world.db.selectFrom('delivery').select(['id', 'picture_id', 'photo_alt', 'all_agreed']).executeTakeFirstOrThrow()

test('a photo that was swapped does not come back under what was agreed to for the one that took its place', async ({
  world,
}) => {
  const token = await omar(world)
  await deliver(world, token, delivery, await jpeg('red'))
  const { id, picture_id: first } = await recorded(world)
  const change = (fields: Record<string, string>, photo?: Buffer) =>
    deliver(world, token, { ...delivery, intent: 'change', id, ...fields }, photo)
  const swap = changeIn((await change({ picture: first! }, await jpeg('blue'))).location)
  const { picture_id: second } = await recorded(world)
  await change({ ...alt, picture: second!, is_public: '1', all_agreed: '1' })
  expect(await undo(world, token, swap)).toBe('changed-since')
  expect((await visit(world, picturePage, `/pictures/${first}.jpg`, { id: first! })).status).toBe(404)
  expect((await recorded(world)).picture_id).toBe(second)
})

test('another photo is described, and agreed to, by itself', async ({ world }) => {
  const token = await omar(world)
  await deliver(world, token, { ...delivery, ...alt, is_public: '1', all_agreed: '1' }, await jpeg('red'))
  const { id, picture_id: first } = await recorded(world)
  const change = (fields: Record<string, string>) =>
    jpeg('blue').then((photo) =>
      deliver(world, token, { ...delivery, ...alt, all_agreed: '1', intent: 'change', id, ...fields }, photo),
    )
  const refused = await change({ picture: first!, is_public: '1' })
  expect(refused.status).toBe(422)
  expect((refused.body as { form: { errors: { field: string }[] } }).form.errors.map(({ field }) => field)).toEqual([
    'other_alt_en',
    'other_alt_es',
    'other_agreed',
  ])
  await change({ picture: first! })
  expect(await recorded(world)).toMatchObject({ photo_alt: null, all_agreed: false })
  const { picture_id: second } = await recorded(world)
  const other = { other_alt_en: 'Sam', other_alt_es: 'Sam', other_agreed: '1' }
  await change({ picture: second!, is_public: '1', ...other })
  expect((await shown(world)).deliveries).toMatchObject([{ photo: { alt: 'Sam' } }])
})

test('what was agreed to on a page with an older photo is not taken for the one that is there now', async ({
  world,
}) => {
  const token = await omar(world)
  await deliver(world, token, delivery, await jpeg('red'))
  const { id, picture_id: first } = await recorded(world)
  const change = (fields: Record<string, string>, photo?: Buffer) =>
    deliver(world, token, { ...delivery, intent: 'change', id, ...fields }, photo)
  await change({ picture: first! }, await jpeg('blue'))
  const late = await change({ ...alt, picture: first!, is_public: '1', all_agreed: '1' })
  expect(late).toMatchObject({
    status: 422,
    body: {
      form: { values: { recipient: 'Ida Vance', all_agreed: '', photo_alt_en: '' }, errors: [{ field: 'photo' }] },
    },
  })
  expect((await shown(world)).deliveries).toEqual([])
})

test('a photo is on the public site only while a page of it shows the photo', async ({ world }) => {
  const token = await omar(world)
  await deliver(world, token, delivery, await jpeg('red'))
  const { id, picture_id } = await recorded(world)
  const path = `/pictures/${picture_id}.jpg`
  const status = async () => (await visit(world, picturePage, path, { id: picture_id! })).status
  const change = (fields: Record<string, string>) =>
    deliver(world, token, { ...delivery, ...alt, intent: 'change', id, picture: picture_id!, ...fields })
  expect(await status()).toBe(404)
  await change({ is_public: '1', all_agreed: '1' })
  expect(await status()).toBe(200)
  await change({ all_agreed: '1' })
  expect(await status()).toBe(404)
  await deliver(world, token, { intent: 'remove', id })
  expect(await status()).toBe(404)
  const petition = (set: object) => world.db.updateTable('petition').set(set).where('slug', '=', slug).execute()
  await petition({ share_image: path })
  expect(await status()).toBe(200)
  await petition({ share_image: null, image: path, state: 'draft' })
  expect(await status()).toBe(404)
  await petition({ state: 'archived' })
  expect(await status()).toBe(200)
  await petition({ image: null })
  const campaign = (sections: unknown[]) =>
    world.db
      .updateTable('campaign')
      .set({ sections: JSON.stringify(sections) } as never)
      .execute()
  await campaign([{ kind: 'picture', picture: path }])
  expect(await status()).toBe(200)
  await campaign([])
  expect(await status()).toBe(404)
  await world.db.updateTable('member_group').set({ logo: path }).execute()
  expect(await status()).toBe(200)
  await world.db.updateTable('member_group').set({ logo: null }).execute()
  await publishes(world.db, postKind, 'with-a-photo', { picture: path })
  expect(await status()).toBe(200)
  await world.db.updateTable('news_item').set({ state: 'draft' }).execute()
  expect(await status()).toBe(404)
})

test('an answer that was published too early is taken back with the news it became', async ({ world }) => {
  const token = await omar(world)
  await deliver(world, token, delivery)
  const { id } = await world.db.selectFrom('delivery').select('id').executeTakeFirstOrThrow()
  const change = changeIn(
    (await deliver(world, token, { intent: 'answer', id, answer_en: 'No.', answer_es: 'No.' })).location,
  )
  const titles = async () => (await shown(world)).updates.map(({ title }) => title)
  expect(await titles()).toContain('Respuesta: Ida Vance')
  expect(await undo(world, token, change)).toBe('undone')
  expect(await titles()).not.toContain('Respuesta: Ida Vance')
  expect(await world.db.selectFrom('delivery').select('answer').execute()).toEqual([{ answer: null }])
})

test('an answer that was told to people is not taken back, and nobody is told an answer that is gone', async ({
  world,
}) => {
  const token = await omar(world)
  await world.signs({ ...rosa, keep_posted: '1' })
  await world.work()
  await world.confirms((await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()).id)
  await deliver(world, token, delivery)
  const { id, petition_id } = await world.db
    .selectFrom('delivery')
    .select(['id', 'petition_id'])
    .executeTakeFirstOrThrow()
  const change = changeIn(
    (await deliver(world, token, { intent: 'answer', id, answer_en: 'No.', answer_es: 'No.' })).location,
  )
  await world.db.transaction().execute((trx) => letAnswerBeTold(trx, id, petition_id, world.at))
  expect(await undo(world, token, change)).toBe('changed-since')
  expect((await shown(world)).updates.map(({ title }) => title)).toContain('Respuesta: Ida Vance')
  const answer = (await world.db.selectFrom('delivery').select('answer').executeTakeFirstOrThrow()).answer
  expect(answer).toEqual({ en: 'No.', es: 'No.' })
  await world.db.updateTable('delivery').set({ answer: null }).execute()
  expect(await tellAnswers(world.as.worker, world.keyring, world.at)).toBe(0)
  await world.db
    .updateTable('delivery')
    .set({ answer: JSON.stringify(answer) })
    .execute()
  expect(await tellAnswers(world.as.worker, world.keyring, world.at)).toBe(1)
})

test('a legal power that was removed comes back as it was', async ({ world }) => {
  const token = await omar(world)
  const all = () =>
    world.db.selectFrom('post_power').selectAll().orderBy('state').orderBy('role').orderBy('topic').execute()
  await seedPowers(world.db)
  const before = await all()
  const { state, role, topic } = before[0]!
  const { location } = await call(world, officeRoute('office.officials.powers').action!, {
    token,
    fields: { intent: 'remove', state, role, topic },
  })
  expect(await all()).toHaveLength(before.length - 1)
  expect(await undo(world, token, changeIn(location))).toBe('undone')
  expect(await all()).toEqual(before)
})

test('who may change the directory in a group of its own undoes what they removed; a group that proposes does not', async ({
  world,
}) => {
  await seedPowers(world.db)
  const { state, role, topic } = await world.db
    .selectFrom('post_power')
    .select(['state', 'role', 'topic'])
    .executeTakeFirstOrThrow()
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'Elsewhere'))
  const remove = () =>
    call(world, officeRoute('office.officials.powers').action!, {
      token,
      fields: { intent: 'remove', state, role, topic },
    })
  const count = async () =>
    (
      await world.db
        .selectFrom('post_power')
        .select('law')
        .where('state', '=', state)
        .where('role', '=', role)
        .where('topic', '=', topic)
        .execute()
    ).length
  const removed = changeIn((await remove()).location)
  expect(await count()).toBe(0)
  // Removed twice, it says so.
  expect((await remove()).status).toBe(404)
  expect(await world.db.selectFrom('undoable_change').select('id').execute()).toHaveLength(1)
  const proposing = await groupOf(world, 'Proposing')
  await world.db.updateTable('member_group').set({ edits_directory: false }).where('id', '=', proposing).execute()
  expect(await undo(world, (await organizer(world, 'organizer', proposing)).token, removed)).toBe('gone')
  expect(await undo(world, token, removed)).toBe('undone')
  expect(await count()).toBe(1)
})

test('what was added or removed before an update of Firme is undone after it', async ({ world }) => {
  const token = await omar(world)
  const post = (fields: Record<string, string>) =>
    call(world, officeRoute('office.petitions.$petition.news').action!, { token, params: { petition: slug }, fields })
  const titles = async () => (await shown(world)).updates.map(({ title }) => title)
  await post(news)
  const { id } = await world.db
    .selectFrom('petition_update')
    .select('id')
    .where('title', '@>', JSON.stringify({ en: 'We won' }) as never)
    .executeTakeFirstOrThrow()
  const removed = changeIn((await post({ id, intent: 'remove' })).location)
  const added = changeIn((await post({ ...news, title_es: 'Otra vez' })).location)
  await sql`alter table petition_update add column is_pinned boolean not null default false`.execute(world.db)
  expect(await undo(world, token, removed)).toBe('undone')
  expect(await undo(world, token, added)).toBe('undone')
  expect(await titles()).toContain('Ganamos')
  expect(await titles()).not.toContain('Otra vez')
})

test('each change says what was done, in both languages', () => {
  for (const act of undoableActs) {
    const words = (['en', 'es'] as const).map((lang) => translator(lang)(`undo.done.${act}`, { name: 'Ana', count: 2 }))
    expect(
      words.every((one) => one.includes('Ana')),
      act,
    ).toBe(true)
  }
})

test('the page of changes lists what can be undone, the newest first', async ({ world }) => {
  const token = await omar(world)
  await turn(world, token, 'closed')
  await call(world, officeRoute('office.petitions.$petition.news').action!, {
    token,
    params: { petition: slug },
    fields: news,
    at: later(world, 0.01),
  })
  const { changes } = (await call(world, officeRoute('office.undo').loader!, { token, at: later(world, 0.02) }))
    .body as {
    changes: UndoableChange[]
  }
  expect(changes.map(({ act }) => act)).toEqual(['added-news', 'closed'])
})
