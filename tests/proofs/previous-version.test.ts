import { expect } from 'vitest'
import { addressesInIntake, gather } from '../support/crowd'
import { test } from '../support/firme-test'
import { previousVersion } from '../support/previous-version'
import { until } from '../support/running-site'
import { startWebProcess } from '../support/web-process'

test('the version before the last migration goes on on the new schema: people read and sign, and this version opens all of it', async ({
  world,
  skip,
}) => {
  const previous = await previousVersion()
  if ('missing' in previous)
    return skip(
      `No history here to build the version before from, so only tests/db/expand-and-contract.test.ts stands for it: ${previous.missing}`,
    )
  const web = await startWebProcess(world.url, {}, previous.folder)
  const { asked, leave } = gather(web.url, { readers: 5, signers: 20 })
  const signers = () => asked.filter(({ email }) => email !== null)
  // On a slow machine fifty have signed before any reader has been at every page.
  await until(async () => signers().length > 50 && asked.length - signers().length > 50)
  await leave()
  const signed = signers()
  process.stdout.write(`${asked.length - signed.length} pages read and ${signed.length} signed on the new schema\n`)
  expect(new Set(signed.map(({ result }) => result))).toEqual(new Set([303]))
  expect(new Set(asked.filter(({ email }) => email === null).map(({ result }) => result))).toEqual(new Set([200, 404]))
  expect(await addressesInIntake(world)).toEqual(signed.map(({ email }) => email).toSorted())
  await world.work(new Date())
  expect(await addressesInIntake(world)).toEqual([])
})
