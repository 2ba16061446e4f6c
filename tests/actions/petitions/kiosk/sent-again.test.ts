import { expect } from 'vitest'
import { sealInBrowser } from '~/actions/petitions/kiosk/seal-in-browser'
import { action } from '~/routes/$lang.petitions.$petition_.kiosk'
import { purgeTraces } from '~/worker/purge-traces.server'
import { rosa, sam, slug, test, type World } from '../../../support/firme-test'
import { visit } from '../../../support/public'

const days = (world: World, count: number) => new Date(world.at.getTime() + count * 86_400_000)

/** What a tablet keeps of somebody who signed on it, until it hears that the site has it. */
async function seals(world: World, fields: Record<string, string>) {
  const found = (await world.petitions.find(slug, world.at))!
  const { petition, key } = found
  const to = { keyId: key.keyId, publicKey: key.publicKey.toString('base64url') }
  return sealInBrowser(to, 'kiosk', JSON.stringify({ petitionId: petition.id, language: 'es', fields }))
}
const posts = async (world: World, { id, sealed }: { id: string; sealed: string }) =>
  (await visit(world, action, `/es/petitions/${slug}/kiosk`, { petition: slug }, { id, sealed })).status
const recorded = async (world: World) => [
  (await world.db.selectFrom('signature').select('id').execute()).length,
  (await world.db.selectFrom('message').select('id').execute()).length,
]

test('what a tablet sends again, because it did not hear that the site has it, is recorded once and mailed once', async ({
  world,
}) => {
  const entry = await seals(world, rosa)
  expect(await posts(world, entry)).toBe(200)
  // The network went before the answer came: before the worker came to it, after it, and four weeks later.
  expect(await posts(world, entry)).toBe(200)
  await world.work()
  expect(await recorded(world)).toEqual([1, 1])
  expect(await posts(world, entry)).toBe(200)
  await world.work()
  await purgeTraces(world.as.worker, days(world, 28))
  expect(await posts(world, entry)).toBe(200)
  await world.work(days(world, 28))
  expect(await recorded(world)).toEqual([1, 1])
  expect(await world.db.selectFrom('message').select('template').execute()).toEqual([{ template: 'confirm-signature' }])
})

test('two people with one address on the same tablet are two entries, and both are mailed', async ({ world }) => {
  for (const fields of [rosa, sam]) await posts(world, await seals(world, fields))
  await world.work()
  expect(await recorded(world)).toEqual([2, 2])
})
