import { expect } from 'vitest'
import { stopToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, test, tomas, type World } from '../support/firme-test'
import { arrives, toSheriff } from '../support/letters'
import { openPage, presses } from '../support/own-page'
import { startTexting, tomasPhone } from '../support/texting'

const after = (world: World, minutes: number) => new Date(world.at.getTime() + minutes * 60_000)

/** Rosa has signed, confirmed, and pressed “stop all messages”. @returns the token that stops, of her first mail */
async function stopped(world: World): Promise<string> {
  await world.signs(rosa)
  await world.work()
  const message = await world.db.selectFrom('message').select(['id', 'signature_id']).executeTakeFirstOrThrow()
  await world.confirms(message.signature_id!)
  const token = stopToken(world.keyring, message.id)
  await pressesStop(world, token)
  await world.db.updateTable('message').set({ state: 'sent', sent_at: world.at }).execute()
  return token
}

/** Presses a button behind the link that stops messages. */
async function pressesStop(world: World, token: string, at = world.at): Promise<void> {
  await world.intake.append(await sealingKey(world.db, null), 'stop', { token, wanted: 'stop' }, at)
  await world.work(at)
}

async function asksOwnPage(world: World, channel: 'mail' | 'sms', contact: string, at = world.at): Promise<void> {
  await world.intake.append(
    await sealingKey(world.db, null),
    'own-page-request',
    { channel, contact, language: 'es' },
    at,
  )
  await world.work(at)
}

const leaving = async (world: World, at = world.at) =>
  (await claimMessages(world.db, 'mail', 100, at)).map((message) => message.template).sort()

test('whoever has stopped all messages still gets what they ask for now by mail: their own page, their data, and the mail to confirm what they sign or write', async ({
  world,
}) => {
  await stopped(world)
  await asksOwnPage(world, 'mail', rosa.email)
  await presses(world, await openPage(world), { intent: 'send_everything' })
  await world.signs(rosa, { slug: 'no-287g' })
  await arrives(world, toSheriff)
  await world.work()
  expect(await leaving(world)).toEqual(['confirm-letter', 'confirm-signature', 'everything-we-hold', 'own-page-link'])
})

test('nothing else goes to them: no thanks, no reminder, no “you have signed already”, no answer of an official', async ({
  world,
}) => {
  await stopped(world)
  await world.signs(rosa)
  await world.signs(rosa, { slug: 'no-287g' })
  await world.work()
  const { signature_id } = await world.db
    .selectFrom('message')
    .select('signature_id')
    .where('state', '=', 'queued')
    .where('template', '=', 'confirm-signature')
    .executeTakeFirstOrThrow()
  await world.confirms(signature_id!)
  expect(await world.total('no-287g')).toBe(1)
  expect(await leaving(world)).toEqual([])
  const kept = await world.db
    .selectFrom('message')
    .select(['template', 'failure'])
    .where('state', '=', 'suppressed')
    .orderBy('template')
    .execute()
  expect(kept).toEqual([
    { template: 'already-signed', failure: 'opted-out' },
    { template: 'confirm-signature', failure: 'no-longer-needed' },
    { template: 'thank-you', failure: 'opted-out' },
  ])
})

test('pressing stop once more stops what was asked for in between', async ({ world }) => {
  const token = await stopped(world)
  await asksOwnPage(world, 'mail', rosa.email)
  await pressesStop(world, token, after(world, 1))
  expect(await leaving(world, after(world, 2))).toEqual([])
  await asksOwnPage(world, 'mail', rosa.email, after(world, 61))
  expect(await leaving(world, after(world, 62))).toEqual(['own-page-link'])
})

test('strangers cannot use it to write to somebody who has stopped: the budgets are those of an unknown contact', async ({
  world,
}) => {
  await stopped(world)
  for (let asked = 0; asked < 60; asked += 1) await asksOwnPage(world, 'mail', rosa.email, after(world, asked * 20))
  expect(
    await world.db.selectFrom('message').select('id').where('template', '=', 'own-page-link').execute(),
  ).toHaveLength(3)
})

test('a phone that has stopped gets no text before it says START; then the code that it asked for comes', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('STOP')
  await world.signs(tomas)
  await world.work()
  await asksOwnPage(world, 'sms', tomasPhone)
  await phone.sends()
  expect(phone.simulator.texts.all.filter((text) => text.to === tomasPhone)).toHaveLength(1)
  const answers = await phone.says('START', { at: after(world, 5) })
  expect(answers).toHaveLength(2)
  expect(answers.some((text) => /\d{6}/.test(text))).toBe(true)
  await phone.stop()
})

test('strangers who try codes on the page use up its tries, not those of the phone itself', async ({ world }) => {
  const phone = await startTexting(world)
  await world.signs(tomas)
  await world.work()
  await phone.sends()
  const code = /\d{6}/.exec(phone.simulator.texts.all[0]!.body)![0]
  const petition = await world.db
    .selectFrom('petition')
    .select(['id', 'campaign_id'])
    .where('slug', '=', 'alto-polimigra')
    .executeTakeFirstOrThrow()
  const wrong = code === '000000' ? '000001' : '000000'
  for (let tried = 0; tried < 6; tried += 1)
    await world.intake.append(
      await sealingKey(world.db, petition.campaign_id),
      'code',
      { petitionId: petition.id, phone: tomasPhone, code: wrong },
      world.at,
    )
  await world.intake.append(
    await sealingKey(world.db, petition.campaign_id),
    'code',
    { petitionId: petition.id, phone: tomasPhone, code },
    world.at,
  )
  await world.work()
  expect(await world.total()).toBe(0)
  await phone.says(wrong)
  await phone.says(code)
  expect(await world.total()).toBe(1)
  await phone.stop()
})
