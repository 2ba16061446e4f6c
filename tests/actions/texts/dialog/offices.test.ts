import { expect } from 'vitest'
import type { OpenedThread } from '~/office/texts/thread.server'
import type { Thread } from '~/office/texts/threads.server'
import { openText, openVault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { test, type World } from '../../../support/firme-test'
import { clock } from '../../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { startTexting, type Texting, tomasPhone } from '../../../support/texting'

const lee = '+16025550161'
const ana = '+16025550102'

async function writesToLee(phone: Texting, options: { from?: string; at?: Date } = {}): Promise<string[]> {
  for (const text of ['CONCEJO', 'Tomás Reyes', '85001', '1', '1']) await phone.says(text, options)
  return phone.says('SI', options)
}

const toLee = (phone: Texting) =>
  phone.simulator.texts.all.filter((text) => text.to === lee && !text.body.startsWith('Firme:'))
const line = (world: World) =>
  world.db
    .selectFrom('contact_detail')
    .select(['id', 'status', 'status_reason'])
    .where('kind', '=', 'text')
    .where('value', '=', lee)
    .executeTakeFirstOrThrow()
const outreach = (world: World) => world.db.selectFrom('outreach').select(['channel', 'outcome']).execute()

test('an office that texts STOP gets no more texts: organizers see why, and the next message goes as a letter; START brings texts back', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('STOP', { from: lee })
  expect(await line(world)).toMatchObject({ status: 'dead', status_reason: 'opted-out' })
  const stale = await world.db.selectFrom('contact_report').select(['what', 'origin', 'handled_at']).execute()
  expect(stale).toEqual([{ what: 'opted-out', origin: 'text', handled_at: null }])
  expect((await writesToLee(phone))[0]).toContain('por correo')
  expect(toLee(phone)).toEqual([])
  await phone.says('START', { from: lee })
  expect(await line(world)).toMatchObject({ status: 'fine', status_reason: null })
  expect((await writesToLee(phone, { from: ana }))[0]).toContain('por mensaje de texto')
  expect(toLee(phone)).toHaveLength(1)
  await phone.stop()
})

test('a STOP of an office holds even when somebody says by hand that its number is fine', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('alto', { from: lee })
  const { id } = await line(world)
  await world.db
    .updateTable('contact_detail')
    .set({ status: 'fine', status_reason: null })
    .where('id', '=', id)
    .execute()
  expect((await writesToLee(phone))[0]).toContain('por correo')
  expect(toLee(phone)).toEqual([])
  await phone.stop()
})

test('what an office texts us is read by a human, as coming from it, and gets no automatic help', async ({ world }) => {
  const phone = await startTexting(world)
  expect(await phone.says('Who is this? Please send to my email.', { from: lee })).toEqual([])
  expect(await phone.says('Yes', { from: lee, at: new Date(world.at.getTime() + 1_000) })).toEqual([])
  const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const inbox = (await call(world, officeRoute('office.inbox').loader!, { token })).body as { threads: Thread[] }
  expect(inbox.threads).toMatchObject([
    { reason: 'from-office', office: { en: 'Council Member Lee Okafor' }, words: 'Yes', waiting: 2 },
  ])
  // The first that it hears of us today says who writes, and how to stop it.
  const params = { thread: inbox.threads[0]!.id }
  const route = officeRoute('office.inbox_.$thread')
  const { thread } = (await call(world, route.loader!, { token, params })).body as { thread: OpenedThread }
  const answers = (reply: string) =>
    call(world, route.action!, {
      token,
      params,
      fields: { intent: 'answer', reply, seen: thread.newest!, seed: reply },
    })
  expect((await answers('a'.repeat(450))).body).toMatchObject({ problem: 'long' })
  expect((await answers('A letter follows.')).location).toContain('did=answered')
  await phone.sends()
  expect(phone.simulator.texts.all.at(-1)).toMatchObject({ to: lee, body: 'Firme: A letter follows. STOP to stop.' })
  await phone.stop()
})

test('a text to an official that the provider refuses has failed; one that cannot take texts is doubted, then dead', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set(lee, { refuse: { status: 400, code: 21614 } })
  await writesToLee(phone)
  expect(await outreach(world)).toEqual([{ channel: 'text', outcome: 'failed' }])
  expect(await line(world)).toMatchObject({ status: 'doubtful', status_reason: 'no-texts' })
  await phone.stop()
})

test('a text that is refused because its phone has opted out with the provider is remembered, of an official and of who is answered', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set(lee, { refuse: { status: 400, code: 21610 } })
  await writesToLee(phone)
  expect(await line(world)).toMatchObject({ status: 'dead', status_reason: 'opted-out' })
  phone.simulator.texts.faults.set(ana, { refuse: { status: 400, code: 21610 } })
  await phone.says('FIRMA', { from: ana })
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
  await phone.stop()
})

test('a text to an office leaves in its hours, says who carries it, and its writer is told when it leaves', async ({
  world,
}) => {
  const phone = await startTexting(world)
  // 11:30 UTC is 4:30 a.m. in Phoenix, on a Wednesday.
  const night = new Date('2026-11-25T11:30:00Z')
  expect((await writesToLee(phone, { at: night }))[0]).toMatch(
    /^Firme lleva su mensaje a Lee Okafor .*por mensaje de texto\. Sale hoy a las 7:00 a\.m\. ¡/,
  )
  expect(toLee(phone)).toEqual([])
  expect(await phone.sends(new Date('2026-11-25T13:59:00Z'))).toBe(0)
  expect(await phone.sends(new Date('2026-11-25T14:00:00Z'))).toBe(1)
  expect(toLee(phone)[0]!.body).toMatch(
    /\nTomás Reyes, 85001\nVia Firme \(End S-Comm: ¡Alto Polimigra!\)\. STOP to end\.$/,
  )
  await phone.stop()
})

test('a text that could not leave in its office’s hours waits for the next ones: after Thanksgiving and a free Friday comes Monday', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await writesToLee(phone, { at: new Date('2026-11-25T11:30:00Z') })
  const evening = new Date('2026-11-26T02:00:00Z')
  expect(await phone.sends(evening)).toBe(0)
  const waiting = await world.db
    .selectFrom('message')
    .select('due_at')
    .where('template', '=', 'text-to-official')
    .executeTakeFirstOrThrow()
  expect(waiting.due_at).toEqual(new Date('2026-11-30T14:00:00Z'))
  await phone.stop()
})

test('a letter for somebody who texts has the action’s subject, says when it leaves, and says in English that their own words are Spanish', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('STOP', { from: lee })
  const saturday = new Date('2026-11-28T18:00:00Z')
  for (const text of ['CONCEJO', 'Tomás Reyes', '85001', '1', 'Vivo aquí y pido que voten que no.'])
    await phone.says(text, { at: saturday })
  expect((await phone.says('SI', { at: saturday }))[0]).toMatch(
    /^Firme lleva su mensaje a Lee Okafor .*por correo\. Sale el lunes a las 7:00 a\.m\. ¡/,
  )
  const letter = await world.db.selectFrom('letter').select(['id', 'sealed']).executeTakeFirstOrThrow()
  const { campaign_id } = await world.db
    .selectFrom('advocacy_campaign')
    .select('campaign_id')
    .where('kind', '=', 'text')
    .executeTakeFirstOrThrow()
  const words = JSON.parse(
    openText(
      (await openVault(world.db, world.keyring)).byCampaign.get(campaign_id)!,
      sealedAs('letter', letter.id),
      letter.sealed!,
    ),
  ) as { subject: string; body: string }
  expect(words).toMatchObject({
    subject: 'Keep Ocotillo police out of immigration arrests',
    body: 'In my own words, in Spanish:\n\nVivo aquí y pido que voten que no.',
  })
  // The same once more, now that texts would go: theirs was carried.
  await phone.says('START', { from: lee, at: saturday })
  expect((await writesToLee(phone, { at: saturday }))[0]).toContain('Este no sale')
  await phone.stop()
})

test('whoever wrote by text hears by text, and by day, that no address takes their letter; then they can write again', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const hears = () => phone.simulator.texts.all.filter((text) => text.to === tomasPhone).map((text) => text.body)
  await phone.says('STOP', { from: lee })
  await writesToLee(phone)
  const addresses = (status: 'dead' | 'fine') =>
    world.db.updateTable('contact_detail').set({ status }).where('kind', '=', 'email').execute()
  await addresses('dead')
  // 10 p.m. in Phoenix.
  const night = new Date('2026-11-25T05:00:00Z')
  await clock(world, night)
  const before = hears().length
  while ((await phone.sends(night)) > 0);
  expect(hears()).toHaveLength(before)
  const morning = new Date('2026-11-25T17:00:00Z')
  while ((await phone.sends(morning)) > 0);
  expect(hears().slice(before)).toEqual([
    expect.stringMatching(
      /^Firme: su mensaje no pudo llegar a la oficina\. Llame: .*\/es\/texts\/\S+ ALTO para cancelar\.$/,
    ),
  ])
  await addresses('fine')
  expect((await writesToLee(phone, { at: morning }))[0]).toContain('por correo')
  await phone.stop()
})

test('two people write to an official from one phone; a third is told the truth', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('STOP', { from: lee })
  const writesAs = async (name: string) => {
    for (const text of ['CONCEJO', name, '85001', '1', '1']) await phone.says(text)
    return (await phone.says('SI'))[0]
  }
  for (const name of ['Tomás Reyes', 'Ana Reyes']) expect(await writesAs(name)).toContain('por correo')
  expect(await writesAs('Beto Reyes')).toMatch(/Ya escribieron dos personas a Lee Okafor/)
  await phone.stop()
})
