import { expect } from 'vitest'
import { action as press } from '~/routes/$lang.calls.$slug_.bridge'
import { openRateLimits } from '~/web/http/rate-limits.server'
import { toSheriff } from '../../../support/calls'
import { test, type World } from '../../../support/firme-test'
import { startTexting, type Texting } from '../../../support/texting'

/** Presses on the page from one network. @returns the status, and when to come back */
function pressing(world: World, phone: Texting, network: string, limits = openRateLimits(['198.51.100.7'])) {
  return async (fields: Record<string, string>) => {
    const request = new Request(`${phone.publicUrl}/es/calls/${toSheriff}/bridge`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    })
    const context = {
      db: world.db,
      intake: world.intake,
      env: phone.env,
      now: () => world.at,
      limit: (what: 'calling' | 'asking' | 'acting' | 'signing') => limits[what](network, world.at),
    }
    const answer = await press({ request, params: { lang: 'es', slug: toSheriff }, context: context as never } as never)
    if ('status' in answer) return { status: answer.status, said: null, retryAfter: null }
    return {
      status: answer.init?.status,
      said: answer.data.form.retryAfter,
      retryAfter: Number(new Headers(answer.init?.headers).get('retry-after')),
    }
  }
}

const number = (index: number) => ({ phone: `602 555 01${String(20 + index)}` })

test('mistyped numbers cost nobody a call: after twenty of them a network still asks for its five', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const presses = pressing(world, phone, '203.0.113.5')
  for (const typed of Array.from({ length: 20 }, (_, index) => `602 555 ${index}`))
    expect((await presses({ phone: typed })).status).toBe(422)
  for (const index of [0, 1, 2, 3, 4]) expect((await presses(number(index))).status).toBe(303)
  const sixth = await presses(number(5))
  expect(sixth.status).toBe(429)
  expect(sixth.retryAfter).toBeGreaterThan(3_500)
  expect(sixth.said).toBe(sixth.retryAfter)
  // A code is not a call: whoever has one can type it.
  expect(
    (await presses({ intent: 'code', bridge: '0b1f8f0e-6f0e-4c59-9d6a-0d5f3c1c2a11', code: '123456' })).status,
  ).toBe(303)
  await phone.stop()
})

test('from a network that many share ten times as many are connected', async ({ world }) => {
  const phone = await startTexting(world)
  const presses = pressing(world, phone, '198.51.100.7')
  const statuses = []
  for (let index = 0; index < 51; index += 1) statuses.push((await presses(number(index))).status)
  expect([statuses.slice(0, 50).every((status) => status === 303), statuses[50]]).toEqual([true, 429])
  await phone.stop()
})
