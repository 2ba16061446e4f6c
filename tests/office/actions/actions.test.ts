import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { callContent, callFields } from '~/actions/calls/call-content'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { actionAsJson } from '~/actions/outreach/action-json.server'
import { listActionCards, outreachKinds } from '~/actions/registry.server'
import { findWord } from '~/actions/texts/keywords/keywords.server'
import { readActionTargets, searchPosts } from '~/office/actions/targets.server'
import { missingIn } from '~/ui/forms/content'
import { callOn, demoPosts, earlierCalls, openAt, opens, presses, toCouncil, toSheriff } from '../../support/calls'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { place } from '../../support/officials'

const list = officeRoute('office.pages.new')
const numbers = officeRoute('office.actions.$action._index')
const edit = officeRoute('office.actions.$action.edit')
const autosave = officeRoute('office.actions.$action.autosave')
const targets = officeRoute('office.actions.$action.targets')
const history = officeRoute('office.actions.$action.history')
const copy = officeRoute('office.actions.$action.copy')
const preview = officeRoute('office.actions.$action.preview.$lang')

const written = {
  title_en: 'Call the mayor',
  title_es: 'Llame al alcalde',
  summary_en: 'One call.',
  summary_es: 'Una llamada.',
  ask_en: 'say no',
  ask_es: 'que diga que no',
  script_en: 'Hello {official}.\nPlease {ask}.',
  script_es: 'Hola {official}.\nLe pido {ask}.',
  voicemail_en: 'Please {ask}.',
  voicemail_es: 'Le pido {ask}.',
  timeZone: 'America/Phoenix',
}

async function begun(world: World) {
  const group = await groupOf(world, 'network')
  const { id, token } = await organizer(world, 'organizer', group)
  const campaign = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  const { location } = await call(world, list.action!, {
    token,
    fields: { title: 'Call the mayor', kind: 'call', campaign: campaign.id, group },
  })
  const action = location!.split('/')[3]!
  return { id, token, params: { action }, action }
}
const actionId = async (world: World, slug: string) =>
  (await world.db.selectFrom('advocacy_campaign').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id
const postId = async (world: World, slug: string) =>
  (await world.db.selectFrom('post').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

test('an action is begun, written in both languages, given officials, published, and stands among what can be done', async ({
  world,
}) => {
  const { token, params, action } = await begun(world)
  const refused = await call(world, edit.action!, {
    token,
    params,
    fields: { ...written, script_es: 'Hola.', revision: '0', intent: 'publish' },
  })
  expect(refused.status).toBe(422)
  expect((refused.body as { form: { errors: { said: string }[] } }).form.errors.map((error) => error.said)).toEqual([
    'What to say: there are not as many lines in Spanish as in English.',
    'Choose its targets.',
  ])
  expect(await findAdvocacyCampaign(world.db, 'call', action)).toBeNull()
  const [found] = await searchPosts(world.db, await actionId(world, action), 'okafor ocotillo')
  expect(found).toMatchObject({ name: 'Lee Okafor', ways: expect.arrayContaining(['voice', 'text', 'email']) })
  expect(
    (await call(world, targets.action!, { token, params, fields: { intent: 'add', add: found!.id } })).location,
  ).toMatch(/added=1$/)
  expect(
    (await call(world, edit.action!, { token, params, fields: { ...written, revision: '1', intent: 'publish' } }))
      .location,
  ).toMatch(/\?published$/)
  expect(callOn(await opens(world, action)).name).toBe('Lee Okafor')
  expect(
    (await listActionCards(world.db, 'es', openAt, null)).find((card) => card.path === `/es/calls/${action}`),
  ).toMatchObject({
    title: 'Llame al alcalde',
    target: 'Lee Okafor',
    soFar: 'Sea la primera persona en llamar',
    go: 'Llamar ahora',
    state: 'open',
  })
  expect((await world.db.selectFrom('audit').select('act').orderBy('seq').execute()).map((line) => line.act)).toEqual([
    'made-action',
    'changed-targets',
    'published-action',
  ])
})

test('a later opening time on an open action asks first', async ({ world }) => {
  const { token, params, action } = await begun(world)
  const [found] = await searchPosts(world.db, await actionId(world, action), 'okafor ocotillo')
  await call(world, targets.action!, { token, params, fields: { intent: 'add', add: found!.id } })
  const publishes = (revision: string, fields: Record<string, string>) =>
    call(world, edit.action!, { token, params, fields: { ...written, ...fields, revision, intent: 'publish' } })
  expect((await publishes('0', {})).location).toMatch(/published$/)
  const later = { opensAt: '2027-07-01T08:00' }
  expect(await publishes('1', later)).toMatchObject({ status: 422, body: { form: { errors: [{ field: 'sure' }] } } })
  expect((await publishes('2', { ...later, sure: later.opensAt })).location).toMatch(/published$/)
})

test('an action says before it is published how many of its targets it can reach', async ({ world }) => {
  const { token, params, action } = await begun(world)
  const notes = async () =>
    ((await call(world, edit.loader!, { token, params })).body as { head: { notes: string[] } }).head.notes
  expect((await notes()).join()).not.toContain('can be reached')
  const [okafor] = await searchPosts(world.db, await actionId(world, action), 'okafor ocotillo')
  await call(world, targets.action!, { token, params, fields: { intent: 'add', add: okafor!.id } })
  expect(await notes()).toContain('1 of 1 targets can be reached this way')
  await world.db.updateTable('contact_detail').set({ status: 'dead' }).where('kind', '=', 'voice').execute()
  expect(await notes()).toContain('none of its 1 targets can be reached this way')
})

test('whoever saves second is asked to compare, and nothing of theirs is lost', async ({ world }) => {
  const { token, params } = await begun(world)
  const lucia = await organizer(world, 'organizer', await groupOf(world, 'network'), 'Lucía Paz')
  expect(
    (await call(world, autosave.action!, { token, params, fields: { ...written, revision: '0' } })).body,
  ).toContain('"revision":1')
  const late = await call(world, edit.action!, {
    token: lucia.token,
    params,
    fields: { ...written, title_es: 'Otro título', revision: '0', intent: 'save' },
  })
  expect(late.status).toBe(409)
  expect(late.body).toMatchObject({
    revision: 1,
    conflict: {
      by: 'Omar Reyes',
      differences: [{ field: 'title_es', before: 'Llame al alcalde', after: 'Otro título' }],
    },
    form: { values: { title_es: 'Otro título' } },
  })
})

test('a blank that nothing fills, a half sentence and a missing ask for where the law leaves no choice keep it from being published', () => {
  const content = callContent.parse({
    topic: 'detainers',
    ask: { en: 'x', es: '' },
    script: { en: 'Hello {oficial}', es: 'Hola {official}' },
  })
  const missing = [...missingIn(callFields, content), ...outreachKinds[0]!.missingIn(content)].map(
    ({ field, language, why }) => [field, language, why],
  )
  expect(missing).toEqual(
    expect.arrayContaining([
      ['ask', 'es', 'missing'],
      ['voicemail', 'en', 'missing'],
      ['askMayNot', 'en', 'missing'],
      ['script', 'en', 'tokens'],
    ]),
  )
})

test('officials are put in order, marked as having agreed, taken out; all of an office in a state are added once', async ({
  world,
}) => {
  const { token } = await begun(world)
  const params = { action: toCouncil }
  const id = await actionId(world, toCouncil)
  const press = async (intent: string, slug: string) =>
    call(world, targets.action!, { token, params, fields: { intent, post: await postId(world, slug) } })
  const names = async () => (await readActionTargets(world.db, id)).map((post) => post.name)
  await press('down', demoPosts.council[0])
  expect(await names()).toEqual(['Marta Quintero', 'Lee Okafor', 'June Abbott'])
  await press('up', demoPosts.council[2])
  expect(await names()).toEqual(['Marta Quintero', 'June Abbott', 'Lee Okafor'])
  await press('agreed', demoPosts.council[1])
  expect((await opens(world, toCouncil)).agreed).toEqual(['Marta Quintero'])
  await press('remove', demoPosts.council[1])
  const addAll = () =>
    call(world, targets.action!, { token, params, fields: { intent: 'add-all', role: 'sheriff', state: 'AZ' } })
  expect((await addAll()).location).toMatch(/added=1$/)
  expect((await addAll()).location).toMatch(/added=0$/)
  expect(await names()).toEqual(['June Abbott', 'Lee Okafor', 'Ida Vance'])
  expect(
    (
      await call(world, targets.action!, {
        token,
        params,
        fields: { intent: 'targeting', how: 'lookup', order: 'in-turn' },
      })
    ).status,
  ).toBe(422)
})

test('all members of a large council are added at once by what was searched for, also those that are not shown', async ({
  world,
}) => {
  const { token, params, action } = await begun(world)
  const nopal = await place(world.db, 'ocd-division/country:us/state:az/place:nopal', 'Nopal', 'place')
  const { id: organization_id } = await world.db
    .insertInto('organization')
    .values({
      division_id: nopal,
      kind: 'city-council',
      name: 'Nopal City Council',
      external_id: null,
      time_zone: null,
      office_hours: null,
      hours_source_url: null,
      hours_checked_on: null,
      created_at: world.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('post')
    .values(
      Array.from({ length: 51 }, (_, at) => ({
        organization_id,
        division_id: nopal,
        role: 'council-member' as const,
        title: 'Council Member',
        district: String(at + 1),
        slug: `nopal-${at + 1}`,
        external_id: null,
        created_at: world.at,
        retired_on: null,
      })),
    )
    .execute()
  const { body } = await call(world, targets.loader!, { token, params, query: '?q=nopal+council' })
  const { search } = body as { search: { found: unknown[]; count: number } }
  expect([search.found.length, search.count]).toEqual([40, 51])
  const add = (q: string) => call(world, targets.action!, { token, params, fields: { intent: 'add-found', q } })
  expect((await add('nopal council')).location).toMatch(/added=51$/)
  expect((await add('nopal council')).location).toMatch(/added=0$/)
  expect((await add(' ')).location).toMatch(/added=0$/)
  expect(await readActionTargets(world.db, await actionId(world, action))).toHaveLength(51)
})

test('an office that is not there is neither marked nor moved, and that is said', async ({ world }) => {
  const { token } = await begun(world)
  const params = { action: toCouncil }
  const post = '6f1d0c1e-6b6e-4a52-9a55-0d8f7a2b9c11'
  for (const intent of ['agreed', 'not-agreed', 'up', 'remove'])
    expect((await call(world, targets.action!, { token, params, fields: { intent, post } })).status, intent).toBe(400)
})

test('every version stays in the history with its words and whom it reached; the words come back as a draft, also those that nobody had changed yet', async ({
  world,
}) => {
  const { token } = await begun(world)
  const params = { action: toCouncil }
  const { values } = (await call(world, edit.loader!, { token, params })).body as { values: Record<string, string> }
  await call(world, edit.action!, {
    token,
    params,
    fields: { ...values, title_es: 'Llame ya al concejo', revision: '0', intent: 'publish' },
  })
  await call(world, targets.action!, {
    token,
    params,
    fields: { intent: 'agreed', post: await postId(world, demoPosts.council[0]) },
  })
  const read = async () =>
    (await call(world, history.loader!, { token, params })).body as {
      versions: { revision: number; by: string; differences: { name: string; before: string; after: string }[] }[]
      others: number[]
      draft: number
    }
  const { versions, others, draft } = await read()
  expect(
    versions.map(({ by, differences }) => [by, differences.map(({ name, before, after }) => [name, before, after])]),
  ).toEqual([
    [
      'Omar Reyes',
      [
        [
          'Targets',
          expect.stringContaining('Lee Okafor, Council Member 1\n'),
          expect.stringContaining('Lee Okafor, Council Member 1: Has agreed\n'),
        ],
      ],
    ],
    ['Omar Reyes', [['Title (Spanish)', 'Llame al concejo de Ocotillo', 'Llame ya al concejo']]],
    ['', []],
  ])
  expect(others).toEqual([versions[1]!.revision, versions[2]!.revision])
  await call(world, history.action!, {
    token,
    params,
    fields: { revision: String(versions[2]!.revision), draft: String(draft) },
  })
  expect(
    ((await call(world, edit.loader!, { token, params })).body as { values: { title_es: string } }).values.title_es,
  ).toBe('Llame al concejo de Ocotillo')
  expect((await findAdvocacyCampaign(world.db, 'call', toCouncil))!.title.es).toBe('Llame ya al concejo')
  expect((await call(world, history.action!, { token, params, fields: { revision: '99' } })).status).toBe(404)
})

test('what was changed about whom an action reaches can be undone, and not once somebody has changed more', async ({
  world,
}) => {
  const { token } = await begun(world)
  const params = { action: toCouncil }
  const names = async () =>
    (await readActionTargets(world.db, await actionId(world, toCouncil))).map((post) => post.name)
  const last = async () =>
    (
      (await call(world, targets.loader!, { token, params })).body as {
        last: { revision: number; undoTo: number; by: string } | null
      }
    ).last
  const undo = async (from: { revision: number; undoTo: number }) =>
    call(world, targets.action!, {
      token,
      params,
      fields: { intent: 'undo', from: String(from.revision), to: String(from.undoTo) },
    })
  expect(await last()).toBeNull()
  await call(world, targets.action!, {
    token,
    params,
    fields: { intent: 'remove', post: await postId(world, demoPosts.council[1]) },
  })
  const removed = (await last())!
  expect([removed.by, await names()]).toEqual(['Omar Reyes', ['Lee Okafor', 'June Abbott']])
  await call(world, targets.action!, {
    token,
    params,
    fields: { intent: 'targeting', how: 'lookup', roles: 'sheriff', order: 'all' },
  })
  await undo(removed)
  expect((await findAdvocacyCampaign(world.db, 'call', toCouncil))!.targeting).toEqual({
    how: 'lookup',
    roles: ['sheriff'],
    order: 'all',
  })
  await undo((await last())!)
  expect((await findAdvocacyCampaign(world.db, 'call', toCouncil))!.targeting).toEqual({
    how: 'posts',
    order: 'in-turn',
  })
  const { versions } = (await call(world, history.loader!, { token, params })).body as {
    versions: { revision: number }[]
  }
  await call(world, history.action!, {
    token,
    params,
    fields: { intent: 'whom', revision: String(versions.at(-1)!.revision) },
  })
  expect(await names()).toEqual(['Lee Okafor', 'Marta Quintero', 'June Abbott'])
  expect(callOn(await opens(world, toCouncil)).of).toBe(3)
})

test('who may only look changes nothing of whom an open action reaches, and undoes nothing', async ({ world }) => {
  const { token } = await begun(world)
  const params = { action: toCouncil }
  await call(world, targets.action!, {
    token,
    params,
    fields: { intent: 'remove', post: await postId(world, demoPosts.council[1]) },
  })
  const viewer = await organizer(world, 'viewer', await groupOf(world, 'network'), 'Lucía Paz')
  const presses: Record<string, string>[] = [
    { intent: 'undo', from: '1', to: '0' },
    { intent: 'remove', post: await postId(world, demoPosts.council[0]) },
  ]
  for (const fields of presses)
    expect((await call(world, targets.action!, { token: viewer.token, params, fields })).status).toBe(403)
  expect(
    (await call(world, history.action!, { token: viewer.token, params, fields: { intent: 'whom', revision: '0' } }))
      .status,
  ).toBe(403)
})

test('an action closes and opens, and a copy of it begins as a draft that reaches the same officials', async ({
  world,
}) => {
  const { token } = await begun(world)
  const params = { action: toCouncil }
  await call(world, numbers.action!, { token, params, fields: { state: 'closed' } })
  expect((await opens(world, toCouncil)).now.is).toBe('over')
  await call(world, numbers.action!, { token, params, fields: { state: 'open' } })
  expect((await opens(world, toCouncil)).now.is).toBe('calling')
  const { location } = await call(world, copy.action!, { token, params, fields: {} })
  const made = location!.split('/')[3]!
  expect(made).not.toBe(toCouncil)
  expect((await readActionTargets(world.db, await actionId(world, made))).map((post) => post.name)).toEqual([
    'Lee Okafor',
    'Marta Quintero',
    'June Abbott',
  ])
  expect(await findAdvocacyCampaign(world.db, 'call', made)).toBeNull()
  const shown = await call(world, preview.loader!, { token, params: { action: made, lang: 'es' } })
  expect((shown.body as { html: string }).html).toContain('Llame al concejo de Ocotillo')
})

test('the preview of an action shows the logo of its group from where the office has it', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const [group, logo] = [await groupOf(world, 'Puente'), randomUUID()]
  await world.db
    .updateTable('member_group')
    .set({ logo: `/pictures/${logo}.jpg` })
    .where('id', '=', group)
    .execute()
  await world.db.updateTable('advocacy_campaign').set({ group_id: group }).where('slug', '=', toCouncil).execute()
  const shown = await call(world, preview.loader!, { token, params: { action: toCouncil, lang: 'es' } })
  expect((shown.body as { html: string }).html).toContain(`src="/office/pictures/${logo}"`)
})

test('when its whole campaign has closed an action is over, on its page and by text, though nobody has closed it', async ({
  world,
}) => {
  await world.db
    .insertInto('keyword')
    .values({
      word: 'ocotillo',
      language: 'es',
      group_id: await groupOf(world, 'network'),
      petition_id: null,
      advocacy_campaign_id: await actionId(world, toCouncil),
      welcome: null,
      created_at: world.at,
    })
    .execute()
  const closes = (at: Date) => world.db.updateTable('campaign').set({ closes_at: at }).execute()
  await closes(new Date(openAt.getTime() + 60_000))
  expect([
    (await opens(world, toCouncil)).now.is,
    (await findWord(world.db, 'ocotillo', openAt)).keyword?.deed,
  ]).toEqual(['calling', 'write'])
  await closes(openAt)
  expect([(await opens(world, toCouncil)).now.is, (await findWord(world.db, 'ocotillo', openAt)).keyword]).toEqual([
    'over',
    null,
  ])
})

test('the dashboard tells what came of it, which desks answer and who was never reached, from the tally alone', async ({
  world,
}) => {
  const { token } = await begun(world)
  const page = await opens(world, toCouncil)
  await presses(world, toCouncil, page, { outcome: 'voicemail' })
  await earlierCalls(world, toCouncil, demoPosts.council[2], 3, openAt)
  const { body } = await call(world, numbers.loader!, { token, params: { action: toCouncil }, at: openAt })
  const { figures } = body as {
    figures: {
      all: number
      today: number
      hour: number
      reached: number
      officials: { name: string; reached: number; lastReached: string | null; outcomes: object }[]
      days: { day: string; reached: number; rest: number }[]
      languages: object
    }
  }
  expect(figures).toMatchObject({ all: 4, today: 4, hour: 4, reached: 3, languages: [{ language: 'es', count: 4 }] })
  expect(figures.officials[0]).toMatchObject({ name: 'June Abbott', reached: 3, lastReached: '2026-11-24' })
  expect(figures.officials.filter((official) => official.reached === 0)).toHaveLength(2)
  expect(figures.days).toHaveLength(30)
  expect(figures.days.at(-1)).toEqual({ day: '2026-11-24', reached: 3, rest: 1 })
})

test('others read an action in the words of OSDI: whom it reaches by Open Civic Data id, and of each call no more than the day', async ({
  world,
}) => {
  await presses(world, toSheriff, await opens(world, toSheriff, { query: { r: 'wa' } }), { outcome: 'spoke' })
  const found = await actionAsJson(world.db, 'call', toSheriff, 'en', 'https://firme.example.org/en/calls/x', openAt)
  expect(found!.json).toMatchObject({
    type: 'phone',
    is_open: true,
    total_outreaches: 1,
    targets: [{ title: 'Sheriff', name: 'Ida Vance', ocdid: 'ocd-division/country:us/state:az/county:saguaro' }],
    outreaches: [
      {
        type: 'phone',
        action_date: '2026-11-24T00:00:00Z',
        duration: null,
        targets: [{ ocdid: 'ocd-division/country:us/state:az/county:saguaro' }],
        referrer_data: { source: 'wa', website: 'https://firme.example.org/en/calls/x' },
      },
    ],
  })
  expect(await actionAsJson(world.db, 'letter', toSheriff, 'en', '', openAt)).toBeNull()
})
