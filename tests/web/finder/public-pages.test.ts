import { expect } from 'vitest'
import { meetingKind } from '~/campaigns/meetings/meeting-content'
import { action as findAction } from '~/routes/$lang.officials._index'
import { loader as officialLoader, action as reportAction } from '~/routes/$lang.officials.$post'
import { loader as placeLoader, action as tellAction } from '~/routes/$lang.places.$place'
import { loader as sheriffsLoader } from '~/routes/$lang.sheriffs'
import { openText, openVault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import type { Found } from '~/web/finder/find-yours.server'
import { meeting, publishes } from '../../support/campaign-story'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { visit } from '../../support/public'

const find = async (world: World, fields: Record<string, string>) =>
  (await visit<{ found: Found }>(world, findAction, '/en/officials', {}, fields)).data.found
const place = (world: World, slug: string) =>
  visit<{
    shown: {
      sheriff: string
      offices: { posts: { holder: string }[] }[]
      cities: { slug: string }[]
      cards: { tag: string }[]
    }
  }>(world, placeLoader, `/en/places/${slug}`, { place: slug })

test('a ZIP in one county names it as likely, one in several asks, military mail leads to what is open to everybody', async ({
  world,
}) => {
  expect(await find(world, { zip: '85001' })).toMatchObject({
    kind: 'counties',
    isLikely: true,
    counties: [{ slug: 'az-maricopa-county' }],
  })
  expect(await find(world, { zip: '60011-1234' })).toMatchObject({
    kind: 'counties',
    isLikely: false,
    offices: [],
    counties: [{ slug: 'il-lake-county' }, { slug: 'il-cook-county' }],
  })
  expect(await find(world, { zip: '09007' })).toEqual({ kind: 'military' })
  expect(await find(world, { zip: '00000' })).toEqual({ kind: 'unknown' })
  expect((await visit(world, findAction, '/en/officials', {}, { zip: 'here' })).status).toBe(422)
})

test('once shares are known, nineteen of twenty addresses are enough to name a county; the others stay on the page', async ({
  world,
}) => {
  await world.db
    .updateTable('zip_code')
    .set({ shares: [0.97, 0.03] })
    .where('zip', '=', '60011')
    .execute()
  expect(await find(world, { zip: '60011' })).toMatchObject({
    isLikely: true,
    counties: [{ slug: 'il-lake-county' }, { slug: 'il-cook-county' }],
  })
})

test('a point is rounded before it is used, near a county line both are offered, at sea none', async ({ world }) => {
  expect(await find(world, { lat: '33.4484001', lon: '-112.0740001' })).toMatchObject({
    isLikely: true,
    counties: [{ slug: 'az-maricopa-county' }],
  })
  expect(await find(world, { lat: '33.75', lon: '-84.35' })).toMatchObject({ isLikely: false })
  expect(await find(world, { lat: '30', lon: '-40' })).toEqual({ kind: 'nowhere' })
})

test('a postal city is a question, and only when that city lies there', async ({ world }) => {
  await world.db
    .insertInto('division')
    .values({
      id: 'ocd-division/country:us/state:az/place:phoenix',
      kind: 'place',
      state: 'AZ',
      parent_id: 'ocd-division/country:us/state:az',
      geoid: '0455000',
      name: 'Phoenix',
      slug: 'az-phoenix',
      time_zone: null,
      county_ids: ['ocd-division/country:us/state:az/county:maricopa'],
    })
    .execute()
  expect(await find(world, { zip: '85001' })).toMatchObject({
    offices: [],
    maybeCities: [{ name: 'Phoenix', slug: 'az-phoenix' }],
  })
  expect(await find(world, { zip: '86001' })).toMatchObject({ maybeCities: [] })
})

test('a place says who decides, what can be done there, and what is not known', async ({ world }) => {
  const saguaro = (await place(world, 'az-saguaro-county')).data.shown
  expect(saguaro).toMatchObject({
    sheriff: 'known',
    offices: [{ posts: [{ holder: 'Ida Vance' }] }],
    cities: [{ slug: 'az-ocotillo' }],
  })
  expect(saguaro.cards.length).toBeGreaterThan(1)
  expect((await place(world, 'az-maricopa-county')).data.shown).toMatchObject({
    sheriff: 'unknown',
    offices: [],
    isAnyway: true,
    cards: [{ sign: 'pen' }, { sign: 'pen' }, { sign: 'phone' }],
  })
  expect((await place(world, 'ct-fairfield-county')).data.shown).toMatchObject({ sheriff: 'none' })
  expect((await place(world, 'nowhere')).status).toBe(404)
  expect((await place(world, 'az-saguaro-county')).tags).toContain('place:az-saguaro-county')
})

test('an official’s page has its sources, and goes with the post when it is retired', async ({ world }) => {
  const page = () =>
    visit<{ target: { contacts: { sourceUrl: string }[] }; opening: { is: string } }>(
      world,
      officialLoader,
      '/en/officials/ida-vance-saguaro',
      { post: 'ida-vance-saguaro' },
    )
  const { data } = await page()
  expect(data.target.contacts.length).toBe(4)
  expect(data.target.contacts.every(({ sourceUrl }) => sourceUrl.startsWith('https://'))).toBe(true)
  expect(data.opening.is).toBe('open')
  await world.db.updateTable('post').set({ retired_on: '2026-11-01' }).where('slug', '=', 'ida-vance-saguaro').execute()
  expect((await page()).status).toBe(404)
})

test('those who sit on a council have its next meeting on their page, and a sheriff does not', async ({ world }) => {
  await publishes(world.db, meetingKind, 'over', { ...meeting, startsAt: '2026-11-02T18:00', endsAt: '' })
  await publishes(world.db, meetingKind, 'board', meeting)
  await publishes(world.db, meetingKind, 'council', { ...meeting, place: 'az-ocotillo' })
  const next = async (post: string) =>
    (await visit<{ meeting: object | null }>(world, officialLoader, `/es/officials/${post}`, { post })).data.meeting
  expect(await next('lee-okafor-ocotillo')).toMatchObject({
    title: meeting.title.es,
    zoneName: 'Hora de Arizona',
    phase: 'coming',
    comments: { isOpen: true },
  })
  expect(await next('ida-vance-saguaro')).toBeNull()
  await publishes(
    world.db,
    meetingKind,
    'unpublished',
    {
      ...meeting,
      place: 'az-ocotillo',
      startsAt: '2026-12-07T08:00',
    },
    { state: 'draft' },
  )
  // On the place's page it says the same.
  const { data } = await visit<{ shown: { about: { meetings: object[] } } }>(
    world,
    placeLoader,
    '/es/places/az-ocotillo',
    {
      place: 'az-ocotillo',
    },
  )
  expect(data.shown.about.meetings).toEqual([await next('lee-okafor-ocotillo')])
})

test('“this is wrong” reaches the queue with a sealed note and the hour, and nothing about who wrote it', async ({
  world,
}) => {
  const report = (fields: Record<string, string>) =>
    visit<{ isReported: boolean }>(
      world,
      reportAction,
      '/es/officials/ida-vance-saguaro',
      { post: 'ida-vance-saguaro' },
      fields,
    )
  expect((await report({ note: 'x' })).status).toBe(422)
  const contact = await world.db
    .selectFrom('contact_detail')
    .select('id')
    .where('value', '=', '+16025550141')
    .executeTakeFirstOrThrow()
  expect(
    (await report({ what: 'wrong-number', contact: contact.id, note: 'It rings at a bakery.' })).data.isReported,
  ).toBe(true)
  await world.work()
  const kept = await world.db.selectFrom('contact_report').selectAll().executeTakeFirstOrThrow()
  expect(kept).toMatchObject({
    contact_detail_id: contact.id,
    what: 'wrong-number',
    origin: 'public',
    handled_at: null,
  })
  expect(kept.sealed_note!.toString('latin1')).not.toContain('bakery')
  const vault = await openVault(world.db, world.keyring)
  expect(openText(vault.site(), sealedAs('contact_report', kept.id), kept.sealed_note!)).toBe('It rings at a bakery.')
})

test('sheriffs stand in a list under the word of each language', async ({ world }) => {
  expect((await visit<{ sheriffs: unknown[] }>(world, sheriffsLoader, '/en/sheriffs')).data.sheriffs).toMatchObject([
    { county: 'Saguaro County', holder: 'Ida Vance' },
  ])
  const looked = async (query: string) =>
    (await visit<{ sheriffs: unknown[]; map: { marked: string } }>(world, sheriffsLoader, `/en/sheriffs?${query}`)).data
  expect((await looked('q=vance&state=AZ')).sheriffs).toHaveLength(1)
  expect((await looked('q=nobody')).sheriffs).toEqual([])
  // The county is fictional: no map has it, so none is shown.
  expect((await looked('')).map.marked).toBe('')
  expect(await visit(world, sheriffsLoader, '/es/sheriffs?by=checked')).toMatchObject({
    status: 301,
    tags: ['/es/alguaciles?by=checked'],
  })
})

test('whoever knows an unknown sheriff tells us in a few words; an organizer reads them once, with a way to add the post, and the public makes none', async ({
  world,
}) => {
  const tell = (note: string, slug = 'az-maricopa-county') =>
    visit<{ isTold: boolean }>(world, tellAction, `/es/places/${slug}`, { place: slug }, { note })
  expect((await tell('')).status).toBe(422)
  expect((await tell('x'.repeat(501))).status).toBe(422)
  expect((await tell('Someone', 'arizona')).status).toBe(404)
  const posts = () => world.db.selectFrom('post').select('id').execute()
  const before = await posts()
  expect((await tell('Alex Doe, https://pima.example.gov/sheriff')).data.isTold).toBe(true)
  await world.work()
  expect(await posts()).toEqual(before)
  const kept = await world.db.selectFrom('contact_report').selectAll().executeTakeFirstOrThrow()
  expect(kept).toMatchObject({
    post_id: null,
    division_id: 'ocd-division/country:us/state:az/county:maricopa',
    what: 'unknown-official',
    origin: 'public',
  })
  expect(kept.sealed_note!.includes('Alex')).toBe(false)
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const stale = officeRoute('office.officials.stale')
  const first = async () =>
    ((await call(world, stale.loader!, { token })).body as { items: { what: string; id: string }[] }).items.find(
      ({ what }) => what === 'unknown',
    )
  const item = await first()
  expect(item).toMatchObject({
    slug: 'az-maricopa-county',
    place: 'Maricopa County, AZ',
    reports: [{ note: 'Alex Doe, https://pima.example.gov/sheriff' }],
  })
  expect((await call(world, stale.action!, { token, fields: { intent: 'seen-unknown', id: item!.id } })).status).toBe(
    303,
  )
  expect(await first()).toBeUndefined()
  expect(
    (await world.db.selectFrom('contact_report').select('sealed_note').executeTakeFirstOrThrow()).sealed_note,
  ).toBeNull()
})

test('from a campaign’s home a ZIP in one county leads straight to its page, and the ZIP is in no address', async ({
  world,
}) => {
  const answer = await visit(world, findAction, '/es/officials', {}, { zip: '85001', to: 'place' })
  expect(answer).toMatchObject({ status: 303, tags: ['/es/places/az-maricopa-county'] })
})
