import { expect } from 'vitest'
import { test } from '../../../support/firme-test'
import { until } from '../../../support/running-site'
import { startTexting } from '../../../support/texting'

test('at the web phone a key is pressed while the voice speaks, as on any phone: the rest of the words is not said', async ({
  world,
}) => {
  const phone = await startTexting(world, { pace: 0.4 })
  const { calls } = phone.simulator
  const call = await calls.receive('+16025550177')
  await until(async () => call.awaitsKeys && call.heard.length === 1, 10_000)
  calls.press(call.sid, '1')
  await until(async () => call.heard.length >= 3, 10_000)
  expect(call.heard.slice(0, 3).map((one) => [one.who, one.text.slice(0, 5)])).toEqual([
    ['voice', 'Hello'],
    ['keys', '1'],
    ['voice', 'We ar'],
  ])
  calls.hangUp(call.sid)
  await until(async () => call.status === 'completed', 10_000)
  await phone.stop()
})

test('digits of a ZIP may be pressed one by one', async ({ world }) => {
  const phone = await startTexting(world)
  await world.db
    .updateTable('advocacy_campaign')
    .set({ targeting: JSON.stringify({ how: 'lookup', roles: ['sheriff'] }) })
    .where('kind', '=', 'call')
    .execute()
  const { calls } = phone.simulator
  const call = await calls.receive('+16025550177')
  const presses = async (key: string) => {
    await until(async () => call.awaitsKeys, 10_000)
    calls.press(call.sid, key)
  }
  await presses('2')
  await until(async () => call.heard.some((one) => one.text.includes('código postal')), 10_000)
  for (const digit of '10001') await presses(digit)
  await until(async () => call.heard.some((one) => one.text.includes('1 0 0 0 1')), 10_000)
  expect(call.heard.filter((one) => one.who === 'keys').map((one) => one.text)).toEqual(['2', '10001'])
  calls.hangUp(call.sid)
  await until(async () => call.status === 'completed', 10_000)
  await phone.stop()
})
