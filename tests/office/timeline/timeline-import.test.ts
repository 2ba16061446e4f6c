import { expect } from 'vitest'
import { timelineContent, timelineKind } from '~/campaigns/timeline/timeline-content'
import { timelineCsv } from '~/campaigns/timeline/timeline-csv'
import type { CheckedList } from '~/office/timeline/import-timeline.server'
import { loader as csvLoader } from '~/routes/$lang.campaigns.$slug_.timeline[.]csv'
import { campaignSlug, entries, publishes, tellsStory } from '../../support/campaign-story'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { envInPublic } from '../../support/settings'

const route = () => officeRoute('office.campaigns_.$campaign.timeline.import')

/** An organizer at the importer. */
async function importer(world: World, role: 'organizer' | 'viewer' = 'organizer') {
  const { token } = await organizer(world, role, await groupOf(world, 'network'))
  const params = { campaign: campaignSlug }
  const posts = (fields: Record<string, string> | FormData) => call(world, route().action!, { token, params, fields })
  return {
    posts,
    async checks(csv: string | Buffer) {
      const form = new FormData()
      form.set('intent', 'check')
      form.set('list', new File([csv as string], 'timeline.csv'))
      const { status, body } = await posts(form)
      return { status, ...(body as { checked: CheckedList | null; form: { errors: { said?: string }[] } }) }
    },
    takesIn: async (csv: string) => (await posts({ intent: 'run', csv })).location,
    undoes: async (id: string) => (await posts({ intent: 'undo', id })).location,
    async batches() {
      const { body } = await call(world, route().loader!, { token, params })
      return (body as { batches: { id: string; count: number }[] }).batches
    },
  }
}

const drafts = (world: World) =>
  world.db
    .selectFrom('timeline_entry')
    .select(['slug', 'state', 'happened_on', 'kind', 'content'])
    .orderBy('slug')
    .execute()
const summary = ({ checked }: { checked: CheckedList | null }) =>
  checked!.lines.map(({ line, key, outcome, problems }) => [
    line,
    key,
    outcome,
    problems.map(({ column, why }) => `${column} ${why}`).join(', '),
  ])
const head = 'key,date,kind,title_en,title_es,text_en,text_es,source_url,source_title,source_checked_on'
const good =
  'first,2008-03,program,It begins,Comienza,"All prints, to ICE.","Cada huella, a ICE.",https://example.org/a,ICE,2026-11-20'

test('a list is checked line by line, in words, and nothing is saved', async ({ world }) => {
  await tellsStory(world.db)
  await world.db.deleteFrom('timeline_entry').execute()
  const { checks } = await importer(world)
  const answer = await checks(
    [
      `${head},case,case_event,place`,
      `${good},gonzalez-v-ice,e2,az-maricopa-county`,
      'second,2014-13,Party,Bad,Malo,,,ftp://x,,20 May,nowhere-v-nobody,e9,atlantis',
      ',2011,en las cortes,No key yet,Aún sin clave,,,,,,,,',
      'first,2012,policy,Twice,Dos veces,,,,,,,,',
      'Big Key!,2012,policy,Odd key,Clave rara,,,,,,,,',
    ].join('\n'),
  )
  expect(answer.status).toBe(200)
  expect(summary(answer)).toEqual([
    [2, 'first', 'new', ''],
    [
      3,
      'second',
      'bad',
      'date partialDayWrong, source_url linkWrong, source_checked_on dayWrong, kind kindUnknown, text_en missing, text_es missing, source_title missing, case notThere, case_event notThere, place notThere',
    ],
    [
      4,
      'no-key-yet',
      'new',
      'text_en missing, text_es missing, source_url missing, source_title missing, source_checked_on missing',
    ],
    [5, 'first', 'bad', expect.stringContaining('key keyTwice')],
    [6, 'Big Key!', 'bad', expect.stringContaining('key keyWrong')],
  ])
  expect(await drafts(world)).toEqual([])
})

test('what was checked comes in as drafts, once, and goes again as one batch', async ({ world }) => {
  const { checks, takesIn, undoes, batches } = await importer(world)
  const { checked } = await checks([head, good, 'second,2012,organizing,They march,Marchan,,,,,'].join('\n'))
  expect(await takesIn(checked!.csv)).toMatch(/\?taken=2$/)
  expect(await takesIn(checked!.csv)).toMatch(/\?taken=0$/)
  expect(
    (await drafts(world)).map(({ slug, state, happened_on, kind }) => ({ slug, state, happened_on, kind })),
  ).toEqual([
    { slug: 'first', state: 'draft', happened_on: '2008-03', kind: 'program' },
    { slug: 'second', state: 'draft', happened_on: '2012', kind: 'organizing' },
  ])
  const [batch, ...others] = await batches()
  expect([batch!.count, others]).toEqual([2, []])
  expect(await undoes(batch!.id)).toMatch(/\?undone=2$/)
  expect(await undoes(batch!.id)).toMatch(/\?undone=0$/)
  expect([await drafts(world), await batches()]).toEqual([[], []])
})

test('undoing leaves alone what somebody has edited or published since', async ({ world }) => {
  const { checks, takesIn, undoes, batches } = await importer(world)
  const line = (key: string) => good.replace('first', key)
  const { checked } = await checks([head, line('published'), line('in-work'), line('left')].join('\n'))
  await takesIn(checked!.csv)
  await world.db
    .updateTable('timeline_entry')
    .set({ state: 'open', revision: 1 })
    .where('slug', '=', 'published')
    .execute()
  const { id } = await world.db
    .selectFrom('timeline_entry')
    .select('id')
    .where('slug', '=', 'in-work')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('story_draft')
    .values({ thing_id: id, content: '{}', revision: 1, saved_by: null, saved_at: world.at })
    .execute()
  const [batch] = await batches()
  expect(batch!.count).toBe(1)
  expect(await undoes(batch!.id)).toMatch(/\?undone=1$/)
  expect((await drafts(world)).map(({ slug }) => slug)).toEqual(['in-work', 'published'])
})

test('the public table can be read in again, and changes nothing', async ({ world }) => {
  await tellsStory(world.db)
  await publishes(world.db, timelineKind, 'odd', {
    ...entries.begins,
    title: { en: '=SUM(1), "quoted"', es: "'=no es fórmula" },
    text: { en: '- one; -two\n- three, @four\n\n"+5"', es: 'uno\n\n- dos' },
  })
  const answer = (await csvLoader({
    params: { lang: 'es', slug: campaignSlug },
    context: { db: world.as.web, env: envInPublic, now: () => world.at },
  } as never)) as Response
  const csv = await answer.text()
  expect(csv).toContain("'=SUM(1)")
  const { checks } = await importer(world)
  expect(csv).toContain('"Vacated in part on September 11, 2020",Anulada en parte el 11 de septiembre de 2020')
  const { checked } = await checks(csv)
  expect(checked!.notRead).toEqual([])
  expect(checked!.lines.map(({ outcome, problems }) => [outcome, problems])).toEqual(
    Array.from({ length: 6 }, () => ['same', []]),
  )
  const before = await drafts(world)
  await world.db.deleteFrom('timeline_entry').execute()
  const fresh = await checks(csv)
  expect((await (await importer(world)).takesIn(fresh.checked!.csv))!).toMatch(/\?taken=6$/)
  const contents = (rows: { content: unknown }[]) => rows.map(({ content }) => timelineContent.parse(content))
  expect(contents(await drafts(world))).toEqual(contents(before))
})

test('a line whose entry says something else by now is named, and the entry stays as it is', async ({ world }) => {
  await publishes(world.db, timelineKind, 'begins', entries.begins)
  const { checks } = await importer(world)
  const content = timelineContent.parse({ ...entries.begins, happenedOn: '2008-04' })
  const { checked } = await checks(timelineCsv([{ slug: 'begins', content }]))
  expect(checked!.lines.map(({ outcome }) => outcome)).toEqual(['differs'])
})

test('a list without its columns, without lines, or that is no list is refused with what to do', async ({ world }) => {
  const { checks } = await importer(world)
  const refused = async (csv: string | Buffer) => {
    const { status, form } = await checks(csv)
    return [status, form.errors[0]]
  }
  expect(await refused('when,what\n2008,It begins')).toEqual([
    422,
    expect.objectContaining({ said: expect.stringContaining('date, title_en, title_es') }),
  ])
  expect(await refused(`${head}\n`)).toEqual([
    422,
    expect.objectContaining({ said: expect.stringContaining('no line') }),
  ])
  expect((await refused(Buffer.from([0x50, 0x4b, 3, 4, 0, 1, 2])))[0]).toBe(422)
  const many = [head, ...Array.from({ length: 1_001 }, (_, at) => good.replace('first', `e${at}`))].join('\n')
  expect(await refused(many)).toEqual([422, expect.objectContaining({ said: expect.stringContaining('1,000') })])
})

test('only who may edit the campaign may import', async ({ world }) => {
  const { posts } = await importer(world, 'viewer')
  expect((await posts({ intent: 'run', csv: `${head}\n${good}` })).status).toBe(403)
  expect(await drafts(world)).toEqual([])
})
