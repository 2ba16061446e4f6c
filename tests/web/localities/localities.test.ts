import { sql } from 'kysely'
import { expect } from 'vitest'
import { messages } from '~/i18n/messages'
import { loader as documents } from '~/routes/$lang.documents._index'
import { tellsStory } from '../../support/campaign-story'
import { test } from '../../support/firme-test'
import { policiesBy } from '../../support/policies'
import { takeIn } from '../../support/policy-lists'
import { visit } from '../../support/public'

const routes = import.meta.glob<{ loader: unknown; action?: unknown }>(
  ['../../../app/routes/$lang.localities*', '../../../app/routes/$lang.places*', '../../../app/routes/$lang.sheriffs*'],
  { eager: true },
)
const route = (file: string) => routes[`../../../app/routes/${file}`]!
const page = route('$lang.localities._index.tsx').loader

const decided: Record<string, string>[] = [
  { place: 'az-pima-county', kind: 'detainers-limited', adopted_on: '2014' },
  { place: 'az-pima-county', kind: 'no-jail-access', adopted_on: '2016-03' },
  {
    place: 'az-pinal-county',
    kind: '287g-signed',
    model: 'jail-enforcement',
    adopted_on: '2020-01-02',
    agency: 'Pinal County Sheriff',
  },
  { place: 'la-orleans-parish', kind: 'detainers-limited', adopted_on: '2013-08', ended_on: '2024' },
  { place: 'florida', kind: 'limits-barred', adopted_on: '2019-06-14' },
]

interface Shown {
  count: { limits: number; helps: number }
  lines: { place: { name: string }; standing: string }[]
  found: number
  maybe: number
  years: { year: number; limits: number; helps: number }[]
}

test('a county counts once however many policies it has, what has ended does not, and a state is no locality', async ({
  world,
}) => {
  await policiesBy(world, decided)
  const { data } = await visit<Shown>(world, page, '/en/localities')
  expect(data.count).toEqual({ limits: 1, helps: 1 })
  expect(data.found).toBe(4)
  expect(
    data.years
      .map(({ year, limits, helps }) => [year, limits, helps])
      .filter(([year]) => [2013, 2014, 2019, 2020, 2023, 2026].includes(year!)),
  ).toEqual([
    [2013, 1, 0],
    [2014, 2, 0],
    [2019, 2, 0],
    [2020, 2, 1],
    [2023, 2, 1],
    [2026, 1, 1],
  ])
})

test('the lists of a site with one campaign stand among its pages, and those of any other by themselves', async ({
  world,
}) => {
  const campaignOf = async (loader: unknown, path: string) => {
    const { data } = await visit<{ campaign?: unknown; shown?: { campaign: unknown } }>(world, loader, path)
    return data.shown ? data.shown.campaign : data.campaign
  }
  const { slug, name } = await world.db.selectFrom('campaign').select(['slug', 'name']).executeTakeFirstOrThrow()
  expect(await campaignOf(page, '/es/localities')).toMatchObject({ slug, name: name.es })
  expect(await campaignOf(documents, '/en/documents')).toMatchObject({ slug, name: name.en })
  await world.db.updateTable('campaign').set({ state: 'draft' }).execute()
  expect(await campaignOf(page, '/es/localities')).toBeNull()
  expect(await campaignOf(documents, '/en/documents')).toBeNull()
})

test('the page can be read as of any day; what a vague date leaves open is said and shown on request', async ({
  world,
}) => {
  await policiesBy(world, decided)
  const on = async (query: string) => (await visit<Shown>(world, page, `/en/localities?${query}`)).data
  const summer = await on('on=2014-06-15')
  expect(summer.count).toEqual({ limits: 1, helps: 0 })
  expect(summer.maybe).toBe(1)
  expect((await on('on=2014-06-15&maybe=1')).lines.map(({ place, standing }) => [place.name, standing])).toEqual([
    ['Pima County', 'maybe'],
    ['Orleans Parish', 'yes'],
  ])
  expect((await on('on=2015-01-01')).count.limits).toBe(2)
  expect((await on('q=PINAL')).lines).toHaveLength(1)
  expect((await on('kind=detainers-limited&state=AZ')).lines).toHaveLength(1)
  expect((await on('by=adopted')).lines.map(({ place }) => place.name)).toEqual([
    'Pinal County',
    'Florida',
    'Pima County',
    'Pima County',
  ])
})

test('what is downloaded as CSV is known in full when it is imported again, and JSON carries the official ids', async ({
  world,
}) => {
  const { omar } = await policiesBy(world, [
    ...decided,
    { place: 'az-yuma-county', kind: 'no-287g', note_en: '- “No,” they said; =1+1', note_es: 'Dijeron que no' },
  ])
  const answer = await ask(world, '$lang.localities[.]csv.ts')
  const csv = await answer.text()
  expect(csv.split('\r\n')[0]).toContain('division_id,geoid,place,state,kind,model')
  const { outcomes, problems } = await takeIn(world, omar.token, csv)
  expect(problems).toEqual([])
  expect(outcomes).toEqual({ unchanged: 6 })
  const json = (await (await ask(world, '$lang.localities[.]json.ts')).json()) as {
    policies: Record<string, unknown>[]
  }
  expect(json.policies.find(({ place }) => place === 'Pima County')).toMatchObject({
    divisionId: 'ocd-division/country:us/state:az/county:pima',
    geoid: '04019',
    effect: 'limits',
  })
})

test('the map says what each county has decided, in both languages', async ({ world }) => {
  await policiesBy(world, decided)
  const english = await (await ask(world, '$lang.localities.map[.]svg.ts')).text()
  expect(english).toContain('<a href="/en/places/az-pinal-county">')
  expect(english).toContain(
    '<title>Pinal County, AZ: 287(g) agreement signed: jail enforcement (since January 2, 2020)</title>',
  )
  expect(english).toContain('<title>Florida: State law bars local limits (since June 14, 2019)</title>')
  const spanish = await (await ask(world, '$lang.localities.map[.]svg.ts', 'es')).text()
  expect(spanish).toContain('Condado de Pinal, AZ: Acuerdo 287(g) firmado: en la cárcel (desde el 2 de enero de 2020)')
})

test('a state’s page draws its counties; territories have theirs too, and nonsense is not found', async ({ world }) => {
  await policiesBy(world, decided)
  const of = (state: string) =>
    visit<{ drawn: { counties: { standing: string | null }[] }; count: Shown['count'] }>(
      world,
      route('$lang.localities.$state.tsx').loader,
      `/en/localities/${state.toLowerCase()}`,
      { state: state.toLowerCase() },
    )
  const arizona = (await of('AZ')).data
  expect(arizona.drawn.counties).toHaveLength(15)
  expect(arizona.drawn.counties.filter(({ standing }) => standing !== null)).toHaveLength(2)
  expect((await of('FL')).data.drawn.counties.every(({ standing }) => standing === 'barred')).toBe(true)
  expect((await of('PR')).data.drawn.counties.length).toBe(78)
  expect((await of('XX')).status).toBe(404)
})

test('a place’s page says where it stands and how many signed there, in tens; its state’s law counts too', async ({
  world,
}) => {
  await policiesBy(world, [...decided, { place: 'arizona', kind: 'limits-barred', adopted_on: '2010' }])
  const place = route('$lang.places.$place.tsx')
  const pima = async () =>
    (
      await visit<{ shown: { stand: { policies: { kind: string }[] }; about: { signed: number | null } } }>(
        world,
        place.loader,
        '/es/places/az-pima-county',
        { place: 'az-pima-county' },
      )
    ).data.shown
  expect((await pima()).stand.policies.map(({ kind }) => kind)).toEqual([
    'no-jail-access',
    'detainers-limited',
    'limits-barred',
  ])
  const counted = async (confirmed: number) => {
    await sql`insert into tally_by (petition_id, dimension, key, received, confirmed) select id, 'county', 'ocd-division/country:us/state:az/county:pima', ${confirmed}, ${confirmed} from petition order by slug limit 1
      on conflict (petition_id, dimension, key) do update set confirmed = excluded.confirmed`.execute(world.db)
    return (await pima()).about.signed
  }
  expect(await counted(9)).toBe(null)
  expect(await counted(23)).toBe(20)
})

test('every county has a page, from Alaska’s census areas to Puerto Rico’s municipios', async ({ world }) => {
  const counties = await world.db
    .selectFrom('division')
    .select('slug')
    .where('kind', '=', 'county')
    .where('geoid', 'is not', null)
    .orderBy('geoid')
    .execute()
  expect(counties.length).toBeGreaterThan(3_100)
  const { loader } = route('$lang.places.$place.tsx')
  for (const { slug } of counties.filter((_, index) => index % 60 === 0))
    expect((await visit(world, loader, `/es/places/${slug}`, { place: slug })).status, slug).toBe(200)
})

test('“this is wrong” about a place’s policies waits for an organizer, with nothing about its sender', async ({
  world,
}) => {
  const place = route('$lang.places.$place.tsx')
  const told = (note: string) =>
    visit<{ isTold: boolean }>(
      world,
      place.action,
      '/en/places/az-pima-county',
      { place: 'az-pima-county' },
      { what: 'wrong-policy', policy_note: note },
    )
  expect((await told('')).status).toBe(422)
  expect((await told('They repealed it in June, see the minutes.')).data.isTold).toBe(true)
  await world.work()
  const reports = await world.db
    .selectFrom('contact_report')
    .select(['what', 'division_id as place', 'origin'])
    .execute()
  expect(reports).toEqual([
    { what: 'wrong-policy', place: 'ocd-division/country:us/state:az/county:pima', origin: 'public' },
  ])
})

test('the list of sheriffs has counties that have decided something, whether we know their sheriff or not', async ({
  world,
}) => {
  await policiesBy(world, decided)
  const { data } = await visit<{
    sheriffs: { countySlug: string; postSlug: string | null }[]
    policies: Record<string, unknown[]>
  }>(world, route('$lang.sheriffs.tsx').loader, '/en/sheriffs')
  expect(data.sheriffs.find(({ countySlug }) => countySlug === 'az-pinal-county')).toMatchObject({ postSlug: null })
  expect(data.policies['ocd-division/country:us/state:az/county:pinal']).toHaveLength(1)
})

test('every kind of policy is named and explained in both languages', async ({ world }) => {
  const kinds = await world.as.web.selectFrom('policy_kind').select(['key', 'name', 'meaning']).execute()
  expect(kinds.length).toBeGreaterThanOrEqual(7)
  for (const { key, name, meaning } of kinds)
    for (const language of ['en', 'es'] as const) {
      expect(name[language], key).not.toBe('')
      expect(meaning[language], key).toMatch(/\.$/)
    }
  expect(Object.keys(messages.es.localities)).toEqual(Object.keys(messages.en.localities))
})

test('a place says that a ruling in its story no longer stands, and lists its meeting until it is over', async ({
  world,
}) => {
  await tellsStory(world.db)
  const { loader } = route('$lang.places.$place.tsx')
  const about = async (place: string, at = world.at) =>
    (
      await visit<{ shown: { about: { news: object[]; meetings: object[] } } }>(
        { ...world, at },
        loader,
        `/es/places/${place}`,
        {
          place,
        },
      )
    ).data.shown.about
  expect((await about('az-maricopa-county')).news).toMatchObject([
    { slug: 'ruling-of-2019', on: '2019-09-27', standing: { word: 'Anulada en parte' } },
  ])
  const meetingAt = async (at: string) => (await about('az-saguaro-county', new Date(at))).meetings
  const there = { slug: 'saguaro-board', zoneName: 'Hora de Arizona', startsAt: '2026-12-09T01:00:00.000Z' }
  expect(await meetingAt('2026-12-09T00:59:00Z')).toMatchObject([{ ...there, phase: 'coming' }])
  expect(await meetingAt('2026-12-09T03:59:00Z')).toMatchObject([{ ...there, phase: 'now' }])
  expect(await meetingAt('2026-12-09T04:00:00Z')).toEqual([])
})

/** Gets a file of the site. */
async function ask(world: Parameters<typeof visit>[0], file: string, lang = 'en'): Promise<Response> {
  const { loader } = route(file) as { loader: (args: never) => Promise<Response> }
  return loader({
    request: new Request(`https://firme.example.org/${lang}/localities`),
    params: { lang },
    context: { env: world.env, db: world.as.web, now: () => world.at },
  } as never)
}

test('search engines are told what a place has decided, but not what has ended, from when on where the day is certain, and where the place is', async ({
  world,
}) => {
  await policiesBy(world, decided)
  const { loader, meta } = route('$lang.places.$place.tsx') as unknown as {
    loader: unknown
    meta: (given: object) => { 'script:ld+json'?: Record<string, unknown> }[]
  }
  const { data } = await visit(world, loader, '/es/places/az-pima-county', { place: 'az-pima-county' })
  const said = meta({ data })
    .map((tag) => tag['script:ld+json'])
    .filter((one) => one !== undefined)
  expect(said.find((one) => one['@type'] === 'AdministrativeArea')).toMatchObject({
    inLanguage: 'es-US',
    subjectOf: expect.arrayContaining([
      expect.objectContaining({ '@type': 'Legislation', legislationDate: '2016-03' }),
    ]),
  })
  const { data: ended } = await visit(world, loader, '/es/places/la-orleans-parish', { place: 'la-orleans-parish' })
  expect(meta({ data: ended }).map((tag) => tag['script:ld+json'])).toContainEqual(
    expect.objectContaining({ '@type': 'AdministrativeArea', subjectOf: [] }),
  )
  const trail = said.find((one) => one['@type'] === 'BreadcrumbList') as { itemListElement: { item: string }[] }
  expect(trail.itemListElement.map(({ item }) => new URL(item).pathname)).toEqual([
    '/es',
    '/es/officials',
    '/es/places/arizona',
    '/es/places/az-pima-county',
  ])
})
