import { sql } from 'kysely'
import { expect } from 'vitest'
import { tendConversations } from '~/actions/texts/dialog/tend-conversations.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { test, tomas } from '../../../support/firme-test'
import { startTexting, tomasPhone } from '../../../support/texting'

test('Tomás signs in Spanish by texting FIRMA and answering three questions, and it counts in the same total', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const before = await world.total()
  expect((await phone.says('Firma!'))[0]).toMatch(/^Firme: .*responda con su nombre y apellido/)
  expect(await phone.says('Tomás Reyes')).toEqual([expect.stringContaining('Gracias, Tomás')])
  expect(await phone.says('85001')).toEqual(['Tomás Reyes, ZIP 85001. Responda SI para firmar, o CAMBIAR.'])
  expect(await phone.says('Sí')).toEqual([expect.stringMatching(/^Firme: su firma ya cuenta/)])
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
  expect((await phone.says('85001'))[0]).toMatch(
    /^Sorry, we did not understand\. What is your first and last name\? Just the name/,
  )
  await phone.says('my name is Ana Lopez')
  expect((await phone.says('somewhere'))[0]).toContain('Five digits')
  await phone.says('85001-1234')
  expect((await phone.says('change'))[0]).toContain('first and last name')
  await phone.says('Ana López')
  expect((await phone.says('my zip is 85002.'))[0]).toContain('Ana López, ZIP 85002')
  expect(await phone.says('YES')).toEqual([expect.stringMatching(/^Firme: your signature counts/)])
  // Then something nobody can read: once a day they are told what there is, and a human sees it.
  expect(await phone.says('can my cousin come too?')).toHaveLength(1)
  expect(await phone.says('hello??')).toEqual([expect.stringContaining('a person will read')])
  expect(await phone.says('still here')).toHaveLength(0)
  expect(await world.db.selectFrom('text_to_read').select('reason').orderBy('reason').execute()).toEqual([
    { reason: 'misunderstood' },
    { reason: 'misunderstood' },
    { reason: 'not-understood' },
  ])
  await phone.stop()
})

test('after two answers in a row that nobody understands a human reads on, and the right answer still counts', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('FIRMA')
  await phone.says('Eva Luz')
  await phone.says('Phoenix')
  expect((await phone.says('Phoenix AZ'))[0]).toContain('Una persona va a leer')
  // What follows is read by somebody, and not answered with the same question again.
  expect(await phone.says('la de mi casa')).toEqual([])
  await phone.says('85001')
  await phone.says('SI')
  expect(await world.db.selectFrom('signature').select('state').execute()).toEqual([{ state: 'confirmed' }])
  await phone.stop()
})

test('“quiero firmar” and “sign me up” begin to sign, as FIRMA and SIGN do', async ({ world }) => {
  const phone = await startTexting(world)
  expect((await phone.says('Hola, quiero firmar por favor'))[0]).toContain('nombre')
  expect((await phone.says('Sign me up!', { from: '+16025550109' }))[0]).toContain('name')
  await phone.stop()
})

test('ALTO is confirmed once and in Spanish, STOP in English, and not at all when the provider has answered', async ({
  world,
}) => {
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
  expect((await phone.says('ayuda'))[0]).toContain('ALTO para cancelar')
  expect((await phone.says('HELP'))[0]).toContain('STOP to stop')
  await phone.stop()
})

test('the registered phrase ALTO POLIMIGRA signs, and what only begins like it is shown to a human, who is asked first; ALTO in more words opts out', async ({
  world,
}) => {
  const phone = await startTexting(world)
  expect((await phone.says('¡ALTO Polimigra!'))[0]).toContain('nombre y apellido')
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  expect((await phone.says('Alto a las redadas', { from: '+16025550102' }))[0]).toMatch(
    /una persona va a leer.*responda ALTO/,
  )
  expect(await world.db.selectFrom('text_to_read').select('reason').execute()).toEqual([{ reason: 'begins-with-stop' }])
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  expect((await phone.says('alto ya, gracias'))[0]).toContain('ya no le mandamos')
  expect(await world.db.selectFrom('text_to_read').select('reason').execute()).toHaveLength(1)
  // The phrase goes on being one when its petition has ended.
  await phone.says('ALTA')
  await world.db.updateTable('petition').set({ state: 'closed' }).execute()
  expect((await phone.says('alto polimigra'))[0]).toContain('ya se ha cerrado')
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  await phone.stop()
})

test('a STOP stays one when its words are registered as a keyword before it is read, and a keyword stays none when it is dropped', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.simulator.texts.receive(tomasPhone, 'Alto ya')
  await sql`insert into keyword (word, language, petition_id, group_id, created_at)
    select 'alto ya', language, petition_id, group_id, created_at from keyword where word = 'alto polimigra'`.execute(
    world.db,
  )
  await world.work()
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toHaveLength(1)
  await phone.simulator.texts.receive('+16025550102', 'Alto ya')
  await world.db.updateTable('keyword').set({ dropped_at: world.at }).where('word', '=', 'alto ya').execute()
  await world.work()
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toHaveLength(1)
  expect(await world.db.selectFrom('text_to_read').select('reason').execute()).toEqual([{ reason: 'begins-with-stop' }])
  await phone.stop()
})

test('from the moment a STOP is taken in, and before anybody has read it, no text is claimed; then none to that phone', async ({
  world,
}) => {
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

test('Tomás writes to his council by text only: a text where the office takes texts, a letter where it reads mail, else the number to call', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const writes = async (choice: string, words: string, at = world.at) => {
    for (const text of ['Concejo', 'Tomás Reyes', '85001', choice, words]) await phone.says(text, { at })
    return phone.says('SI', { at })
  }
  expect((await phone.says('CONCEJO'))[0]).toContain('Llevamos su mensaje')
  await phone.says('Tomás Reyes')
  expect((await phone.says('85001'))[0]).toMatch(/\(?concejal:\n1 Lee Okafor\n2 Marta Quintero\n3 June Abbott/)
  expect((await phone.says('9'))[0]).toContain('no le entendimos')
  expect((await phone.says('1'))[0]).toContain('Responda 1 para enviar esto')
  expect((await phone.says('Vivo aquí y pido que voten que no.'))[0]).toContain(
    'Para Lee Okafor (concejal), de Tomas Reyes, 85001',
  )
  expect(await phone.says('sí')).toEqual(['Enviado a Lee Okafor (concejal) por mensaje de texto. ¡Gracias!'])
  expect(phone.simulator.texts.all.filter((text) => text.to === '+16025550161').map((text) => text.body)).toEqual([
    'I write in Spanish: Vivo aquí y pido que voten que no.\nTomás Reyes, 85001\nVia Firme (End S-Comm: ¡Alto Polimigra!). STOP to end.',
  ])
  expect(await writes('2', '1')).toEqual([
    'Su mensaje le llega a Marta Quintero (concejal) por correo, en horas de oficina. ¡Gracias!',
  ])
  expect(await world.db.selectFrom('letter').select(['state', 'source']).execute()).toEqual([
    { state: 'waiting', source: 'text' },
  ])
  await world.db
    .updateTable('contact_detail')
    .set({ status: 'dead' })
    .where('value', '=', 'council@example.org')
    .execute()
  await world.db.updateTable('contact_detail').set({ extension: '12' }).where('value', '=', '+16025550153').execute()
  expect((await writes('3', '1'))[0]).toContain('Llame ahora, por favor: June Abbott (concejal) 602-555-0153 ext. 12')
  // Once to each: of the second we say that it does not leave.
  expect((await writes('1', '1'))[0]).toMatch(/Ya llevamos un mensaje suyo a Lee Okafor.*Este no sale/)
  expect(phone.simulator.texts.all.filter((text) => text.to === '+16025550161')).toHaveLength(1)
  expect(await world.db.selectFrom('outreach').select(['channel', 'via', 'outcome']).execute()).toEqual([
    { channel: 'text', via: 'relay', outcome: 'delivered' },
  ])
  await phone.stop()
})

test('somebody who stops in the middle is reminded once after a day, by day only, and forgotten after two', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const at = (hours: number) => new Date(world.at.getTime() + hours * 3_600_000)
  await phone.says('FIRMA')
  expect(await tendConversations(world.as.worker, world.keyring, at(23))).toEqual({ nudged: 0, ended: 0 })
  expect(await tendConversations(world.as.worker, world.keyring, at(33))).toEqual({ nudged: 1, ended: 0 })
  expect(await tendConversations(world.as.worker, world.keyring, at(34))).toEqual({ nudged: 0, ended: 0 })
  // 18:00 UTC and 33 hours: 3:00 UTC, 22:00 in New York. It waits until it is 9:00 in Los Angeles.
  expect(await phone.sends(at(33))).toBe(0)
  const nudge = await world.db
    .selectFrom('message')
    .select(['state', 'due_at', 'attempts'])
    .where('template', '=', 'text-nudge')
    .executeTakeFirstOrThrow()
  expect(nudge).toEqual({ state: 'queued', due_at: new Date('2026-11-26T17:00:00Z'), attempts: 0 })
  expect(await phone.sends(at(47.5))).toBe(1)
  expect(phone.simulator.texts.all.at(-1)?.body).toContain('le falta poco')
  expect(await tendConversations(world.as.worker, world.keyring, at(49))).toEqual({ nudged: 0, ended: 1 })
  await phone.stop()
})

test('where a city decides, Tomás is asked for his city and never sorted by his post office; none of them ends the dialog kindly', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await sql`update advocacy_campaign set targeting = '{"how":"lookup","roles":["council-member"],"order":"in-turn"}' where kind = 'text'`.execute(
    world.db,
  )
  await sql`update division set county_ids = array['ocd-division/country:us/state:az/county:maricopa'] where slug = 'az-ocotillo'`.execute(
    world.db,
  )
  await phone.says('CONCEJO')
  await phone.says('Tomás Reyes')
  const [asked] = await phone.says('85001')
  expect(asked).toMatch(/Elija su ciudad.*\n(.*\n)*\d Ocotillo\n0 ninguna de ellas/)
  const number = /(\d) Ocotillo/.exec(asked!)![1]!
  expect((await phone.says('cero coma'))[0]).toContain('no le entendimos')
  expect((await phone.says(number))[0]).toContain('1 Lee Okafor')
  for (const text of ['CONCEJO', 'Tomás Reyes', '85001']) await phone.says(text)
  expect((await phone.says('0'))[0]).toContain('Por ahora no conocemos a nadie')
  await phone.stop()
})

test('of more cities, or officials, than fit a text none is left out: MAS leads to the others, and each keeps its number', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await sql`update advocacy_campaign set targeting = '{"how":"lookup","roles":["council-member"],"order":"in-turn"}' where kind = 'text'`.execute(
    world.db,
  )
  const maricopa = 'ocd-division/country:us/state:az/county:maricopa'
  await sql`update division set county_ids = array[${maricopa}] where slug = 'az-ocotillo'`.execute(world.db)
  await sql`
    insert into division (id, kind, state, name, slug, county_ids)
    select 'ocd-division/country:us/state:az/place:aldea-' || number, 'place', 'AZ', 'Aldea ' || number, 'az-aldea-' || number, array[${maricopa}] from generate_series(1, 7) as number
  `.execute(world.db)
  await sql`
    insert into post (created_at, organization_id, division_id, role, title, district, slug)
    select ${world.at}::timestamptz, organization_id, id, 'council-member', 'Council Member', name, slug from division, (select organization_id from post where slug = 'lee-okafor-ocotillo') as council where name like 'Aldea %'
    union all select ${world.at}::timestamptz, organization_id, division_id, 'council-member', 'Council Member', 'Z' || number, 'z-' || number from post, generate_series(1, 5) as number where slug = 'lee-okafor-ocotillo'
  `.execute(world.db)
  for (const text of ['CONCEJO', 'Tomás Reyes']) await phone.says(text)
  expect((await phone.says('85001'))[0]).toMatch(/1 Aldea 1\n(.*\n)*6 Aldea 6\nMAS para ver otras\n0 ninguna/)
  expect((await phone.says('más'))[0]).toMatch(/:\n7 Aldea 7\n8 Ocotillo\nMAS para ver otras\n0 ninguna/)
  const [council] = await phone.says('8')
  expect(council).toMatch(/1 Lee Okafor.*\n(.*\n)*6 .*\nMAS para ver otras$/)
  expect((await phone.says('MAS'))[0]).toMatch(/:\n7 .*\n8 .*\nMAS para ver otras$/)
  expect((await phone.says('Mas'))[0]).toBe(council)
  await phone.stop()
})
