import { expect } from 'vitest'
import { confirmationCode } from '~/vault/links.server'
import { later, types, wants } from '../../../support/bridge'
import { test, type World } from '../../../support/firme-test'

const asked = async (world: World) => (await world.db.selectFrom('bridge_call').select('id').execute()).length
const hour = 60

test('strangers who ask for codes for a phone leave some to whoever uses it, and stop at one a day in the end', async ({
  world,
}) => {
  // She has connected before.
  const first = await wants(world, later(world, -hour * 24 * 3))
  await types(world, first, confirmationCode(world.keyring, first), later(world, -hour * 24 * 3 + 1))
  for (let ask = 0; ask < 4; ask += 1) await wants(world, later(world, ask * 5))
  const before = await asked(world)
  const own = await wants(world, later(world, 60))
  expect(await asked(world)).toBe(before + 1)
  await types(world, own, confirmationCode(world.keyring, own), later(world, 61))
  for (let ask = 0; ask < 20; ask += 1) await wants(world, later(world, 70 + ask * 5))
  // Eight that nobody typed, and the one that was.
  expect(await asked(world)).toBe(1 + 8 + 1)
})

test('a phone that never typed a code is told four a day, twelve in a month, and then one a day', async ({ world }) => {
  const phone = '+16025550133'
  const perDay: number[] = []
  for (let day = 0; day < 6; day += 1) {
    const before = await asked(world)
    for (let ask = 0; ask < 8; ask += 1) await wants(world, later(world, day * 24 * hour + ask * 5), { phone })
    perDay.push((await asked(world)) - before)
  }
  expect(perDay).toEqual([4, 4, 4, 1, 1, 1])
})
