import { expect } from 'vitest'
import { claimMessages } from '~/outbox/claim-messages.server'
import { test, tomas } from '../support/firme-test'
import { startTexting, tomasPhone } from '../support/texting'

test('Tomás signs in Spanish by texting FIRMA and answering three questions, and it counts in the same total', async ({ world }) => {
  const phone = await startTexting(world)
  const before = await world.total()
  expect((await phone.says('Firma!'))[0]).toMatch(/^Firme: .*responda con su nombre y apellido/)
  expect(await phone.says('Tomás Reyes')).toEqual([expect.stringContaining('Gracias, Tomás')])
  expect(await phone.says('85001')).toEqual(['Tomás Reyes, ZIP 85001. Responda SI para firmar, o CAMBIAR.'])
  expect(await phone.says('Sí')).toEqual([expect.stringMatching(/^Firme: usted cuenta/)])
  expect(await world.total()).toBe(before + 1)
  const consents = await world.db.selectFrom('consent').select('purpose').execute()
  expect(consents).toEqual([])
  const zone = await world.db.selectFrom('person').select('time_zone').executeTakeFirstOrThrow()
  expect([null, 'America/Phoenix']).toContain(zone.time_zone)
  // A second time it is told, and not counted.
  for (const words of ['FIRMA', 'Tomás Reyes', '85001']) await phone.says(words)
  expect(await phone.says('si')).toEqual([expect.stringContaining('ya ha firmado')])
  expect(await world.total()).toBe(before + 1)
  await phone.stop()
})

test('somebody signs in English, mistypes, changes their mind, and gets help instead of silence', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('sign')
  expect((await phone.says('85001'))[0]).toMatch(/^Sorry, we did not understand\. What is your first and last name/)
  await phone.says('my name is Ana Lopez')
  expect((await phone.says('somewhere'))[0]).toContain('Five digits')
  await phone.says('85001-1234')
  expect((await phone.says('change'))[0]).toContain('first and last name')
  await phone.says('Ana López')
  expect((await phone.says('my zip is 85002.'))[0]).toContain('Ana López, ZIP 85002')
  expect(await phone.says('YES')).toEqual([expect.stringMatching(/^Firme: you count/)])
  // Then something nobody can read: once a day they are told what there is, and a human sees it.
  expect(await phone.says('can my cousin come too?')).toHaveLength(1)
  expect(await phone.says('hello??')).toHaveLength(0)
  expect(await world.db.selectFrom('text_to_read').select('reason').execute()).toEqual([{ reason: 'not-understood' }, { reason: 'not-understood' }])
  await phone.stop()
})

test('three answers in a row that nobody understands end the questions, and a human reads the last', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('FIRMA')
  await phone.says('12345')
  await phone.says('6789 10')
  expect((await phone.says('??'))[0]).toContain('Una persona va a leer')
  expect(await world.db.selectFrom('conversation').select('sealed_state').execute()).toEqual([{ sealed_state: null }])
  await phone.stop()
})

test('ALTO is confirmed once and in Spanish, STOP in English, and not at all when the provider has answered', async ({ world }) => {
  const phone = await startTexting(world)
  expect(await phone.says('¡Alto!')).toEqual([expect.stringContaining('ya no le mandamos mensajes')])
  expect(await phone.says('ALTO')).toEqual([])
  expect(await phone.says('STOP', { from: '+16025550102' })).toEqual([expect.stringContaining('no more texts from us')])
  expect(await phone.says('STOP', { from: '+16025550103', optOutType: 'STOP' })).toEqual([])
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toHaveLength(3)
  // Who has stopped is told how to come back when they text again; START lets texts come.
  expect((await phone.says('FIRMA'))[0]).toContain('mande primero ALTA')
  expect((await phone.says('ALTA'))[0]).toContain('otra vez')
  expect((await phone.says('FIRMA'))[0]).toContain('nombre')
  await phone.stop()
})

test('AYUDA is answered in Spanish and HELP in English, also to who has stopped', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('ALTO')
  expect((await phone.says('ayuda'))[0]).toContain('ALTO para parar')
  expect((await phone.says('HELP'))[0]).toContain('STOP to stop')
  await phone.stop()
})

test('the registered phrase ALTO POLIMIGRA signs, and a short text that merely begins with ALTO opts out and is shown to a human', async ({ world }) => {
  const phone = await startTexting(world)
  const petition = await world.db.selectFrom('petition').select(['id', 'group_id']).executeTakeFirstOrThrow()
  await world.db.insertInto('keyword').values({ word: 'alto polimigra', language: 'es', petition_id: petition.id, advocacy_campaign_id: null, group_id: petition.group_id, welcome: null, created_at: world.at }).execute()
  expect((await phone.says('¡ALTO Polimigra!'))[0]).toContain('nombre y apellido')
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  expect((await phone.says('alto ya, gracias'))[0]).toContain('ya no le mandamos')
  expect(await world.db.selectFrom('text_to_read').select('reason').execute()).toEqual([{ reason: 'begins-with-stop' }])
  // The phrase goes on being one when its petition has ended.
  await phone.says('ALTA')
  await world.db.updateTable('petition').set({ state: 'closed' }).where('id', '=', petition.id).execute()
  expect((await phone.says('alto polimigra'))[0]).toContain('ya se ha cerrado')
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  await phone.stop()
})

test('from the moment a STOP is taken in, and before anybody has read it, no text is claimed; then none to that phone', async ({ world }) => {
  const phone = await startTexting(world)
  await world.signs(tomas)
  await world.signs({ ...tomas, phone: '602 555 0102' })
  await world.work()
  expect(await phone.simulator.texts.receive(tomasPhone, 'Alto')).toBe(200)
  expect(await claimMessages(world.db, 'sms', 100, world.at)).toEqual([])
  await world.work()
  const left = await claimMessages(world.db, 'sms', 100, world.at)
  expect(left.map((message) => message.template).sort()).toEqual(['confirm-signature', 'text-stopped'])
  await phone.stop()
})

test('a START that was sent before the last STOP but read after it lets nothing through', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('STOP', { at: new Date(world.at.getTime() + 1_000) })
  await phone.says('START', { at: world.at })
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toHaveLength(1)
  await phone.stop()
})
