import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { sealingKey } from '~/vault/vault-keys.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { test, tomas, type World } from '../../support/firme-test'

const textsThatLeave = async (world: World) => (await claimMessages(world.as.worker, 'sms', 10, world.at)).length

/** What whoever took over web can write. */
async function junk(world: World): Promise<void> {
  const { keyId } = await sealingKey(world.db, null)
  await world.as.web
    .insertInto('intake')
    .values({
      id: randomUUID(),
      key_id: keyId,
      kind: 'opt-out-text',
      sealed: randomBytes(200),
      held: null,
      accepted_at: world.at,
    })
    .execute()
}

test('a STOP that cannot be read holds back texts until it was tried, and is kept', async ({ world }) => {
  await world.signs(tomas)
  await world.work()
  await junk(world)
  expect(await textsThatLeave(world)).toBe(0)
  await world.work()
  expect(await world.db.selectFrom('intake').select(['kind', 'failure', 'attempts']).execute()).toEqual([
    { kind: 'opt-out-text', failure: 'Unreadable', attempts: 1 },
  ])
  expect(await textsThatLeave(world)).toBe(1)
})

test('web puts nothing in the intake that is tried only in a hundred years', async ({ world }) => {
  await expect(
    sql`insert into intake (id, key_id, kind, sealed, accepted_at, retry_at) values (gen_random_uuid(), gen_random_uuid(), 'opt-out-text', 'x', now(), '2126-01-01')`.execute(
      world.as.web,
    ),
  ).rejects.toThrow(/permission denied/)
})
