import { expect } from 'vitest'
import { readPetitionPage } from '~/actions/petitions/read-petition-page.server'
import { rosa, slug, test } from '../../support/firme-test'

const minutes = (at: Date, count: number) => new Date(at.getTime() + count * 60_000)

test('a page says when its number last changed, in the petition’s own time, and is the same a minute later', async ({
  world,
}) => {
  const read = async (now: Date) => (await readPetitionPage(world.as.web, slug, 'en', now))!.view
  const before = await read(world.at)
  expect(await read(minutes(world.at, 90))).toEqual(before)
  await world.signs(rosa, { at: minutes(world.at, 100) })
  await world.work(minutes(world.at, 100))
  const after = await read(minutes(world.at, 200))
  // 6 p.m. in UTC is 11 a.m. in Phoenix.
  expect(after.numbers.updated).toMatch(/12:40.PM MST$/)
  expect(await read(minutes(world.at, 300))).toEqual(after)
})
