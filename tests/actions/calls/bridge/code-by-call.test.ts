import { getExpectedTwilioSignature as signatureOf } from 'twilio/lib/webhooks/webhooks.js'
import { expect } from 'vitest'
import { dialDue, recoverDialing } from '~/actions/calls/bridge/dial-due.server'
import { resolveUnknownCalls } from '~/actions/calls/bridge/resolve-calls.server'
import { ringCodes, speakCodes } from '~/actions/calls/bridge/ring-codes.server'
import { setLimit } from '~/channels/money/limits.server'
import { usualCallPrices } from '~/channels/money/prices'
import { openVoice } from '~/channels/voice/voice.server'
import { readEnv } from '~/env.server'
import { readMessages } from '~/office/texts/messages-figures.server'
import type { readNeeds } from '~/office/today/needs.server'
import { setPaused } from '~/queue/outbox/switches.server'
import { confirmationCode } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { openDrain } from '~/worker/drain-intake.server'
import { asking, ends, later, types, wants } from '../../../support/bridge'
import { actionOf, toSheriff } from '../../../support/calls'
import { test, tomas, type World } from '../../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../../support/office'
import { until } from '../../../support/running-site'
import { startTexting, type Texting, tomasPhone } from '../../../support/texting'

const voiceOf = (phone: Texting) => openVoice(phone.env, 1_000)!
const codeCall = (world: World, id: string) =>
  world.db.selectFrom('code_call').select(['state', 'failure']).where('bridge_call_id', '=', id).executeTakeFirst()
const rings = (world: World, phone: Texting, at = world.at) =>
  ringCodes(world.as.worker, world.keyring, voiceOf(phone), at)
const heardBy = (phone: Texting) => phone.simulator.calls.all.at(-1)!.heard.filter((one) => one.who === 'voice')

/** Rings, and says what somebody pressed a key for, until the call is over. */
async function ringsAndSpeaks(world: World, phone: Texting): Promise<void> {
  expect(await rings(world, phone)).toBe(1)
  await until(async () => {
    await world.work()
    await speakCodes(world.as.worker, world.keyring, voiceOf(phone), world.at)
    return phone.simulator.calls.all.every((call) => call.status === 'completed')
  }, 10_000)
  await world.work()
}

test('who has only a landline is rung, presses 1, hears the code twice, digit by digit, and proves the number with it; the code stands in no address and in no text', async ({
  world,
}) => {
  const phone = await startTexting(world, { pace: 0.05 })
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'at-once', keys: ['1'] })
  const id = await wants(world, world.at, { by: 'call' })
  const code = confirmationCode(world.keyring, id)
  await ringsAndSpeaks(world, phone)
  const heard = heardBy(phone)
  expect(heard[0]!.text).toMatch(
    /^Hola, le habla END S-COMM: ¡Alto Polimigra! .*oprima 1 para oír su clave.*oprima 9|u oprima 9/,
  )
  expect(
    heard
      .map((one) => one.text)
      .filter((text) => /^\d$/.test(text))
      .join(''),
  ).toBe(code + code)
  expect(new Set(heard.map((one) => one.language))).toEqual(new Set(['es-US']))
  expect(heard.at(-1)!.text).toContain('le llamamos de nuevo')
  expect([...new Set(phone.knocks)]).toEqual([
    `/hooks/twilio/voice/ended?b=${id}&for=code`,
    `/hooks/twilio/voice/code?b=${id}`,
  ])
  expect(await phone.sends()).toBe(0)
  expect(phone.simulator.texts.all).toEqual([])
  expect(await codeCall(world, id)).toEqual({ state: 'ended', failure: null })
  expect(await world.db.selectFrom('spend').select(['way', 'units', 'micros']).execute()).toEqual([
    { way: 'voice', units: 1, micros: '14000' },
  ])
  // The end, told once more, is nobody's.
  expect(
    await phone.hook(`/hooks/twilio/voice/ended?b=${id}&for=code`, {
      CallSid: phone.simulator.calls.all[0]!.sid,
      CallStatus: 'completed',
      CallDuration: '900',
    }),
  ).toBe(403)
  await types(world, id, code)
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'never' })
  expect(await dialDue(world.as.worker, world.keyring, voiceOf(phone), world.at)).toBe(1)
  await ends(phone)
  await phone.stop()
})

test('an answering machine presses no key, and hears no code; nor does whoever hangs up', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'machine' })
  const id = await wants(world, world.at, { by: 'call' })
  await ringsAndSpeaks(world, phone)
  expect(
    heardBy(phone)
      .map((one) => one.text)
      .filter((text) => /\d{1,6}\.?$/.test(text)),
  ).toEqual([])
  expect(heardBy(phone).at(-1)!.text).toContain('No se oprimió ninguna tecla')
  expect(await codeCall(world, id)).toEqual({ state: 'ended', failure: null })
  await phone.stop()
})

test('whoever presses 9 is never rung nor texted again, however often it is told', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'at-once', keys: ['9'] })
  await wants(world, world.at, { by: 'call' })
  await ringsAndSpeaks(world, phone)
  expect(heardBy(phone).at(-1)!.text).toContain('No volvemos a llamar')
  const next = await wants(world, later(world, 20), { by: 'call' })
  expect(await rings(world, phone, later(world, 20))).toBe(1)
  expect(await codeCall(world, next)).toEqual({ state: 'refused', failure: 'opted-out' })
  await wants(world, later(world, 40), { by: 'text' })
  await phone.sends(later(world, 40))
  expect(phone.simulator.texts.all).toEqual([])
  expect(phone.simulator.calls.all).toHaveLength(1)
  await phone.stop()
})

test('a phone of which nobody knows where it is is rung with a code only while it is day from coast to coast, one that is known in its own day; a text comes at any hour', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set('*', { answers: 'never' })
  await world.signs(tomas)
  await world.work()
  const stranger = '+16025550102'
  const whatBecame = async (at: string, who: string) => {
    await world.db.deleteFrom('bridge_call').execute()
    const id = await wants(world, new Date(at), { by: 'call', phone: who })
    await rings(world, phone, new Date(at))
    return (await codeCall(world, id))?.failure
  }
  // 8:30 in California and 9:30 in Arizona; then 18:30 in Arizona and 20:30 in New York; then 20:30 and 8:59 in Arizona.
  expect([
    await whatBecame('2026-11-25T16:30:00Z', stranger),
    await whatBecame('2026-11-25T16:30:00Z', tomasPhone),
  ]).toEqual(['night', null])
  expect([
    await whatBecame('2026-11-26T01:30:00Z', stranger),
    await whatBecame('2026-11-26T01:30:00Z', tomasPhone),
  ]).toEqual(['night', null])
  expect([
    await whatBecame('2026-11-26T03:30:00Z', tomasPhone),
    await whatBecame('2026-11-26T15:59:00Z', tomasPhone),
  ]).toEqual(['night', 'night'])
  expect([
    await whatBecame('2026-11-26T17:00:00Z', stranger),
    await whatBecame('2026-11-27T00:59:00Z', stranger),
  ]).toEqual([null, null])
  const before = phone.simulator.texts.all.length
  await wants(world, new Date('2026-11-27T07:00:00Z'), { by: 'text', phone: stranger })
  await phone.sends(new Date('2026-11-27T07:00:00Z'))
  expect(phone.simulator.texts.all.slice(before).filter((text) => text.to === stranger)).toHaveLength(1)
  await phone.stop()
})

test('between two codes to one phone two minutes pass, however they are asked for, and by however many at once', async ({
  world,
}) => {
  const told = async () =>
    (await world.db.selectFrom('bridge_call').select('way').orderBy('asked_at').execute()).map(({ way }) => way)
  await wants(world, world.at, { by: 'text' })
  await wants(world, later(world, 1), { by: 'call' })
  await wants(world, later(world, 1.9), { by: 'text' })
  expect(await told()).toEqual(['sms'])
  await wants(world, later(world, 1.9), { by: 'text', phone: '+16025550102' })
  await wants(world, later(world, 2.1), { by: 'call' })
  expect(await told()).toEqual(['sms', 'sms', 'call'])
  // Two drains at the same moment, after a burst.
  await world.db.deleteFrom('bridge_call').execute()
  const burst = Array.from({ length: 12 }, () => asking(world, later(world, 10)))
  await Promise.all(burst)
  const drains = [openDrain(world.db, world.keyring), openDrain(world.db, world.keyring)]
  for (let turn = 0; turn < 8; turn += 1) await Promise.all(drains.map((drain) => drain(later(world, 10), 1)))
  expect(await told()).toEqual(['sms'])
})

test('a phone is told four codes a day, texted and said together; the claim itself counts them', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'never' })
  for (const [index, by] of (['text', 'call', 'text', 'call'] as const).entries())
    await wants(world, later(world, -60 + 5 * index), { by })
  expect(await codeCall(world, await wants(world, world.at, { by: 'call' }))).toBeUndefined()
  // Four that two workers recorded at the same moment as a fifth.
  await world.db
    .updateTable('bridge_call')
    .set({ asked_at: later(world, -60 * 25) })
    .execute()
  const fifth = await wants(world, world.at, { by: 'call' })
  await world.db
    .updateTable('bridge_call')
    .set({ asked_at: later(world, -1) })
    .where('id', '<>', fifth)
    .execute()
  await world.db.updateTable('code_call').set({ state: 'ended' }).where('bridge_call_id', '<>', fifth).execute()
  await rings(world, phone)
  expect(await codeCall(world, fifth)).toEqual({ state: 'refused', failure: 'code-too-many' })
  expect(phone.simulator.calls.all).toEqual([])
  await phone.stop()
})

test('no code is said while calls are stopped, the day’s money is spent, or another rings there already', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(tomasPhone, { answers: 'never' })
  const [one, two] = [
    await wants(world, later(world, -5), { by: 'call' }),
    await wants(world, world.at, { by: 'call' }),
  ]
  // Two that two workers recorded at the same moment.
  await world.db.updateTable('bridge_call').set({ asked_at: world.at }).execute()
  await rings(world, phone)
  expect([(await codeCall(world, one))?.failure, (await codeCall(world, two))?.failure].filter(Boolean)).toEqual([
    'code-too-soon',
  ])
  const other = { by: 'call', phone: '+16025550102' } as const
  await setPaused(world.db, 'calls', true, null, world.at)
  const stopped = await wants(world, later(world, -6), other)
  await rings(world, phone)
  await setPaused(world.db, 'calls', false, null, world.at)
  await setLimit(world.db, 'voice', null, 0, world.at)
  const spent = await wants(world, later(world, -3), other)
  await rings(world, phone)
  await setLimit(world.db, 'voice', null, null, world.at)
  const late = await wants(world, world.at, other)
  await rings(world, phone, later(world, 11))
  expect([
    (await codeCall(world, stopped))?.failure,
    (await codeCall(world, spent))?.failure,
    (await codeCall(world, late))?.failure,
  ]).toEqual(['stopped', 'no-money', 'too-late'])
  await phone.stop()
})

test('a code call whose dialer or speaker was killed is unknown: nobody is rung again, and no code is said twice', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const id = await wants(world, world.at, { by: 'call' })
  await world.db.updateTable('code_call').set({ state: 'dialing', claimed_at: world.at }).execute()
  expect(await recoverDialing(world.as.worker, world.at, { all: true })).toBe(1)
  expect(await rings(world, phone)).toBe(0)
  expect(await codeCall(world, id)).toEqual({ state: 'unknown', failure: 'dialer-killed' })
  // It rang all the same, and a key was pressed: then it goes on.
  const sid = `CA${'1'.repeat(32)}`
  const pressed = () => phone.hook(`/hooks/twilio/voice/code?b=${id}`, { CallSid: sid, Digits: '1' })
  expect(await pressed()).toBe(200)
  await world.work()
  expect(await codeCall(world, id)).toMatchObject({ state: 'asked' })
  await world.db.updateTable('code_call').set({ state: 'speaking' }).execute()
  await recoverDialing(world.as.worker, world.at, { all: true })
  await pressed()
  await world.work()
  expect(await speakCodes(world.as.worker, world.keyring, voiceOf(phone), world.at)).toBe(0)
  // What the provider's list does not have was never made; what it has is booked once.
  const listed = {
    listMade: async () => [{ sid, at: world.at, status: 'completed', seconds: 70 }],
    prices: usualCallPrices,
  }
  await world.db.updateTable('code_call').set({ provider_id: null }).execute()
  expect(await resolveUnknownCalls(world.as.worker, world.keyring, listed, later(world, 20))).toBe(1)
  expect(await resolveUnknownCalls(world.as.worker, world.keyring, listed, later(world, 20))).toBe(0)
  expect(await codeCall(world, id)).toMatchObject({ state: 'ended' })
  expect(await world.db.selectFrom('spend').select(['units', 'micros']).execute()).toEqual([
    { units: 2, micros: '28000' },
  ])
  await phone.stop()
})

test('a forged key press says no code, nor does one after a quarter of an hour', async ({ world }) => {
  const phone = await startTexting(world)
  const id = await wants(world, world.at, { by: 'call' })
  await world.db.updateTable('code_call').set({ state: 'ringing', claimed_at: world.at }).execute()
  const target = `/hooks/twilio/voice/code?b=${id}`
  const fields = { AccountSid: phone.env.twilio!.accountSid, CallSid: 'CA1', Digits: '1' }
  expect(
    (await phone.hooks({ target, fields, signature: signatureOf('wrong', phone.publicUrl + target, fields) }, world.at))
      ?.status,
  ).toBe(403)
  await world.work()
  expect(await codeCall(world, id)).toMatchObject({ state: 'ringing' })
  await phone.hook(target, fields)
  await world.work()
  await speakCodes(world.as.worker, world.keyring, voiceOf(phone), later(world, 16))
  expect(await codeCall(world, id)).toEqual({ state: 'failed', failure: 'too-late' })
  await phone.stop()
})

test('a code call of which nobody knows what became stands in the office where calls that connect stand, and among what needs somebody', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const needs = async () =>
    (
      (await call(world, officeRoute('office._index').loader!, { token })).body as {
        needs: Awaited<ReturnType<typeof readNeeds>>
      }
    ).needs.unknown
  const id = await wants(world, world.at, { by: 'call' })
  expect(await needs()).toBe(0)
  await world.db
    .updateTable('code_call')
    .set({ state: 'unknown', failure: 'dialer-killed' })
    .where('bridge_call_id', '=', id)
    .execute()
  expect(await needs()).toBe(1)
  expect((await readMessages(world.db, world.at)).calls).toContainEqual({
    state: 'unknown',
    reason: 'dialer-killed',
    calls: 1,
  })
})

test('what calls cost is reckoned with the prices that are set', async ({ world }) => {
  const { prices } = readEnv({ TWILIO_CALL_PRICE: '0.1', TWILIO_CODE_CALL_PRICE: '0.05', TWILIO_MACHINE_PRICE: '0.01' })
  const drain = openDrain(world.db, world.keyring, prices.calls)
  const event = async (callSid: string, bridgeId: string | null, is: 'ended' | 'code-ended') =>
    world.intake.append(
      await sealingKey(world.db, null),
      'bridge-event',
      {
        bridgeId,
        callSid,
        actionId: (await actionOf(world, toSheriff)).id,
        language: 'es',
        area: '',
        event: { is, status: 'completed', seconds: 61 },
      },
      world.at,
    )
  const id = await wants(world, world.at, { by: 'call' })
  await event('CA1', id, 'code-ended')
  await event('CA2', null, 'ended')
  await drain(world.at, 10)
  expect(await world.db.selectFrom('spend').select(['units', 'micros']).execute()).toEqual([
    { units: 4, micros: '300000' },
  ])
  const listed = {
    listMade: async () => [{ sid: 'CA3', at: world.at, status: 'completed', seconds: 30 }],
    prices: prices.calls,
  }
  await world.db.updateTable('bridge_call').set({ state: 'unknown', claimed_at: world.at }).execute()
  await resolveUnknownCalls(world.as.worker, world.keyring, listed, later(world, 20))
  expect((await world.db.selectFrom('spend').select('micros').executeTakeFirstOrThrow()).micros).toBe('410000')
})
