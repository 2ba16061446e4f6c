import { sql } from 'kysely'
import { expect } from 'vitest'
import { up } from '#db/migrations/017-campaign-of-message'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, test } from '../../support/firme-test'
import { startTexting } from '../../support/texting'

test('what a text costs is charged to the campaign by which it is stopped: that of the row itself', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('FIRMA')
  const { id } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  const texts = () =>
    world.db.selectFrom('message').select(['template', 'campaign_id']).where('channel', '=', 'sms').execute()
  expect(await texts()).toEqual([{ template: 'text-answer', campaign_id: id }])
  expect(await world.db.selectFrom('spend').select(['way', 'campaign_id']).execute()).toEqual([
    { way: 'sms', campaign_id: id },
  ])
  await phone.says('AYUDA', { from: '+16025550177' })
  expect((await texts()).filter((text) => text.template === 'text-help')).toEqual([
    { template: 'text-help', campaign_id: null },
  ])
  await phone.stop()
})

test('messages that were queued before the column was there get their campaign', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  const read = () => world.db.selectFrom('message').select(['template', 'campaign_id']).execute()
  const before = await read()
  expect(before).toEqual([{ template: 'confirm-signature', campaign_id: expect.any(String) }])
  await sql`alter table message drop column campaign_id`.execute(world.db)
  await up(world.db as never)
  expect(await read()).toEqual(before)
  expect(await claimMessages(world.db, 'mail', 10, world.at)).toMatchObject([{ paidBy: before[0]!.campaign_id }])
})
