import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { dialDue } from '~/actions/calls/bridge/dial-due.server'
import { setLimit } from '~/channels/money/limits.server'
import { openVoice } from '~/channels/voice/voice.server'
import type { readNeeds } from '~/office/today/needs.server'
import { confirmationCode } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { test, tomas, type World } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { until } from '../../support/running-site'
import { startTexting, tomasPhone } from '../../support/texting'

const tomorrow = (world: World) => new Date(world.at.getTime() + 24 * 60 * 60_000)
const campaignOf = (world: World) => world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()

test('a campaign whose money for texts is spent texts nobody until tomorrow, except that STOP and HELP are answered; it is said at 80 % and at the stop', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const network = await groupOf(world, 'network')
  const { token } = await organizer(world, 'owner', network)
  const messages = officeRoute('office.spending')
  const { id } = await campaignOf(world)
  const set = (dollars: string, campaign = id) =>
    call(world, messages.action!, { token, fields: { intent: 'limit', way: 'sms', campaign, dollars } })
  expect((await set('a lot')).status).toBe(422)
  expect((await set('0.06')).status).toBe(303)
  // Each of these answers costs one or two segments of 1.13 cents.
  expect(await phone.says('FIRMA')).toHaveLength(1)
  expect(await phone.says('Tomás Reyes')).toHaveLength(1)
  expect(await world.db.selectFrom('spend').select(['way', 'campaign_id']).execute()).toEqual([
    { way: 'sms', campaign_id: id },
  ])
  const standing = async () =>
    (
      (await call(world, messages.loader!, { token })).body as {
        money: { campaignId: string | null; way: string; standing: string }[]
      }
    ).money.find((one) => one.campaignId === id && one.way === 'sms')?.standing
  await world.db.updateTable('spend').set({ micros: '48500' }).execute()
  expect(await standing()).toBe('near')
  // Not even one more segment.
  await world.db.updateTable('spend').set({ micros: '49000' }).execute()
  expect(await standing()).toBe('spent')
  const needs = (
    (await call(world, officeRoute('office._index').loader!, { token })).body as {
      needs: Awaited<ReturnType<typeof readNeeds>>
    }
  ).needs
  expect([needs.moneySpent, needs.moneyNear]).toEqual([1, 0])
  expect(await phone.says('85001')).toEqual([])
  expect(await phone.says('AYUDA')).toHaveLength(1)
  // A phone of another campaign, or of none, goes on; so does this one tomorrow.
  expect(await phone.sends(tomorrow(world))).toBe(1)
  expect(
    (await world.db.selectFrom('audit').select('subject').where('act', '=', 'changed-limit').execute()).map(
      (line) => line.subject,
    ),
  ).toEqual([`sms ${id} 0.06`])
  const viewer = await organizer(world, 'viewer', network)
  expect(
    (
      await call(world, messages.action!, {
        token: viewer.token,
        fields: { intent: 'limit', way: 'sms', campaign: id, dollars: '900' },
      })
    ).status,
  ).toBe(403)
  await phone.stop()
})

test('the limit of all together stops every campaign’s texts and the answer to HELP, but no opt-out', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await setLimit(world.db, 'sms', null, 0, world.at)
  await world.signs(tomas)
  await world.work()
  expect(await phone.sends()).toBe(0)
  expect(await phone.says('AYUDA', { from: '+16025550178' })).toEqual([])
  expect(await phone.says('ALTO', { from: '+16025550177' })).toHaveLength(1)
  await setLimit(world.db, 'sms', null, null, world.at)
  expect(await phone.sends()).toBe(2)
  await phone.stop()
})

test('forty texts that are due at once spend what the day allows and not a segment more; the others leave once it allows more', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const many = 40
  for (let index = 0; index < many; index += 1)
    await world.signs({ ...tomas, given_name: `Tomás ${index}`, phone: `602 555 01${String(index + 10)}` })
  await world.work()
  const spent = async () => {
    const rows = await world.db.selectFrom('spend').select(['units', 'micros']).execute()
    return { units: rows[0]?.units ?? 0, micros: Number(rows[0]?.micros ?? 0) }
  }
  const sent = () => phone.simulator.texts.all.length
  // Ten segments and a half.
  const limit = 10.5 * phone.sms.segmentMicros
  await setLimit(world.db, 'sms', null, limit / 1_000_000, world.at)
  await Promise.all([phone.sends(), phone.sends()])
  while ((await phone.sends()) > 0);
  const first = await spent()
  expect(first.units).toBeGreaterThanOrEqual(8)
  expect(first.units).toBeLessThanOrEqual(10)
  expect(first.micros).toBeLessThanOrEqual(limit)
  expect(first.micros).toBe(first.units * phone.sms.segmentMicros)
  const before = sent()
  expect(before).toBeLessThanOrEqual(10)
  expect(await phone.sends(new Date(world.at.getTime() + 3_600_000))).toBe(0)
  await setLimit(world.db, 'sms', null, null, world.at)
  while ((await phone.sends(new Date(world.at.getTime() + 3_600_000))) > 0);
  expect(sent()).toBe(many)
  await phone.stop()
})

test('what a refused text would have cost is given back', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set(tomasPhone, { refuse: { status: 400, code: 21211 } })
  await world.signs(tomas)
  await world.work()
  await phone.sends()
  expect(await world.db.selectFrom('message').select('state').execute()).toEqual([{ state: 'failed' }])
  expect(await world.db.selectFrom('spend').select(['units', 'micros']).execute()).toEqual([{ units: 0, micros: '0' }])
  await phone.stop()
})

test('one phone is helped three times an hour however often it asks, and STOP and START in turns are confirmed no more often', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const answers = async (words: string[], minutes: number) =>
    (
      await Promise.all(words.map((word) => phone.says(word, { at: new Date(world.at.getTime() + minutes * 60_000) })))
    ).flat()
  const ask = async (word: string, times: number, minutes = 0) => {
    let count = 0
    for (let asked = 0; asked < times; asked += 1) count += (await answers([word], minutes)).length
    return count
  }
  expect(await ask('HELP', 10)).toBe(3)
  expect(await ask('INFO', 2)).toBe(0)
  expect(await ask('AYUDA', 5, 61)).toBe(3)
  let confirmed = 0
  for (let turn = 0; turn < 6; turn += 1) {
    confirmed += await ask('STOP', 1)
    await ask('START', 1)
  }
  expect(confirmed).toBe(3)
  await phone.stop()
})

test('calls stop at the limit of their campaign, and a call to us is booked to the campaign it serves; one phone is connected once in half an hour', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { id: campaignId } = await campaignOf(world)
  const ends = () =>
    until(
      async () =>
        phone.simulator.calls.all
          .filter((one) => one.parentSid === null)
          .every((one) => !['queued', 'ringing', 'in-progress'].includes(one.status)),
      5_000,
    )
  phone.simulator.calls.behaviours.set('+16025550199', { answers: 'at-once', keys: ['2', '1'] })
  phone.simulator.calls.behaviours.set('+16025550141', { answers: 'at-once', seconds: 30 })
  await phone.simulator.calls.receive('+16025550199')
  await ends()
  // The word that it has ended travels by itself, and may arrive a moment after the end.
  const spent = async () => (
    await world.work(), world.db.selectFrom('spend').select(['way', 'campaign_id', 'units']).execute()
  )
  await until(async () => (await spent()).length > 0, 5_000)
  expect(await spent()).toEqual([{ way: 'voice', campaign_id: campaignId, units: 1 }])
  const again = await phone.simulator.calls.receive('+16025550199')
  await ends()
  expect(
    again.heard
      .filter((one) => one.who === 'voice')
      .map((one) => one.text)
      .join(),
  ).toMatch(/hace poco.*a short while ago/)
  await setLimit(world.db, 'voice', campaignId, 0.01, world.at)
  const stopped = await phone.simulator.calls.receive('+16025550188')
  await ends()
  expect(stopped.heard.map((one) => one.text).join()).toContain('cannot connect calls right now')
  const action = await world.db
    .selectFrom('advocacy_campaign')
    .selectAll()
    .where('kind', '=', 'call')
    .executeTakeFirstOrThrow()
  const post = await world.db
    .selectFrom('advocacy_target')
    .select('post_id')
    .where('advocacy_campaign_id', '=', action.id)
    .executeTakeFirstOrThrow()
  const bridgeId = randomUUID()
  const key = await sealingKey(world.db, null)
  await world.intake.append(
    key,
    'bridge-request',
    {
      bridgeId,
      actionId: action.id,
      phone: tomasPhone,
      language: 'es',
      postIds: [post.post_id],
      area: '850',
      source: 'web',
      scriptUrl: '',
      by: 'text',
    },
    world.at,
  )
  await world.intake.append(key, 'bridge-code', { bridgeId, code: confirmationCode(world.keyring, bridgeId) }, world.at)
  await world.work()
  await dialDue(world.as.worker, world.keyring, openVoice(phone.env, 1_000)!, world.at)
  expect(await world.db.selectFrom('bridge_call').select(['state', 'failure']).executeTakeFirst()).toEqual({
    state: 'refused',
    failure: 'no-money',
  })
  await phone.stop()
})
