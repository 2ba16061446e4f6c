import { getExpectedTwilioSignature as signatureOf } from 'twilio/lib/webhooks/webhooks.js'
import { expect } from 'vitest'
import { utcDay } from '#db/utc-day'
import { dialDue, recoverDialing } from '~/actions/calls/bridge/dial-due.server'
import { forgetCalls } from '~/actions/calls/bridge/forget-calls.server'
import { resolveUnknownCalls } from '~/actions/calls/bridge/resolve-calls.server'
import { usualCallPrices } from '~/channels/money/prices'
import { openVoice } from '~/channels/voice/voice.server'
import { setPaused } from '~/queue/outbox/switches.server'
import { confirmationCode } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { asks, ends, later } from '../../../support/bridge'
import { test, type World } from '../../../support/firme-test'
import { startTexting, tomasPhone } from '../../../support/texting'

const vance = '+16025550141'

const stateOf = async (world: World, id: string) =>
  world.db.selectFrom('bridge_call').select(['state', 'failure']).where('id', '=', id).executeTakeFirst()

test('Tomás proves his number, is rung, presses 1, is connected, says how it went, goes on with star, and hears that it was everybody', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const voice = openVoice(phone.env, 1_000)!
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'at-once', keys: ['1', '1', '*', '2'] })
  phone.simulator.calls.behaviours.set('+16025550153', { answers: 'busy' })
  const id = await asks(world)
  while ((await phone.sends()) > 0);
  expect(phone.simulator.texts.all.at(-1)?.body).toContain(confirmationCode(world.keyring, id))
  expect(await dialDue(world.as.worker, world.keyring, voice, world.at)).toBe(1)
  await ends(phone)
  await world.work()
  const mine = phone.simulator.calls.all[0]!
  expect(mine.heard.filter((one) => one.who === 'voice').map((one) => one.language)).toEqual(
    mine.heard.filter((one) => one.who === 'voice').map(() => 'es-US'),
  )
  expect(mine.heard[0]?.text).toMatch(/^Hola, le habla END S-COMM: ¡Alto Polimigra! .*Lee Okafor.*No se graba nada/)
  expect(mine.heard.at(-1)?.text).toContain('Eso es todo')
  // The office sees our number, not his.
  expect(phone.simulator.calls.all.slice(1).map((call) => [call.from, call.to])).toEqual([
    ['+16025550100', '+16025550151'],
    ['+16025550100', '+16025550152'],
    ['+16025550100', '+16025550153'],
  ])
  const outreach = await world.db
    .selectFrom('outreach')
    .select(['via', 'outcome', 'language', 'area'])
    .orderBy('outcome')
    .execute()
  expect(outreach).toEqual([
    { via: 'bridge', outcome: 'busy', language: 'es', area: '850' },
    { via: 'bridge', outcome: 'spoke', language: 'es', area: '850' },
    { via: 'bridge', outcome: 'voicemail', language: 'es', area: '850' },
  ])
  expect(await stateOf(world, id)).toEqual({ state: 'ended', failure: null })
  expect(
    (await world.db.selectFrom('spend').select('units').where('way', '=', 'voice').executeTakeFirst())?.units,
  ).toBe(1)
  // Over is over: its webhooks, sent once more, are refused.
  expect(await phone.hook(`/hooks/twilio/voice/hello?b=${id}`, { CallSid: mine.sid, CallStatus: 'in-progress' })).toBe(
    403,
  )
  expect(
    await phone.hook(`/hooks/twilio/voice/ended?b=${id}`, {
      CallSid: mine.sid,
      CallStatus: 'completed',
      CallDuration: '900',
    }),
  ).toBe(403)
  await phone.stop()
})

test('with a wrong code, after five tries, or too late nobody is rung; a code is texted four times a day at most', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const voice = openVoice(phone.env, 1_000)!
  const id = await asks(world, world.at, { code: '000000' })
  const key = await sealingKey(world.db, null)
  for (let attempt = 0; attempt < 5; attempt += 1)
    await world.intake.append(key, 'bridge-code', { bridgeId: id, code: '111111' }, world.at)
  await world.intake.append(key, 'bridge-code', { bridgeId: id, code: confirmationCode(world.keyring, id) }, world.at)
  await world.work()
  expect(await stateOf(world, id)).toEqual({ state: 'unproven', failure: null })
  expect(await dialDue(world.as.worker, world.keyring, voice, world.at)).toBe(0)
  for (let more = 0; more < 5; more += 1) await asks(world, later(world, 3 * (more + 1)), { code: '000000' })
  expect(await world.db.selectFrom('bridge_call').select('id').execute()).toHaveLength(4)
  expect(phone.simulator.calls.all).toEqual([])
  await phone.stop()
})

test('one phone is rung once in half an hour and three times a day, and never while calls are stopped or the day’s money is spent', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const voice = openVoice(phone.env, 1_000)!
  phone.simulator.calls.behaviours.set('*', { answers: 'never' })
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'never' })
  const tries: [number, string | undefined][] = []
  for (const minutes of [0, 10, 40, 80]) {
    const id = await asks(world, later(world, minutes))
    await dialDue(world.as.worker, world.keyring, voice, later(world, minutes))
    tries.push([minutes, (await stateOf(world, id))?.failure ?? undefined])
  }
  expect(tries.map(([minutes, failure]) => [minutes, failure])).toEqual([
    [0, undefined],
    [10, 'too-soon'],
    [40, undefined],
    [80, undefined],
  ])
  const day = later(world, 60 * 23)
  await world.db
    .updateTable('bridge_call')
    .set({ asked_at: later(world, -60 * 48) })
    .execute()
  const fourth = await asks(world, day)
  await dialDue(world.as.worker, world.keyring, voice, day)
  expect((await stateOf(world, fourth))?.failure).toBe('too-many')
  const other = await asks(world, world.at, { phone: '+16025550102' })
  await world.db
    .insertInto('spend')
    .values({ day: utcDay(world.at), way: 'voice', campaign_id: null, units: 1, micros: '25000000' })
    .execute()
  await dialDue(world.as.worker, world.keyring, voice, world.at)
  expect((await stateOf(world, other))?.failure).toBe('no-money')
  await world.db.deleteFrom('spend').execute()
  await setPaused(world.db, 'calls', true, null, world.at)
  const third = await asks(world, world.at, { phone: '+16025550103' })
  await dialDue(world.as.worker, world.keyring, voice, world.at)
  expect((await stateOf(world, third))?.failure).toBe('stopped')
  await phone.stop()
})

test('a call whose dialer was killed is unknown, and is not made again', async ({ world }) => {
  const phone = await startTexting(world)
  const id = await asks(world)
  await world.db
    .updateTable('bridge_call')
    .set({ state: 'dialing', claimed_at: world.at })
    .where('id', '=', id)
    .execute()
  expect(await recoverDialing(world.as.worker, world.at, { all: true })).toBe(1)
  expect(await dialDue(world.as.worker, world.keyring, openVoice(phone.env)!, world.at)).toBe(0)
  expect(await stateOf(world, id)).toEqual({ state: 'unknown', failure: 'dialer-killed' })
  // The provider's list does not have it: it was never made. One that it has has ended there.
  const voice = openVoice(phone.env, 1_000)!
  expect(await resolveUnknownCalls(world.as.worker, world.keyring, voice, later(world, 20))).toBe(1)
  expect(await stateOf(world, id)).toEqual({ state: 'failed', failure: 'never-left' })
  await world.db.updateTable('bridge_call').set({ state: 'unknown' }).where('id', '=', id).execute()
  const listed = {
    listMade: async () => [{ sid: 'CA9', at: world.at, status: 'completed', seconds: 70 }],
    prices: usualCallPrices,
  }
  expect(await resolveUnknownCalls(world.as.worker, world.keyring, listed, later(world, 20))).toBe(1)
  expect(await stateOf(world, id)).toEqual({ state: 'ended', failure: null })
  expect(await world.db.selectFrom('spend').select(['way', 'units']).execute()).toEqual([{ way: 'voice', units: 2 }])
  await phone.stop()
})

test('somebody with an ordinary phone rings us, chooses Spanish, and is connected; their number is kept nowhere', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set('+16025550199', { answers: 'at-once', keys: ['2', '1'] })
  phone.simulator.calls.behaviours.set(vance, { answers: 'at-once', seconds: 30 })
  const call = await phone.simulator.calls.receive('+16025550199')
  await ends(phone)
  await world.work()
  expect(
    call.heard
      .filter((one) => one.who === 'voice')
      .map((one) => one.language)
      .slice(0, 3),
  ).toEqual(['en-US', 'es-US', 'es-US'])
  expect(phone.simulator.calls.all[1]).toMatchObject({ from: '+16025550100', to: vance })
  expect(await world.db.selectFrom('outreach').select(['via', 'outcome', 'language']).execute()).toEqual([
    { via: 'call-in', outcome: 'spoke', language: 'es' },
  ])
  expect(await world.db.selectFrom('conversation').select('id').execute()).toEqual([])
  const forged = { AccountSid: phone.env.twilio!.accountSid, CallSid: 'CA1', CallStatus: 'ringing' }
  expect(
    (
      await phone.hooks(
        {
          target: '/hooks/twilio/voice',
          fields: forged,
          signature: signatureOf('wrong', `${phone.publicUrl}/hooks/twilio/voice`, forged),
        },
        world.at,
      )
    )?.status,
  ).toBe(403)
  const voice = openVoice(phone.env, 1_000)!
  // While calls are turned off the provider cannot be asked, so nothing counts as deleted there.
  expect(await forgetCalls(world.as.worker, null, 7, later(world, 60 * 24 * 8))).toBe(0)
  expect(await forgetCalls(world.as.worker, voice, 7, later(world, 60 * 24 * 8))).toBe(1)
  expect(phone.simulator.calls.all.some((one) => one.sid === call.sid)).toBe(false)
  await phone.stop()
})
