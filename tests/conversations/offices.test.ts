import { expect } from 'vitest'
import { openInbox } from '~/conversations/inbox.server'
import { openVault } from '~/vault/open.server'
import { test, type World } from '../support/firme-test'
import { startTexting, type Texting } from '../support/texting'

const lee = '+16025550161'
const ana = '+16025550102'

async function writesToLee(phone: Texting, options: { from?: string; at?: Date } = {}): Promise<string[]> {
  for (const text of ['CONCEJO', 'Tomás Reyes', '85001', '1', '1']) await phone.says(text, options)
  return phone.says('SI', options)
}

const toLee = (phone: Texting) => phone.simulator.texts.all.filter((text) => text.to === lee && !text.body.startsWith('Firme:'))
const line = (world: World) => world.db.selectFrom('contact_detail').select(['id', 'status', 'status_reason']).where('kind', '=', 'text').where('value', '=', lee).executeTakeFirstOrThrow()
const outreach = (world: World) => world.db.selectFrom('outreach').select(['channel', 'outcome']).execute()

test('an office that texts STOP gets no more texts: organizers see why, and the next message goes as a letter; START brings texts back', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('STOP', { from: lee })
  expect(await line(world)).toMatchObject({ status: 'dead', status_reason: 'opted-out' })
  const stale = await world.db.selectFrom('contact_report').select(['what', 'origin', 'handled_at']).execute()
  expect(stale).toEqual([{ what: 'opted-out', origin: 'text', handled_at: null }])
  expect((await writesToLee(phone))[0]).toContain('por email')
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
  await world.db.updateTable('contact_detail').set({ status: 'fine', status_reason: null }).where('id', '=', id).execute()
  expect((await writesToLee(phone))[0]).toContain('por email')
  expect(toLee(phone)).toEqual([])
  await phone.stop()
})

test('what an office texts us is read by a human, as coming from it, and gets no automatic help', async ({ world }) => {
  const phone = await startTexting(world)
  expect(await phone.says('Who is this? Please send to my email.', { from: lee })).toEqual([])
  const vault = await openVault(world.db, world.keyring)
  expect(await openInbox(world.db, vault, 'waiting', world.at)).toMatchObject([{ reason: 'from-office', office: { en: 'Council Member Lee Okafor' } }])
  await phone.stop()
})

test('a text to an official that the provider refuses has failed; one that cannot take texts is doubted, then dead', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set(lee, { refuse: { status: 400, code: 21614 } })
  await writesToLee(phone)
  expect(await outreach(world)).toEqual([{ channel: 'text', outcome: 'failed' }])
  expect(await line(world)).toMatchObject({ status: 'doubtful', status_reason: 'no-texts' })
  await phone.stop()
})

test('a text that is refused because its phone has opted out with the provider is remembered, of an official and of who is answered', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set(lee, { refuse: { status: 400, code: 21610 } })
  await writesToLee(phone)
  expect(await line(world)).toMatchObject({ status: 'dead', status_reason: 'opted-out' })
  phone.simulator.texts.faults.set(ana, { refuse: { status: 400, code: 21610 } })
  await phone.says('FIRMA', { from: ana })
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
  await phone.stop()
})
