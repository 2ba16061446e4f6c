import { expect } from 'vitest'
import { addressesInIntake, gather } from '../../support/crowd'
import { test } from '../../support/firme-test'
import { openRoundRobin } from '../../support/round-robin'
import { startWebProcess } from '../../support/web-process'

test('two web processes behind a proxy are restarted in turn: no reader and no signer notices, and every signature stands once', async ({
  world,
}) => {
  // Long enough to be seen going on a busy machine.
  const settings = { STOP_GRACE_SECONDS: '4' }
  const webs = await Promise.all([1, 2].map(() => startWebProcess(world.url, settings)))
  const { asked, leave } = gather(await openRoundRobin(webs.map(({ url }) => url)), { readers: 10, signers: 20 })
  for (const web of webs) await web.restart()
  await leave()

  const signed = asked.filter(({ email }) => email !== null)
  process.stdout.write(`${asked.length - signed.length} pages read and ${signed.length} signed during two restarts\n`)
  expect(new Set(signed.map(({ result }) => result))).toEqual(new Set([303]))
  expect(new Set(asked.filter(({ email }) => email === null).map(({ result }) => result))).toEqual(new Set([200, 404]))
  expect(await addressesInIntake(world)).toEqual(signed.map(({ email }) => email).toSorted())
})
