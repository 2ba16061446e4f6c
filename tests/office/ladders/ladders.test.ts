import { type ComponentProps, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect } from 'vitest'
import { translator } from '~/i18n/translator'
import { EditLadderPage } from '~/office/ladders/edit-ladder-page'
import { LadderPage, type SaidDay } from '~/office/ladders/ladder-page'
import { LaddersPage } from '~/office/ladders/ladders-page'
import {
  contentOf,
  end,
  joins,
  line,
  mails,
  messagesOf,
  places,
  publishes,
  rung,
  waits,
  works,
} from '../../messages/ladders/ladders'
import { rosa, test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const list = () => officeRoute('office.ladders._index')
const page = () => officeRoute('office.ladders.$ladder._index')
const editor = () => officeRoute('office.ladders.$ladder.edit')

interface Editing {
  values: Record<string, string>
  revision: number
  missing: { field: string; words: string }[]
}

const hasAddress = (world: World) =>
  world.db.updateTable('member_group').set({ postal_address: 'P.O. Box 1' }).where('kind', '=', 'network').execute()

async function begins(world: World, token: string, template = 'after-signing') {
  const campaign = await world.db
    .selectFrom('campaign')
    .select('id')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirstOrThrow()
  const { status, location } = await call(world, list().action!, { token, fields: { campaign: campaign.id, template } })
  expect(status).toBe(303)
  return location!.split('/')[3]!
}

const editing = async (world: World, token: string, ladder: string) =>
  (await call(world, editor().loader!, { token, params: { ladder } })).body as Editing

async function presses(world: World, token: string, ladder: string, changed: Record<string, string>) {
  const { values, revision } = await editing(world, token, ladder)
  return call(world, editor().action!, {
    token,
    params: { ladder },
    fields: { ...values, revision: String(revision), ...changed },
  })
}

const posts = (world: World, token: string, ladder: string, fields: Record<string, string>) =>
  call(world, page().action!, { token, params: { ladder }, fields })
const shows = async (world: World, token: string, ladder: string, query = '') =>
  (await call(world, page().loader!, { token, params: { ladder }, query })).body as {
    counts: { inside: number; steps: Record<string, { here: number; done: number }> }
    days: SaidDay[]
    head: { state: string; warning: string | null }
    says: Record<string, string>
  }

test('a ladder begins from a template, is refused with a missing half, is published, counted, paused, taken back and closed', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const ladder = await begins(world, token)
  // Mail to many says where its group gets its own.
  expect((await presses(world, token, ladder, { intent: 'publish' })).status).toBe(422)
  expect((await editing(world, token, ladder)).missing.map(({ words }) => words)).toEqual([
    'The group has no postal address yet. The law asks for one. An owner of the group can enter it in Settings.',
  ])
  await hasAddress(world)
  const refused = await presses(world, token, ladder, { 'steps.s4.text_es': '', intent: 'publish' })
  expect(refused.status).toBe(422)
  expect((await editing(world, token, ladder)).missing.map(({ field, words }) => [field, words])).toEqual([
    ['steps.s4.text_es', '4. Message: Text of the email is missing in Spanish.'],
  ])
  const published = await presses(world, token, ladder, { 'steps.s4.text_es': 'Llame.', intent: 'publish' })
  expect(published.location).toBe(`/office/ladders/${ladder}?published`)
  expect(await shows(world, token, ladder, '?published')).toMatchObject({ isJustPublished: true })
  await joins(world, rosa)
  await works(world, world.at)
  expect(await shows(world, token, ladder)).toMatchObject({
    head: { state: 'open', warning: null },
    counts: { inside: 1, steps: { s2: { here: 1, done: 0 } } },
    says: { s2: 'Wait 2 days', s3: 'Wait until 6 PM', s1: 'Signed' },
  })
  const paused = await posts(world, token, ladder, { intent: 'pause' })
  expect((await shows(world, token, ladder)).head).toMatchObject({
    isPaused: true,
    warning: expect.stringContaining('paused'),
  })
  const undo = new URL(paused.location!, 'https://office.example.org').searchParams.get('undo')!
  await call(world, officeRoute('office.undo').action!, { token, fields: { id: undo } })
  expect((await shows(world, token, ladder)).head.warning).toBeNull()
  const closed = await posts(world, token, ladder, { intent: 'state', state: 'closed' })
  const back = new URL(closed.location!, 'https://office.example.org').searchParams.get('undo')!
  const undone = await call(world, officeRoute('office.undo').action!, { token, fields: { id: back } })
  // Back at the ladder, where it was closed.
  expect(undone.location).toMatch(new RegExp(`/office/ladders/${ladder}(\\?|$)`))
  await posts(world, token, ladder, { intent: 'state', state: 'closed' })
  const later = new Date(world.at.getTime() + 5 * 86_400_000)
  await works(world, later)
  expect(await messagesOf(world)).toEqual([])
  expect(await places(world)).toMatchObject([{ left_why: 'closed' }])
})

test('a ladder that nobody has named yet says so, and each way that leads nowhere is told once', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const ladder = await begins(world, token, '')
  expect(await shows(world, token, ladder)).toMatchObject({ head: { title: { en: 'No name yet', es: 'Sin nombre' } } })
  await presses(world, token, ladder, { intent: 'add:steps:rung' })
  await presses(world, token, ladder, { intent: 'add:steps:condition' })
  const { missing } = await editing(world, token, ladder)
  expect(missing.filter(({ words }) => words.includes('leads nowhere'))).toHaveLength(1)
})

test('the rehearsal says in both languages what somebody would get, and when it is six where they live', async ({
  world,
}) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const ladder = await begins(world, token)
  const at = async (query: string) =>
    (await shows(world, token, ladder, query)).days.map(({ at, by, says }) => [at.slice(0, 16), by, says.en, says.es])
  expect(await at('?rung=s1&zone=America/Phoenix&ways=sms')).toEqual([
    [
      '2026-11-27T01:00',
      'sms',
      'Email or text: You signed. Now make a call',
      'Correo o mensaje de texto: Ya firmó. Ahora haga una llamada',
    ],
    [
      '2026-12-02T01:00',
      null,
      'Task: Call them and ask what stands in the way',
      'Tarea: Llamarles y preguntar qué se lo impide',
    ],
  ])
  expect((await at('?rung=s1&zone=America/New_York&answer=yes')).map(([when]) => when)).toEqual(['2026-11-26T23:00'])
  expect((await at('?rung=s9')).map(([, , says]) => says)).toEqual(['Email or text: Thank you for calling'])
})

test('an earlier version comes back from the history, and whoever may not edit sees no ladder', async ({ world }) => {
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'organizer', network)
  await hasAddress(world)
  const ladder = await begins(world, token, 'welcome')
  await presses(world, token, ladder, { intent: 'publish' })
  await presses(world, token, ladder, { title_en: 'Hello', title_es: 'Hola', intent: 'publish' })
  const { draft } = (
    await call(world, officeRoute('office.ladders.$ladder.history').loader!, { token, params: { ladder } })
  ).body as { draft: number }
  await call(world, officeRoute('office.ladders.$ladder.history').action!, {
    token,
    params: { ladder },
    fields: { revision: '1', draft: String(draft) },
  })
  expect((await editing(world, token, ladder)).values.title_en).toBe('Welcome')
  const { token: moderator } = await organizer(world, 'moderator', network)
  expect((await call(world, page().loader!, { token: moderator, params: { ladder } })).status).toBe(403)
  const other = await organizer(world, 'organizer', await groupOf(world, 'Derechos Saguaro'))
  expect((await call(world, page().loader!, { token: other.token, params: { ladder } })).status).toBe(404)
  expect((await posts(world, other.token, ladder, { intent: 'pause' })).status).toBe(404)
})

test('its pages say everything in both languages, for a ladder with every kind of step', async ({ world }) => {
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const ids = [await begins(world, token, ''), await begins(world, token), await begins(world, token, 'before-meeting')]
  const every = contentOf([
    rung('s1', 'confirmed'),
    waits('s2', { how: 'until', weekday: '1', hour: 8 }),
    waits('s3', { how: 'hours', amount: 3 }),
    ...(['did', 'phone', 'county', 'language', 'tag', 'segment'] as const).map((about, at) =>
      line(`s1${at}`, 'condition', {
        about,
        act: 'called',
        place: 'az-pima-county',
        language: 'es',
        tag: 'x',
        segment: 'x',
        yes: 's31',
      }),
    ),
    line('s20', 'split', { percent: 40, other: 's31' }),
    mails('s21', 'Hi'),
    line('s22', 'tag', { name: 'volunteer' }),
    line('s23', 'task', { title: { en: 'Call', es: 'Llamar' } }),
    line('s24', 'go', { to: 's31' }),
    end('s31'),
  ])
  ids.push(await publishes(world, every))
  await joins(world, rosa)
  await works(world, world.at)
  for (const lang of ['en', 'es'] as const) {
    await world.db.updateTable('organizer').set({ language: lang }).execute()
    for (const ladder of ids) {
      for (const query of ['', '?draft', '?answer=yes&lot=other&ways=sms']) {
        const shown = (await call(world, page().loader!, { token, params: { ladder }, query })).body as ComponentProps<
          typeof LadderPage
        >
        const html = renderToStaticMarkup(createElement(LadderPage, { ...shown, t: translator(lang), lang }))
        expect(html).toContain(
          lang === 'en' ? 'What would somebody get, and when?' : '¿Qué recibiría alguien, y cuándo?',
        )
      }
      const edited = (await call(world, editor().loader!, { token, params: { ladder } })).body as ComponentProps<
        typeof EditLadderPage
      > &
        Editing
      const form = { values: edited.values, errors: [] }
      renderToStaticMarkup(
        createElement(EditLadderPage, { ...edited, form, conflict: null, isUnsaved: false, t: translator(lang), lang }),
      )
    }
    const listed = (await call(world, list().loader!, { token })).body as ComponentProps<typeof LaddersPage>
    const html = renderToStaticMarkup(createElement(LaddersPage, { ...listed, t: translator(lang), lang }))
    expect(html).toContain(lang === 'en' ? 'After signing' : 'Después de firmar')
  }
})

test('who was erased and comes back within the day stands where they stood, and gets nothing twice', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  await publishes(
    world,
    contentOf([rung('s1', 'confirmed'), mails('s2', 'Hi'), waits('s3', { how: 'hours', amount: 9 }), end('s4')]),
  )
  const person = await joins(world, rosa)
  await works(world, world.at)
  const before = [await messagesOf(world), await places(world)]
  const erased = await call(world, officeRoute('office.people.$person_.erase').action!, {
    token,
    params: { person },
    fields: {},
  })
  expect(await places(world)).toEqual([])
  const id = new URL(erased.location!, 'https://office.example.org').searchParams.values().next().value!
  await call(world, officeRoute('office.people.erased').action!, { token, fields: { id } })
  await works(world, world.at)
  expect([await messagesOf(world), await places(world)]).toEqual(before)
})

test('a person’s page tells what they get next, and of which ladder each message is, with its state', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const ladder = await publishes(
    world,
    contentOf([
      rung('s1', 'confirmed'),
      mails('s2', 'Hi'),
      waits('s3', { how: 'hours', amount: 9 }),
      mails('s4', 'Call'),
      end('s5'),
    ]),
  )
  const person = await joins(world, rosa)
  await works(world, world.at)
  const { person: shown } = (
    await call(world, officeRoute('office.people.$person').loader!, { token, params: { person } })
  ).body as { person: { next: object[]; timeline: { lines: object[] } } }
  const path = `/office/ladders/${ladder}`
  expect(shown.next).toEqual([
    {
      title: 'Ladder',
      path,
      says: 'Email: Call?',
      at: new Date(world.at.getTime() + 9 * 3_600_000).toISOString(),
      isPaused: false,
    },
  ])
  expect(shown.timeline.lines).toContainEqual(
    expect.objectContaining({ is: 'message', state: 'queued', of: { title: 'Ladder', path } }),
  )
})
