import { expect } from 'vitest'
import { tendConversations } from '~/actions/texts/dialog/tend-conversations.server'
import { test, tomas, type World } from '../../../support/firme-test'
import { startTexting, type Texting, tomasPhone } from '../../../support/texting'

const ana = '+16025550102'

/** Texts one after the other. @returns the answers to the last */
async function texts(phone: Texting, words: string[], options: { from?: string; at?: Date } = {}): Promise<string[]> {
  let answers: string[] = []
  for (const text of words) answers = await phone.says(text, options)
  return answers
}

const after = (world: World, hours: number) => new Date(world.at.getTime() + hours * 3_600_000)

test('a phone that nobody knows is helped in both languages; one that has spoken, in its own', async ({ world }) => {
  const phone = await startTexting(world)
  expect((await phone.says('hola??'))[0]).toMatch(/mande FIRMA.*Send SIGN/)
  // The next day nobody knows any better.
  expect((await phone.says('hola??', { at: after(world, 24) }))[0]).toMatch(/mande FIRMA.*Send SIGN/)
  await phone.says('HELP', { at: after(world, 25) })
  expect((await phone.says('hello??', { at: after(world, 50) }))[0]).toMatch(/^Firme: petitions and letters/)
  await texts(phone, ['FIRMA', 'Ana Paz', '85001', 'sí'], { from: ana })
  expect((await phone.says('¿y ahora?', { from: ana }))[0]).toMatch(/^Firme: firmas y cartas/)
  await phone.stop()
})

test('whoever signed on the web in Spanish is helped in Spanish, although they text for the first time', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.signs(tomas)
  await world.work()
  await phone.sends()
  expect((await phone.says('buenas tardes'))[0]).toMatch(/^Firme: firmas y cartas/)
  await phone.stop()
})

test('YES in the middle of a dialog in Spanish, and SI in one in English, do not change its language', async ({
  world,
}) => {
  const phone = await startTexting(world)
  expect((await texts(phone, ['FIRMA', 'Tomás Reyes', '85001', 'Yes']))[0]).toMatch(/^Firme: su firma ya cuenta/)
  expect((await texts(phone, ['SIGN', 'Ana Paz', '85001', 'si'], { from: ana }))[0]).toMatch(
    /^Firme: your signature counts/,
  )
  await phone.stop()
})

test('who answers when two days have passed is told kindly, in their language, that it begins again; no human need read it', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await texts(phone, ['SIGN', 'Ana Paz'], { from: ana })
  await tendConversations(world.as.worker, world.keyring, after(world, 25))
  await phone.sends(after(world, 25))
  await tendConversations(world.as.worker, world.keyring, after(world, 49))
  expect((await phone.says('85001', { from: ana, at: after(world, 50) }))[0]).toMatch(
    /^Firme: it has been a while.*send SIGN/,
  )
  expect(await world.db.selectFrom('text_to_read').select('id').execute()).toEqual([])
  // Said once: afterwards it is a text like any other.
  expect((await phone.says('85001', { from: ana, at: after(world, 51) }))[0]).toMatch(/^Firme: petitions and letters/)
  await phone.stop()
})

test('with nothing to sign, FIRMA and SIGN say so in their language, instead of asking for FIRMA again', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.db.updateTable('petition').set({ state: 'closed' }).execute()
  expect((await phone.says('FIRMA'))[0]).toMatch(/no hay nada abierto/)
  expect((await phone.says('sign', { from: ana }))[0]).toMatch(/nothing is open to sign/)
  expect(await world.db.selectFrom('text_to_read').select('id').execute()).toEqual([])
  await phone.stop()
})

test('a wrong code is answered, and in the middle of a dialog six digits are an answer like any other', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.signs(tomas)
  await world.work()
  await phone.sends()
  expect((await phone.says('000000'))[0]).toMatch(/^Firme: esa clave no coincide/)
  await texts(phone, ['FIRMA', 'Tomás Reyes'])
  expect((await phone.says('850011'))[0]).toMatch(/no le entendimos.*Mande solo el ZIP/)
  await phone.stop()
})

test('who is not understood twice is told to begin with the word they began with', async ({ world }) => {
  const phone = await startTexting(world)
  expect((await texts(phone, ['concejo', '1', '2']))[0]).toContain('mande CONCEJO.')
  expect((await texts(phone, ['sign', '1', '2'], { from: ana }))[0]).toContain('send SIGN.')
  await phone.stop()
})

test('Tomás reads in Spanish what he is about to send in English, accents and all, before he sends it', async ({
  world,
}) => {
  const phone = await startTexting(world)
  expect((await texts(phone, ['concejo', 'Tomás Reyes', '85001', '1']))[0]).toMatch(
    /"Please vote.*2 para leerlo en español/,
  )
  expect((await phone.says('2'))[0]).toMatch(/En español dice: "Por favor, vote para que la policía/)
  expect((await phone.says('1'))[0]).toContain('Para Lee Okafor (concejal)')
  await phone.stop()
})

test('a dialog goes on where it stood when everything was started anew in the middle of it', async ({ world }) => {
  const before = await startTexting(world)
  await texts(before, ['FIRMA', 'Tomás Reyes'])
  await before.stop()
  const phone = await startTexting(world)
  expect((await phone.says('85001'))[0]).toContain('Tomás Reyes, ZIP 85001')
  expect((await phone.says('CAMBIAR'))[0]).toContain('nombre y apellido')
  expect(phone.simulator.texts.all.at(-1)?.to).toBe(tomasPhone)
  await phone.stop()
})

test('END SCOMM, ENDSCOMM and End S-Comm are one phrase, and none of them opts out', async ({ world }) => {
  const phone = await startTexting(world)
  for (const text of ['END SCOMM', 'endscomm', 'End S-Comm!', 'AltoPolimigra'])
    expect((await phone.says(text, { from: ana }))[0]).toMatch(/first and last name|nombre y apellido/)
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([])
  await phone.stop()
})

test('a word does not open what belongs to a campaign that nobody may see, nor do FIRMA and SIGN', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.db.updateTable('campaign').set({ state: 'draft' }).execute()
  expect((await phone.says('alto polimigra'))[0]).toMatch(/ya se ha cerrado/)
  expect((await phone.says('FIRMA', { from: ana }))[0]).toMatch(/no hay nada abierto/)
  await phone.stop()
})

test('where nobody is known, a text says what to try next', async ({ world }) => {
  const phone = await startTexting(world)
  await world.db.updateTable('post').set({ retired_on: '2026-01-01' }).execute()
  expect((await texts(phone, ['concejo', 'Tomás Reyes', '85001']))[0]).toMatch(
    /otro ZIP mande CONCEJO, para firmar mande FIRMA/,
  )
  await phone.stop()
})
