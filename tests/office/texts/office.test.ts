import { expect } from 'vitest'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { templateName } from '~/actions/registry.server'
import { readTextPage } from '~/actions/texts/read-text-page.server'
import { readTextPlace } from '~/actions/texts/text-place'
import { flyerOf } from '~/office/texts/flyer.server'
import { readLog, readLogFilters } from '~/office/texts/message-log.server'
import { test, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { startTexting } from '../../support/texting'

interface Target {
  value: string
  deed: 'sign' | 'write'
}

const words = () => officeRoute('office.texts._index')
const oneWord = () => officeRoute('office.texts.$word')
const logRoute = () => officeRoute('office.messages')

/** Omar, who may write keywords, and what he does with them. */
async function omar(world: World) {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const { targets } = (await call(world, words().loader!, { token })).body as { targets: Target[] }
  const target = (deed: Target['deed']) => targets.find((one) => one.deed === deed)!.value
  return {
    token,
    target,
    adds: (word: string, deed: Target['deed'], language = 'es') =>
      call(world, words().action!, { token, fields: { intent: 'add', word, language, target: target(deed) } }),
    writes: (word: string, replies: Record<string, string>, deed: Target['deed'] = 'sign', language = 'es') =>
      call(world, oneWord().action!, {
        token,
        params: { word },
        fields: { intent: 'save', language, target: target(deed), ...replies },
      }),
  }
}

const problems = ({ body }: { body: unknown }) =>
  Object.fromEntries(
    (body as { errors: { field: string; message: string }[] }).errors.map((error) => [error.field, error.message]),
  )

test('Omar registers a word, writes its first answer, is told why others are refused, and people text it at once', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { adds, writes } = await omar(world)
  expect((await adds('Alto', 'sign')).body).toMatchObject({ form: { errors: [{ field: 'word', message: 'stops' }] } })
  expect((await adds('¡Condado!', 'sign')).location).toBe('/office/texts/condado?said=added')
  const refusal = async (welcome: string) => problems(await writes('condado', { welcome })).welcome
  expect(await refusal('Vea bit.ly/x y responda con su nombre. ALTO para parar.')).toBe('shortener')
  expect(await refusal('Responda con su nombre.')).toBe('no-opt-out')
  expect(await refusal('Responda con su nombre. ALTO para parar.')).toBe('no-name')
  // What the network is called in the database, not a name.
  expect(await refusal('Para nuestra network, su nombre. ALTO para parar.')).toBe('no-name')
  expect(await refusal(`ALTO para parar. ${'no'.repeat(240)}`)).toBe('long')
  expect(await refusal('Alto Polimigra: hola {name}, responda con su nombre. ALTO para parar.')).toBe('tokens')
  await writes('condado', { welcome: 'Alto Polimigra: responda con su nombre y apellido. ALTO para parar.' })
  expect(await phone.says('condado')).toEqual(['Alto Polimigra: responda con su nombre y apellido. ALTO para parar.'])
  await phone.stop()
})

test('the ALTO in the campaign’s own name tells nobody how to stop', async ({ world }) => {
  const { adds, writes } = await omar(world)
  await adds('condado', 'sign')
  expect(problems(await writes('condado', { welcome: 'Alto Polimigra: responda con su nombre y apellido.' }))).toEqual({
    welcome: 'no-opt-out',
  })
})

test('the thanks at the end of signing are Omar’s, with the given name, the accent it was typed with, and where to share', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { adds, writes } = await omar(world)
  await adds('condado', 'sign')
  const thanks = 'Alto Polimigra: gracias, {name}, ya son más. Comparta: {link} ALTO para parar.'
  expect((await writes('condado', { thanks })).location).toContain('said=changed')
  for (const text of ['condado', 'Tomás Reyes', '85001']) await phone.says(text)
  const [got, ...more] = await phone.says('sí')
  expect(got).toMatch(
    /^Alto Polimigra: gracias, Tomás, ya son más\. Comparta: https:\/\/firme\.example\.org\/es\/petitions\/[\w-]+\?r=sms ALTO para parar\.$/,
  )
  expect(more).toEqual([])
  // Whoever signs by FIRMA is thanked in our words.
  for (const text of ['FIRMA', 'Ana Paz', '85001']) await phone.says(text, { from: '+16025550102' })
  expect((await phone.says('sí', { from: '+16025550102' }))[0]).toMatch(/^Firme: su firma ya cuenta/)
  await phone.stop()
})

test('the receipt says in Omar’s words whom a message went to and which way; a link has no place in it', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { writes } = await omar(world)
  expect(problems(await writes('concejo', { thanks: 'Gracias. {link}' }, 'write'))).toEqual({ thanks: 'tokens' })
  await writes('concejo', { thanks: '{name}, su mensaje va a {official} {way}.' }, 'write')
  const sends = async (choice: string) => {
    for (const text of ['concejo', 'Tomás Reyes', '85001', choice, '1']) await phone.says(text)
    return phone.says('si')
  }
  expect(await sends('1')).toEqual(['Tomás, su mensaje va a Lee Okafor (concejal) por mensaje de texto.'])
  expect(await sends('2')).toEqual(['Tomás, su mensaje va a Marta Quintero (concejal) por correo.'])
  await phone.stop()
})

test('who began with a word before it led elsewhere is thanked in our words: those of the word are about something else', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { adds, writes } = await omar(world)
  await adds('condado', 'sign')
  for (const text of ['condado', 'Tomás Reyes', '85001']) await phone.says(text)
  await writes('condado', { thanks: 'Su mensaje va a {official} {way}.' }, 'write')
  expect((await phone.says('sí'))[0]).toMatch(/^Firme: su firma ya cuenta/)
  await phone.stop()
})

test('a word whose petition is over answers in its own language and in Omar’s words, and can still be edited', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { adds, writes, target } = await omar(world)
  await adds('county', 'sign', 'en')
  await world.db.updateTable('petition').set({ state: 'closed' }).execute()
  // Nobody knows this phone: it is the word that speaks English.
  expect((await phone.says('county'))[0]).toMatch(/^Firme: this has ended/)
  expect((await writes('county', { ended: 'It is over.' }, 'sign', 'en')).status).toBe(422)
  await writes('county', { ended: 'END S-COMM: it is over, and we won. STOP to stop.' }, 'sign', 'en')
  expect(await phone.says('county')).toEqual(['END S-COMM: it is over, and we won. STOP to stop.'])
  const booked = await world.db
    .selectFrom('message')
    .select('petition_id')
    .where('template', '=', 'text-answer')
    .execute()
  expect(booked.map((row) => `petition:${row.petition_id}`)).toEqual([target('sign'), target('sign')])
  await phone.stop()
})

test('a word that was given back answers nobody, is taken up again with its replies, and meanwhile another group may have it', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { token, adds, writes } = await omar(world)
  await adds('condado', 'sign')
  const welcome = 'Alto Polimigra: su nombre y apellido, por favor. ALTO para parar.'
  await writes('condado', { welcome })
  const drop = () => call(world, oneWord().action!, { token, params: { word: 'condado' }, fields: { intent: 'drop' } })
  const restore = async () =>
    (await call(world, words().action!, { token, fields: { intent: 'restore', word: 'condado' } })).location
  expect((await drop()).location).toBe('/office/texts?dropped=condado')
  expect((await call(world, oneWord().loader!, { token, params: { word: 'condado' } })).status).toBe(404)
  expect((await phone.says('condado'))[0]).not.toBe(welcome)
  expect(await restore()).toContain('restored=condado')
  expect(await phone.says('condado')).toEqual([welcome])
  await drop()
  const elsewhere = await groupOf(world, 'Elsewhere')
  const ana = await organizer(world, 'owner', elsewhere)
  await world.db.updateTable('petition').set({ group_id: elsewhere }).where('slug', '=', 'no-287g').execute()
  const { targets } = (await call(world, words().loader!, { token: ana.token })).body as { targets: Target[] }
  expect(
    (
      await call(world, words().action!, {
        token: ana.token,
        fields: { intent: 'add', word: 'Condado', language: 'es', target: targets[0]!.value },
      })
    ).status,
  ).toBe(303)
  expect(await restore()).toContain('taken=condado')
  expect(
    await world.db.selectFrom('keyword').select(['group_id', 'welcome']).where('word', '=', 'condado').execute(),
  ).toEqual([{ group_id: elsewhere, welcome: null }])
  const third = await groupOf(world, 'Third')
  const lee = await organizer(world, 'owner', third)
  await world.db.updateTable('petition').set({ group_id: third }).where('slug', '<>', 'no-287g').execute()
  const theirs = ((await call(world, words().loader!, { token: lee.token })).body as { targets: Target[] }).targets
  expect(
    (
      await call(world, words().action!, {
        token: lee.token,
        fields: { intent: 'add', word: 'condado', language: 'es', target: theirs[0]!.value },
      })
    ).body,
  ).toMatchObject({ form: { errors: [{ message: 'taken' }] } })
  await phone.stop()
})

test('the page of an action prints a word of its action only as long as the word is its', async ({ world }) => {
  const { token } = await omar(world)
  const action = (await findAdvocacyCampaign(world.db, 'text', 'text-the-council'))!
  const twilio = { accountSid: 'AC0', authToken: '', from: '+16025550100', apiUrl: null, isSimulated: true }
  const printed = async () =>
    (
      await readTextPage(
        world.db,
        { ...world.env, twilio },
        action,
        'es',
        readTextPlace(() => null),
        world.at,
      )
    ).campaignText?.word
  expect(await printed()).toBe('CONCEJO')
  await call(world, oneWord().action!, { token, params: { word: 'concejo' }, fields: { intent: 'drop' } })
  expect(await printed()).toBeUndefined()
})

test('a word is counted before it is saved: which letters cost what, and a cheaper spelling only for whoever asks', async ({
  world,
}) => {
  const { token, target } = await omar(world)
  const welcome = `Alto Polimigra: ¿cómo se llama? ALTO para parar. ${'x'.repeat(60)}`
  const press = async (intent: string) =>
    (
      await call(world, oneWord().action!, {
        token,
        params: { word: 'concejo' },
        fields: { intent, language: 'es', target: target('write'), welcome },
      })
    ).body as { values: Record<string, string> }
  expect((await press('count')).values.welcome).toBe(welcome)
  expect((await press('cheaper welcome')).values.welcome).toBe(welcome.replace('ó', 'o'))
  expect(await world.db.selectFrom('keyword').select('welcome').where('word', '=', 'concejo').execute()).toEqual([
    { welcome: null },
  ])
})

test('the log is narrowed by what, how it went, day and campaign, and says nothing of anybody', async ({ world }) => {
  const phone = await startTexting(world)
  for (const text of ['FIRMA', 'Tomás Reyes', '85001', 'sí', 'AYUDA']) await phone.says(text)
  const { token } = await organizer(world, 'viewer', await groupOf(world, 'network'))
  const log = async (query = '') =>
    (
      (await call(world, logRoute().loader!, { token, query })).body as {
        log: {
          lines: { name: string; state: string; campaign: string | null }[]
          count: number
          campaigns: { id: string }[]
        }
      }
    ).log
  const all = await log()
  expect(all.lines.map((row) => row.name).sort()).toEqual(
    (['text-answer', 'text-answer', 'text-answer', 'text-help', 'thank-you'] as const)
      .map((template) => templateName(template, 'en'))
      .sort(),
  )
  expect((await log('?template=thank-you')).lines).toHaveLength(1)
  expect((await log(`?campaign=${all.campaigns[0]!.id}`)).lines).toHaveLength(4)
  expect((await log('?day=2026-11-24')).lines).toHaveLength(5)
  expect((await log('?day=2026-11-23')).lines).toEqual([])
  expect((await log('?state=failed')).lines).toEqual([])
  // Of the last thirty days; an older day is asked for by name.
  const later = (query: string) =>
    readLog(
      world.db,
      {
        filters: readLogFilters(new URLSearchParams(query)),
        table: { sort: '', isDown: false, page: 1 },
        language: 'en',
        zone: 'America/Phoenix',
      },
      new Date(world.at.getTime() + 31 * 86_400_000),
    )
  expect([(await later('')).count, (await later('day=2026-11-24')).count]).toEqual([0, 5])
  // What makes no sense narrows nothing.
  expect((await log("?day=yesterday&campaign=x&state=')&before=now")).lines).toHaveLength(5)
  await world.db
    .updateTable('message')
    .set({ state: 'unknown', claimed_at: new Date(world.at.getTime() - 4 * 86_400_000) })
    .where('template', '=', 'text-help')
    .execute()
  const page = (await call(world, logRoute().loader!, { token })).body as { figures: { unknown: unknown } }
  expect(page.figures.unknown).toEqual({ texts: 1, old: 1 })
  expect(JSON.stringify(all)).not.toMatch(/Reyes|0101|85001/)
  await phone.stop()
})

test('FIRMA and SIGN have a code and a line for flyers too, and nobody can write what they answer or give them back', async ({
  world,
}) => {
  const { token, adds, target } = await omar(world)
  const look = async (word: string) =>
    (await call(world, oneWord().loader!, { token, params: { word } })).body as {
      isAlways: boolean
      keyword: { title: string; isOpen: boolean }
    }
  expect(await look('firma')).toMatchObject({ isAlways: true, keyword: { language: 'es', isOpen: true } })
  expect(await look('sign')).toMatchObject({ isAlways: true, keyword: { language: 'en', isOpen: true } })
  expect((await adds('Firma', 'sign')).status).toBe(422)
  for (const intent of ['save', 'drop'])
    expect(
      (
        await call(world, oneWord().action!, {
          token,
          params: { word: 'firma' },
          fields: { intent, language: 'es', target: target('sign'), welcome: '' },
        })
      ).status,
    ).toBe(404)
  await world.db.updateTable('petition').set({ state: 'closed' }).execute()
  expect(await look('firma')).toMatchObject({ keyword: { isOpen: false, title: '' } })
})

test('a flyer says what carriers want beside the number, in the language of its word; without a number there is none', async () => {
  const twilio = { accountSid: 'AC0', authToken: '', from: '+16025550100', apiUrl: null, isSimulated: true }
  expect(await flyerOf({ twilio }, { word: 'alto polimigra', language: 'es' })).toMatchObject({
    link: 'sms:+16025550100?&body=ALTO%20POLIMIGRA',
    line: expect.stringMatching(/^Mande ALTO POLIMIGRA al \(602\)\s555-0100$/),
    small: expect.stringMatching(/cobrar mensajes.*AYUDA.*ALTO/),
    qr: expect.stringContaining('<svg'),
  })
  expect(await flyerOf({ twilio: null }, { word: 'sign', language: 'en' })).toBeNull()
})
