import { expect } from 'vitest'
import type { OfficeFrame } from '~/office/frame/office-layout'
import type { readNeeds } from '~/office/today/needs.server'
import { test, tomas } from '../../support/firme-test'
import { call, groupOf, officeRoute, organizer } from '../../support/office'
import { startTexting, tomasPhone } from '../../support/texting'

type Needs = Awaited<ReturnType<typeof readNeeds>>

test('the office home counts every message of the week that did not arrive, whatever it was about, and the texts that wait for a person', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const needs = async (who: string) =>
    ((await call(world, officeRoute('office._index').loader!, { token: who })).body as { needs: Needs }).needs
  const waiting = async (who: string) =>
    ((await call(world, officeRoute('office').loader!, { token: who })).body as OfficeFrame).menu.waiting
  phone.simulator.texts.faults.set(tomasPhone, { refuse: { status: 400, code: 21614 } })
  phone.simulator.texts.faults.set('+16025550161', { refuse: { status: 400, code: 21614 } })
  await world.signs(tomas)
  await world.work()
  await phone.sends()
  await phone.says('¿mande?')
  await phone.says('CONCEJO', { from: '+16025550102' })
  for (const text of ['Ana Paz', '85001', '1', '1', 'SI']) await phone.says(text, { from: '+16025550102' })
  const failed = await world.db.selectFrom('message').select('template').where('state', '=', 'failed').execute()
  expect(failed.map((one) => one.template).sort()).toEqual(['confirm-signature', 'text-answer', 'text-to-official'])
  expect(await needs(token)).toMatchObject({ failing: 3 })
  expect(await waiting(token)).toMatchObject({ inbox: 1 })
  const viewer = await organizer(world, 'viewer', await groupOf(world, 'network'))
  expect(await waiting(viewer.token)).toMatchObject({ inbox: 0 })
  await phone.stop()
})

test('the letters of a text action stand where those of a letter action do', async ({ world }) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const page = await call(world, officeRoute('office.actions.$action.letters').loader!, {
    token,
    params: { action: 'text-the-council' },
  })
  expect(page.body).toMatchObject({
    figures: [],
    head: { tabs: expect.arrayContaining([expect.objectContaining({ tab: 'letters' })]) },
  })
})
