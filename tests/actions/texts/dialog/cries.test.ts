import { describe, expect } from 'vitest'
import { criesForHelp } from '~/actions/texts/dialog/cries-for-help'
import { segmentsOf } from '~/channels/sms/segments'
import { translator } from '~/i18n/translator'
import { test, type World } from '../../../support/firme-test'
import { startTexting } from '../../../support/texting'

const waiting = (world: World) =>
  world.db.selectFrom('text_to_read').select('reason').orderBy('arrived_at').orderBy('reason').execute()

describe('a cry for help is heard, in either language, with or without accents', () => {
  test.for([
    ['Me detuvieron', 'es'],
    ['¡La migra está aquí!', 'es'],
    ['esta la migra afuera de mi trabajo', 'es'],
    ['Se llevaron a mi esposo esta mañana', 'es'],
    ['es una EMERGENCIA', 'es'],
    ['Ayúdenme por favor', 'es'],
    ['emergency', 'en'],
    ['They took my brother from work', 'en'],
    ['ICE is outside our building', 'en'],
    ['my dad just got detained', 'en'],
    ['help me please', 'en'],
    ['they r taking my dad', 'en'],
    ['theyre at the door', 'en'],
    ['immigration here', 'en'],
    ['my husband was deported', 'en'],
    ['he\u200blp me', 'en'],
    ['H E L P  M E', 'en'],
    ['me detubieron', 'es'],
    ['se yevaron a mi papa', 'es'],
    ['me agarró la migra', 'es'],
    ['AYUDENMEEEE', 'es'],
    ['hay retén de la migra', 'es'],
    ['S.O.S.', null],
    ['🆘', null],
    ['911', null],
  ] as const)('%s', ([text, language]) => expect(criesForHelp(text)).toEqual({ language }))
})

describe('what is none, and what begins a dialog or asks what this number is, is no cry for help', () => {
  test.for([
    ['help'],
    ['AYUDA'],
    ['Socorro Méndez'],
    ['FIRMA'],
    ['¿Puede venir mi prima?'],
    ['Stop the deportations'],
    ['Alto a las redadas'],
    ['85001'],
    ['me puede ayudar a firmar'],
    ['I need help signing'],
    ['Migdalia Esta'],
  ])('%s', ([text]) => expect(criesForHelp(text!)).toBeNull())
})

test('who cries for help in the middle of signing is told that a person reads it and that this is no emergency line; a human sees why, and the question stays open', async ({
  world,
}) => {
  const phone = await startTexting(world)
  for (const text of ['FIRMA', 'Tomás Reyes']) await phone.says(text)
  const heard = await phone.says('La migra está aquí')
  expect(heard).toEqual([
    'Firme: una persona va a leer su mensaje, pero puede tardar. Este no es un servicio de emergencias. ALTO para cancelar.',
  ])
  expect(segmentsOf(heard[0]!)).toBe(1)
  expect(await waiting(world)).toEqual([{ reason: 'cry-for-help' }])
  // Once a day is enough to know it; a human sees the second too.
  expect(await phone.says('se llevaron a mi hermano')).toEqual([])
  expect(await waiting(world)).toHaveLength(2)
  expect((await phone.says('85001'))[0]).toContain('Tomás Reyes, ZIP 85001')
  await phone.says('SI')
  expect(await world.db.selectFrom('signature').select('state').execute()).toEqual([{ state: 'confirmed' }])
  await phone.stop()
})

test('the hotline of the group is named instead, or that of the group above it', async ({ world }) => {
  const phone = await startTexting(world)
  await world.db.updateTable('member_group').set({ hotline: '+16025550134' }).where('kind', '=', 'network').execute()
  const [heard] = await phone.says('They took my husband')
  expect(heard).toBe(
    'Firme: a person will read this, but it may take a while. For help now, call (602) 555-0134. STOP to stop.',
  )
  await phone.stop()
})

test('a phone of unknown language that texts 911 is answered in both; one that has stopped us is answered too, and told how a person can reach it', async ({
  world,
}) => {
  const phone = await startTexting(world)
  expect((await phone.says('911', { from: '+16025550102' }))[0]).toMatch(
    /Este no es un servicio.*not an emergency line/,
  )
  await phone.says('ALTO')
  expect((await phone.says('Me detuvieron'))[0]).toMatch(/puede tardar.*mande primero ALTA/)
  expect(await waiting(world)).toEqual([{ reason: 'cry-for-help' }, { reason: 'cry-for-help' }])
  await phone.stop()
})

test('words for an official that speak of an arrest still go to the official, and a human looks at them as well', async ({
  world,
}) => {
  const phone = await startTexting(world)
  for (const text of ['CONCEJO', 'Tomás Reyes', '85001', '1']) await phone.says(text)
  const [told, asked] = await phone.says('Detuvieron a mi vecino sin orden de un juez.')
  expect(told).toContain('una persona va a leer')
  expect(asked).toContain('Para Lee Okafor')
  expect((await phone.says('SI'))[0]).toContain('Enviado a Lee Okafor')
  await phone.stop()
})

test('who is asked for a name and answers Socorro goes on to the next question, and a human looks as well; a cry that is nobody’s name stays one', async ({
  world,
}) => {
  const phone = await startTexting(world)
  for (const name of ['Socorro', 'Auxilio.']) {
    await phone.says('FIRMA')
    expect((await phone.says(name)).at(-1)).toContain('el ZIP de donde vive')
    expect((await phone.says('85001'))[0]).toContain(`${name.replace('.', '')}, ZIP 85001`)
    await phone.says('cambiar')
  }
  expect(await waiting(world)).toEqual([{ reason: 'cry-for-help' }, { reason: 'cry-for-help' }])
  expect(await phone.says('Necesito ayuda')).toEqual([])
  expect((await phone.says('Socorro Reyes'))[0]).toContain('el ZIP de donde vive')
  expect(await waiting(world)).toHaveLength(3)
  await phone.stop()
})

test('a keyword that sounds like a cry is a keyword', async ({ world }) => {
  const phone = await startTexting(world)
  await world.db.updateTable('keyword').set({ word: 'la migra esta aqui' }).where('word', '=', 'concejo').execute()
  expect((await phone.says('La migra está aquí'))[0]).toContain('nombre y apellido')
  expect(await waiting(world)).toEqual([])
  await phone.stop()
})

test('after two texts that nobody understands within a day, outside of a dialog too, they are told that a person reads them', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  expect(await phone.says('y mi tía')).toEqual([expect.stringMatching(/Una persona va a leer|una persona va a leer/)])
  expect(await phone.says('bueno')).toEqual([])
  expect(await waiting(world)).toEqual([
    { reason: 'misunderstood' },
    { reason: 'misunderstood' },
    { reason: 'not-understood' },
  ])
  await phone.stop()
})

test('two texts that nobody understands count as two within a day, also with another between them, and not on the day after', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('¿Puede venir mi prima?')
  await phone.says('AYUDA')
  world.at = new Date(world.at.getTime() + 3_600_000)
  await phone.says('y mi tía')
  expect(await waiting(world)).toEqual([{ reason: 'not-understood' }, { reason: 'misunderstood' }])
  world.at = new Date(world.at.getTime() + 25 * 3_600_000)
  await phone.says('¿y mi abuela?')
  expect((await waiting(world)).at(-1)).toEqual({ reason: 'not-understood' })
  for (const [lang, within] of [
    ['en', /two texts within a day/],
    ['es', /dos mensajes en menos de un día/],
  ] as const) {
    const t = translator(lang)
    expect(t('texts.inbox.reasons.misunderstood')).toMatch(within)
    expect(t('texts.office.why.misunderstood')).toMatch(within)
  }
  await phone.stop()
})
