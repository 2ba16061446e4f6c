import { sql } from 'kysely'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { findCampaign } from '~/campaigns/campaigns.server'
import { caseKind } from '~/campaigns/cases/case-kind'
import { postKind, pressKind } from '~/campaigns/news/news-content'
import { translator } from '~/i18n/translator'
import { EditorFieldView } from '~/office/editor/editor-field'
import type { EditorField } from '~/office/editor/said-field'
import { sayFields } from '~/office/editor/said-fields'
import { momentOf } from '~/ui/page/dates'
import { usualZone, zones } from '~/ui/page/zones'
import { readCampaignHome } from '~/web/story/read-campaign-home.server'
import { tellsStory } from '../../support/campaign-story'
import { slug, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { somebodyWaits } from '../../support/races'
import { addsSection } from '../../support/sections'

const campaign = 'end-s-comm'
const list = () => officeRoute('office.campaigns_.$campaign.$kind._index')
const editor = () => officeRoute('office.campaigns_.$campaign.$kind.$slug.edit')

async function writer(world: World, role: 'organizer' | 'viewer' = 'organizer') {
  return (await organizer(world, role, await groupOf(world, 'network'))).token
}

interface Editing {
  values: Record<string, string>
  revision: number
  missing: { field: string; words: string }[]
  fields: EditorField[]
}

async function opened(world: World, token: string, params: Record<string, string>): Promise<Editing> {
  return (await call(world, editor().loader!, { token, params })).body as Editing
}

/** Presses a button of the editor, with everything that its form holds. */
async function presses(
  world: World,
  token: string,
  params: Record<string, string>,
  intent: string,
  typed: Record<string, string> = {},
) {
  const { values, revision } = await opened(world, token, params)
  return call(world, editor().action!, {
    token,
    params,
    fields: { ...values, revision: String(revision), ...typed, intent },
  })
}

const home = { campaign, kind: 'home', slug: 'page' }
const sections = async (world: World) => (await findCampaign(world.db, campaign))!.home.sections

test('the home is composed of sections, which are added, moved, hidden and removed before anybody sees it', async ({
  world,
}) => {
  const token = await writer(world)
  const before = (await sections(world)).map(({ kind }) => kind)
  const { key, location } = await addsSection(world, token, 'quotes')
  expect(location, 'it leads to what was added').toBe(`/office/campaigns/${campaign}/home/page/edit#sections.${key}`)
  const at = `sections.${key}`
  await presses(world, token, home, `up:sections:${key}`, {
    [`${at}.text_en`]: 'We only looked for work.',
    [`${at}.text_es`]: 'Solo buscábamos trabajo.',
    [`${at}.who_en`]: 'A day laborer',
    [`${at}.who_es`]: 'Un jornalero',
  })
  expect((await sections(world)).map(({ kind }) => kind)).toEqual(before)
  expect((await presses(world, token, home, 'publish')).location).toMatch(/published/)
  const after = await sections(world)
  expect(after.map(({ kind }) => kind)).toEqual([...before.slice(0, -1), 'quotes', ...before.slice(-1)])
  expect(after.at(-2)).toMatchObject({ isOn: true, who: { es: 'Un jornalero' } })

  await presses(world, token, home, 'publish', { [`${at}.isOn`]: '' })
  const found = (await findCampaign(world.db, campaign))!
  const shown = await readCampaignHome(world.db, { campaign: found, home: found.home, lang: 'es', now: world.at })
  expect(shown.sections.map(({ key }) => key)).not.toContain(key)
  expect((await sections(world)).at(-2)).toMatchObject({ isOn: false, who: { es: 'Un jornalero' } })

  await presses(world, token, home, `remove:sections:${key}`)
  await presses(world, token, home, `restore:sections:${key}`)
  const restored = (await opened(world, token, home)).values
  expect([restored[`${at}.who_es`], restored[`${at}.isOn`]]).toEqual(['Un jornalero', ''])
  await presses(world, token, home, `remove:sections:${key}`)
  await presses(world, token, home, 'publish')
  expect((await sections(world)).map(({ kind }) => kind)).toEqual(before)
})

test('a button names a picture or video of its form, or nothing happens', async ({ world }) => {
  const token = await writer(world)
  const { values, revision } = await opened(world, token, home)
  for (const name of [
    '__proto__',
    'constructor',
    'sections',
    'revision',
    'sections.s1.heading_en',
    'sections.s99.picture',
  ])
    await expect(
      call(world, editor().action!, {
        token,
        params: home,
        fields: { ...values, revision: String(revision), takeOutFile: name },
      }).then(({ status }) => status),
      name,
    ).resolves.toBe(400)
})

test('a section that misses its Spanish is named with its number, and nothing is published', async ({ world }) => {
  const token = await writer(world)
  const { key, count } = await addsSection(world, token, 'text')
  const refused = await presses(world, token, home, 'publish', {
    [`sections.${key}.heading_en`]: 'Why',
    [`sections.${key}.text_en`]: 'Because.',
    [`sections.${key}.text_es`]: 'Porque sí.',
  })
  expect(refused.status).toBe(422)
  expect((refused.body as { form: { errors: unknown[] } }).form.errors).toEqual([
    {
      field: `sections.${key}.heading_es`,
      message: 'missingHalf',
      said: `${count}. Text: Heading is missing in Spanish.`,
    },
  ])
})

test('a case is started by its name, written, published, and archived with a way back', async ({ world }) => {
  const token = await writer(world)
  const params = { campaign, kind: 'cases' }
  const made = await call(world, list().action!, { token, params, fields: { title: 'Paz v. Saguaro County' } })
  expect(made.location).toBe(`/office/campaigns/${campaign}/cases/paz-v-saguaro-county/edit`)
  const one = { ...params, slug: 'paz-v-saguaro-county' }
  await presses(world, token, one, 'add:events:filed')
  const words = (name: string, en: string, es: string) => ({ [`${name}_en`]: en, [`${name}_es`]: es })
  const typed = {
    ...words('court', 'A court', 'Una corte'),
    ...words('summary', 'About a hold.', 'Sobre una retención.'),
    ...words('meaning', 'Nobody waits in jail.', 'Nadie espera en la cárcel.'),
    ...words('events.e1.title', 'Filed', 'Presentada'),
    'events.e1.happenedOn': '2014-02',
    'events.e1.sourceUrl': 'https://example.org/paz',
    'events.e1.sourceTitle': 'Court record',
  }
  const refused = await presses(world, token, one, 'publish', typed)
  expect((refused.body as { form: { errors: { field: string }[] } }).form.errors.map(({ field }) => field)).toEqual([
    'events.e1.sourceCheckedOn',
  ])
  await presses(world, token, one, 'publish', { ...typed, 'events.e1.sourceCheckedOn': '2026-11-29' })
  const stored = await world.db
    .selectFrom('court_case')
    .select(['state', 'content'])
    .where('slug', '=', one.slug)
    .executeTakeFirstOrThrow()
  expect(stored.state).toBe('open')
  expect(caseKind.readContent(stored.content).events).toMatchObject([
    { key: 'e1', kind: 'filed', happenedOn: '2014-02' },
  ])
  const archived = await call(world, list().action!, { token, params, fields: { slug: one.slug, state: 'archived' } })
  expect(archived.location).toBe(`/office/campaigns/${campaign}/cases?changed=${one.slug}`)
  // Back on the same part of the list.
  const opened = await call(world, list().action!, {
    token,
    params,
    query: '?index=&q=a+case&sort=-title&page=2&changed=other',
    fields: { slug: one.slug, state: 'open' },
  })
  expect(opened.location).toBe(`/office/campaigns/${campaign}/cases?q=a+case&sort=-title&page=2&changed=${one.slug}`)
  const { rows } = await sql<{
    act: string
  }>`select act from audit where subject like ${'%'} and act like '%story%' order by seq`.execute(world.db)
  expect(rows.map(({ act }) => act)).toEqual([
    'made-story',
    'published-story',
    'changed-story-state',
    'changed-story-state',
  ])
})

test('what a colleague archives while it is being published stays archived', async ({ world }) => {
  const token = await writer(world)
  const params = { campaign, kind: 'news' }
  await call(world, list().action!, { token, params, fields: { title: 'Vigil' } })
  const post = { ...params, slug: 'vigil' }
  const typed = Object.fromEntries(
    ['title', 'summary', 'text'].flatMap((name) => ['en', 'es'].map((language) => [`${name}_${language}`, 'Vigil'])),
  )
  await presses(world, token, post, 'publish', typed)
  let publishing: ReturnType<typeof presses> | undefined
  await world.db.transaction().execute(async (trx) => {
    await trx.updateTable('news_item').set({ state: 'archived' }).where('slug', '=', post.slug).execute()
    publishing = presses(world, token, post, 'publish', { ...typed, title_en: 'A vigil' })
    await somebodyWaits(world.db)
  })
  expect((await publishing!).location).toMatch(/published/)
  const { rows } = await sql`
    select news_item.state, story_revision.state as version from news_item join story_revision on thing_id = news_item.id
    where slug = ${post.slug} order by story_revision.revision desc limit 1
  `.execute(world.db)
  expect(rows).toEqual([{ state: 'archived', version: 'archived' }])
})

test('a date that does not exist is refused, and what was typed stays', async ({ world }) => {
  const token = await writer(world)
  const params = { campaign, kind: 'timeline' }
  await call(world, list().action!, { token, params, fields: { title: 'The launch' } })
  const one = { ...params, slug: 'the-launch' }
  for (const [typed, isRefused] of [
    ['2014-13', true],
    ['2014-02-30', true],
    ['March 2008', true],
    ['2008-03', false],
    ['2008', false],
  ] as const) {
    const answer = await presses(world, token, one, 'save', { happenedOn: typed })
    expect(answer.status, typed).toBe(isRefused ? 422 : 303)
    if (isRefused)
      expect(answer.body).toMatchObject({
        form: { values: { happenedOn: typed }, errors: [{ field: 'happenedOn', message: 'partialDayWrong' }] },
      })
  }
})

test('a reference that leads nowhere is said before anything is published', async ({ world }) => {
  const token = await writer(world)
  const params = { campaign, kind: 'timeline' }
  await call(world, list().action!, { token, params, fields: { title: 'A ruling' } })
  const refused = await presses(world, token, { ...params, slug: 'a-ruling' }, 'publish', { place: 'no-such-place' })
  expect((refused.body as { form: { errors: { field: string; said: string }[] } }).form.errors).toContainEqual({
    field: 'place',
    message: 'missingHalf',
    said: 'Place: “no-such-place” is not there, or not published.',
  })
})

test('a place is found by its full name, and a name that is none, or of several, is kept and said', async ({
  world,
}) => {
  const token = await writer(world)
  const params = { campaign, kind: 'timeline' }
  await call(world, list().action!, { token, params, fields: { title: 'A ruling' } })
  const one = { ...params, slug: 'a-ruling' }
  for (const [typed, stored] of [
    ['Maricopa County, AZ', 'az-maricopa-county'],
    ['maricopa county', 'az-maricopa-county'],
    ['Condado de Maricopa, Arizona', 'az-maricopa-county'],
    ['az-pima-county', 'az-pima-county'],
    ['Maricopa County, TX', 'Maricopa County, TX'],
    ['Lake County', 'Lake County'],
    ['Nowhere County', 'Nowhere County'],
  ] as const) {
    await presses(world, token, one, 'save', { place: typed })
    expect((await opened(world, token, one)).values.place, typed).toBe(stored)
  }
  const said = async (place: string) => {
    const { body } = await presses(world, token, one, 'publish', { place })
    const { form } = body as { form: { values: Record<string, string>; errors: { field: string; said: string }[] } }
    return [form.values.place, form.errors.find(({ field }) => field === 'place')?.said]
  }
  expect(await said('Nowhere County')).toEqual([
    'Nowhere County',
    'Place: “Nowhere County” is not there, or not published.',
  ])
  expect((await said('Lake County'))[1]).toMatch(
    /^Place: several places are called “Lake County”.*ca-lake-county, co-lake-county/,
  )
})

test('a meeting that ends before it begins is not published, and says so', async ({ world }) => {
  const token = await writer(world)
  const params = { campaign, kind: 'meetings' }
  await call(world, list().action!, { token, params, fields: { title: 'The board' } })
  const errorsOf = async (endsAt: string) => {
    const typed = { startsAt: '2027-01-12T18:00', endsAt }
    const { body } = await presses(world, token, { ...params, slug: 'the-board' }, 'publish', typed)
    return (body as { form: { errors: { field: string; said: string }[] } }).form.errors
  }
  expect(await errorsOf('2027-01-12T16:00')).toContainEqual({
    field: 'endsAt',
    message: 'missingHalf',
    said: '“Ends” must be later than the beginning.',
  })
  expect((await errorsOf('2027-01-12T20:00')).filter(({ field }) => field === 'endsAt')).toEqual([])
})

test('a section of chosen actions names what is there, and nothing that is not', async ({ world }) => {
  const token = await writer(world)
  const { key } = await addsSection(world, token, 'actions')
  const typed = {
    [`sections.${key}.heading_en`]: 'Take action',
    [`sections.${key}.heading_es`]: 'Actúe',
    [`sections.${key}.which`]: 'chosen',
  }
  const refused = async (...chosen: string[]) => {
    const { body } = await presses(world, token, home, 'publish', {
      ...typed,
      ...Object.fromEntries(chosen.map((slug, at) => [`sections.${key}.chosen.${at + 1}`, slug])),
    })
    return (body as { form: { errors: { field: string; said: string }[] } }).form.errors.map(({ field, said }) => [
      field,
      said,
    ])
  }
  expect(await refused()).toEqual([[`sections.${key}.chosen`, expect.stringContaining('is missing')]])
  expect(await refused(slug, 'no-such-action')).toEqual([
    [`sections.${key}.chosen.2`, expect.stringContaining('“no-such-action” is not there')],
  ])
  const shown = await presses(world, token, home, 'publish', {
    ...typed,
    [`sections.${key}.chosen.1`]: '',
    [`sections.${key}.chosen.2`]: slug,
  })
  expect(shown.location).toMatch(/published/)
})

test('an entry of the timeline chooses an event of its case, and a ruling what overturned it, by their titles', async ({
  world,
}) => {
  await tellsStory(world.db)
  const token = await writer(world)
  const shown = async (
    params: { campaign: string; kind: string; slug: string },
    changed: Record<string, string> = {},
  ) => {
    const { fields, ...found } = await opened(world, token, params)
    const form = { values: { ...found.values, ...changed }, errors: [] }
    return (name: string) => {
      const html = renderToStaticMarkup(
        createElement(
          'div',
          {},
          fields.map((field) =>
            createElement(EditorFieldView, {
              key: field.name,
              t: translator('en'),
              form,
              field,
              missing: [],
            }),
          ),
        ),
      )
      const menu = new RegExp(`<select id="${name}".*?</select>`).exec(html)![0]
      return [...menu.matchAll(/<option value="([^"]*)"( selected="")?>([^<]*)/g)].map(([, value, isChosen, words]) =>
        [value, words, Boolean(isChosen)].join('|'),
      )
    }
  }
  const ruling = { campaign, kind: 'timeline', slug: 'ruling-of-2019' }
  const events = await shown(ruling)
  expect(events('caseEvent')).toContainEqual(expect.stringMatching(/^e2\|2019-09-27 · .+\|true$/))
  const without = await shown(ruling, { courtCase: '', caseEvent: 'e2' })
  expect(without('caseEvent')).toEqual(['|Nothing chosen|false', 'e2|e2 (no longer there)|true'])
  const caseMenu = await shown({ campaign, kind: 'cases', slug: 'gonzalez-v-ice' })
  const later = caseMenu('events.e2.overturnedBy')
  expect(later.map((one) => one.split('|')[0])).not.toContain('e2')
  expect(later.find((one) => one.endsWith('true'))).toMatch(/^e3\|20\d\d-.* · .* · .+\|true$/)
  const { body } = await presses(world, token, ruling, 'publish', {
    ...(await opened(world, token, ruling)).values,
    caseEvent: 'e9',
  })
  expect(JSON.stringify(body)).toContain('“e9” is not there')
})

test('the button of an opening leads to its own action or nowhere, and without one to the first that is open', async ({
  world,
}) => {
  const found = (await findCampaign(world.db, campaign))!
  const hero = { key: 's1', kind: 'hero' as const, isOn: true, picture: '', pictureAlt: { en: '', es: '' } }
  const button = { en: 'Sign now', es: 'Firme ya' }
  const leadsTo = async (action: string) => {
    const home = { sections: [{ ...hero, ask: button, button, action }] }
    const { sections: shown } = await readCampaignHome(world.db, { campaign: found, home, lang: 'en', now: world.at })
    return shown.map((section) => section.kind === 'hero' && [section.button, section.go])
  }
  expect(await leadsTo(slug)).toEqual([['Sign now', `/en/petitions/${slug}`]])
  expect(await leadsTo('')).toEqual([['Sign now', expect.stringMatching(/^\/en\//)]])
  expect(await leadsTo('gone')).toEqual([['', '']])
  await world.db.updateTable('advocacy_campaign').set({ slug }).where('slug', '=', 'call-sheriff-vance').execute()
  expect(await leadsTo(slug)).toEqual([['Sign now', `/en/petitions/${slug}`]])
  await world.db.updateTable('petition').set({ state: 'draft' }).where('slug', '=', slug).execute()
  expect(await leadsTo(slug)).toEqual([['Sign now', `/en/calls/${slug}`]])
})

test('a post that waits for its day is shown at once when the day is cleared, and one that is out keeps its day', async ({
  world,
}) => {
  const token = await writer(world)
  const params = { campaign, kind: 'news' }
  await call(world, list().action!, { token, params, fields: { title: 'Vigil' } })
  const post = { ...params, slug: 'vigil' }
  const typed = Object.fromEntries(
    ['title', 'summary', 'text'].flatMap((name) => ['en', 'es'].map((language) => [`${name}_${language}`, 'Vigil'])),
  )
  const shownFrom = async (shownAt: string, now = world.at) => {
    await presses({ ...world, at: now }, token, post, 'publish', { ...typed, shownAt })
    const { shown_at } = await world.db
      .selectFrom('news_item')
      .select('shown_at')
      .where('slug', '=', 'vigil')
      .executeTakeFirstOrThrow()
    return shown_at!
  }
  const waitsUntil = async () =>
    ((await call(world, editor().loader!, { token, params: post })).body as { head: { waitsUntil?: string } }).head
      .waitsUntil
  const isWaiting = async () =>
    (
      (await call(world, list().loader!, { token, params })).body as { lines: { slug: string; standing: string }[] }
    ).lines.find(({ slug }) => slug === 'vigil')!.standing === 'scheduled'
  expect(await shownFrom('2027-01-05T09:00')).toEqual(new Date('2027-01-05T16:00:00Z'))
  // Nobody is told that everyone can see it.
  expect([await waitsUntil(), await isWaiting()]).toEqual(['2027-01-05T16:00:00.000Z', true])
  expect(await shownFrom('')).toEqual(world.at)
  expect([await waitsUntil(), await isWaiting()]).toEqual([undefined, false])
  expect(await shownFrom('', new Date(world.at.getTime() + 60_000))).toEqual(world.at)
})

test('the hint of a time names the zone in which it is read', () => {
  const hint = postKind.fields.find(({ name }) => name === 'shownAt')!.hint as { en: string; es: string }
  expect(hint.en).toContain(zones[usualZone].en)
  expect(hint.es).toContain(zones[usualZone].es)
  expect(momentOf('en', new Date('2026-11-24T17:56:00Z'), usualZone)).toBe('Nov 24, 2026, 10:56 AM MST')
})

test('a viewer sees no editor, and an address of a kind that is none is not found', async ({ world }) => {
  const viewer = await writer(world, 'viewer')
  expect((await call(world, editor().loader!, { token: viewer, params: home })).status).toBe(403)
  const token = await writer(world)
  expect((await call(world, list().loader!, { token, params: { campaign, kind: 'secrets' } })).status).toBe(404)
  expect((await call(world, list().loader!, { token, params: { campaign: 'none', kind: 'cases' } })).status).toBe(404)
})

test('a draft is previewed as its page, by many at once, and nobody else sees it', async ({ world }) => {
  const token = await writer(world)
  const params = { campaign, kind: 'cases' }
  await call(world, list().action!, { token, params, fields: { title: 'Paz v. Saguaro County' } })
  const one = { ...params, slug: 'paz-v-saguaro-county' }
  await presses(world, token, one, 'save', { summary_en: 'About a hold.', summary_es: 'Sobre una retención.' })
  const preview = officeRoute('office.campaigns_.$campaign.$kind.$slug.preview.$lang').loader!
  const looks = (page: Record<string, string>) => call(world, preview, { token, params: { ...page, lang: 'es' } })
  const answers = await Promise.all([...Array(12)].map((_, index) => looks(index % 2 ? one : home)))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
  expect((answers[1]!.body as { html: string }).html).toContain('Sobre una retención.')
  const stored = await world.db
    .selectFrom('court_case')
    .select(['state', 'revision'])
    .where('slug', '=', one.slug)
    .executeTakeFirstOrThrow()
  expect(stored).toEqual({ state: 'draft', revision: 0 })
})

test('the log names by its title what was published, and by its kind what has none yet', async ({ world }) => {
  const owner = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { token } = owner
  const params = { campaign, kind: 'cases' }
  await call(world, list().action!, { token, params, fields: { title: 'Rosa v. Saguaro County' } })
  const { id } = await world.db
    .selectFrom('court_case')
    .select('id')
    .where('slug', '=', 'rosa-v-saguaro-county')
    .executeTakeFirstOrThrow()
  await presses(world, token, home, 'publish', { summary_en: 'Ask your sheriff' })
  const subjects = async () =>
    (
      (await call(world, officeRoute('office.audit').loader!, { token })).body as { lines: { subject: string }[] }
    ).lines.map(({ subject }) => subject)
  const { name } = await world.db
    .selectFrom('campaign')
    .select('name')
    .where('slug', '=', campaign)
    .executeTakeFirstOrThrow()
  expect(await subjects()).toEqual(expect.arrayContaining(['“Rosa v. Saguaro County”', `“${name.en}”`]))
  await sql`update story_draft set content = '{}' where thing_id = ${id}`.execute(world.db)
  await sql`update court_case set content = '{}' where id = ${id}`.execute(world.db)
  expect(await subjects()).toContain('case')
})

test('the history says in words what changed in the order of a home, and which section is off', async ({ world }) => {
  const token = await writer(world)
  await presses(world, token, home, 'publish')
  const { values } = await opened(world, token, home)
  const [first] = values.sections!.split(' ')
  const key = first!.split(':')[0]!
  await presses(world, token, home, `down:sections:${key}`)
  await presses(world, token, home, 'publish', { [`sections.${key}.isOn`]: '' })
  const { body } = await call(world, officeRoute('office.campaigns_.$campaign.$kind.$slug.history').loader!, {
    token,
    params: home,
  })
  const { differences } = (body as { versions: { differences: { field: string; after: string }[] }[] }).versions[0]!
  const after = Object.fromEntries(differences.map((one) => [one.field, one.after]))
  expect(after.sections).toMatch(/2\. Opening/)
  expect(JSON.stringify(after)).not.toMatch(/s\d+:/)
  expect(after[`sections.${key}.isOn`]).toBe('No')
})

test('an editor says that changes are not published yet, and goes back to what is', async ({ world }) => {
  const token = await writer(world)
  const isChanged = async () => ((await opened(world, token, home)) as Editing & { isChanged: boolean }).isChanged
  const before = (await opened(world, token, home)).values.summary_en
  expect(await isChanged()).toBe(false)
  await presses(world, token, home, 'save', { summary_en: 'Half-way' })
  expect(await isChanged()).toBe(true)
  const stale = await call(world, editor().action!, {
    token,
    params: home,
    fields: { summary_en: 'Mine', revision: '0', intent: 'discard' },
  })
  expect(stale.status).toBe(409)
  expect(await isChanged()).toBe(true)
  await presses(world, token, home, 'discard')
  expect(await isChanged()).toBe(false)
  expect((await opened(world, token, home)).values.summary_en).toBe(before)
})

test('what is published has no unpublished changes, though a section was removed or its color is typed in capitals', async ({
  world,
}) => {
  const token = await writer(world)
  const isChanged = async () => ((await opened(world, token, home)) as Editing & { isChanged: boolean }).isChanged
  await presses(world, token, home, 'save')
  expect(await isChanged()).toBe(false)
  const key = (await opened(world, token, home)).values.sections!.split(' ').at(-1)!.split(':')[0]!
  await presses(world, token, home, `remove:sections:${key}`, { colour: '#C93A1D' })
  expect(await isChanged()).toBe(true)
  expect((await presses(world, token, home, 'publish')).location).toMatch(/published/)
  expect(await isChanged()).toBe(false)
  expect((await presses(world, token, home, 'publish', { colour: '#C93A1D' })).location).toMatch(/unchanged/)
  expect(await isChanged()).toBe(false)
})

test('a choice that must be made shows none until somebody makes it', () => {
  const fields = sayFields({ t: translator('en'), lang: 'en' }, pressKind.fields)
  const field = fields.find(({ name }) => name === 'language')!
  const shown = (values: Record<string, string>) =>
    renderToStaticMarkup(
      createElement(EditorFieldView, { t: translator('en'), form: { values, errors: [] }, field, missing: [] }),
    )
  expect(shown({})).toMatch(/<option value=""[^>]*>Choose<\/option>/)
  expect(shown({ language: 'es' })).not.toContain('Choose')
})

test('a group is named as a partner once it says when it agreed and who told it, which visitors do not see', async ({
  world,
}) => {
  const token = await writer(world)
  const { key } = await addsSection(world, token, 'partner')
  const typed = {
    [`sections.${key}.name`]: 'Ocotillo Day Labor Center',
    [`sections.${key}.url`]: 'https://example.org/center',
  }
  const refused = await presses(world, token, home, 'publish', typed)
  expect(refused.status).toBe(422)
  expect((await opened(world, token, home)).missing.map(({ field }) => field)).toEqual([
    `sections.${key}.agreedOn`,
    `sections.${key}.toldBy`,
  ])
  const consent = { [`sections.${key}.agreedOn`]: '2026-11-20', [`sections.${key}.toldBy`]: 'Marisol, its secretary' }
  expect((await presses(world, token, home, 'publish', { ...typed, ...consent })).status).toBe(303)
  const found = (await findCampaign(world.db, campaign))!
  const shown = await readCampaignHome(world.db, { campaign: found, home: found.home, lang: 'es', now: world.at })
  expect(shown.sections.at(-1)).toEqual({
    key,
    kind: 'partner',
    name: 'Ocotillo Day Labor Center',
    url: 'https://example.org/center',
  })
  expect(JSON.stringify(shown)).not.toContain('Marisol')
})
