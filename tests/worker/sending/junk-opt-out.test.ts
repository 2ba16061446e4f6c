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

test('a STOP that was not sealed to us holds back texts until it was tried, and is kept', async ({ world }) => {
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

test('a STOP whose key is missing, or whose words this version does not know, holds back texts until it is read', async ({
  world,
}) => {
  await world.signs(tomas)
  await world.work()
  const key = await sealingKey(world.db, null)
  // What a newer web process may have written.
  await world.intake.append(key, 'opt-out-text', { number: '+16025550101' } as never, world.at)
  await world.work()
  const waiting = () => world.db.selectFrom('intake').select(['kind', 'failure', 'attempts']).execute()
  expect(await waiting()).toEqual([{ kind: 'opt-out-text', failure: 'ZodError', attempts: 1 }])
  expect(await textsThatLeave(world)).toBe(0)

  await world.db.deleteFrom('intake').execute()
  await world.intake.append(
    key,
    'opt-out-text',
    { from: '+16025550101', body: 'STOP', sid: null, isAnswered: false },
    world.at,
  )
  const kept = await world.db
    .deleteFrom('vault_key')
    .where('id', '=', key.keyId)
    .returningAll()
    .executeTakeFirstOrThrow()
  await world.work()
  expect(await waiting()).toMatchObject([{ kind: 'opt-out-text', failure: 'Error' }])
  expect(await textsThatLeave(world)).toBe(0)

  await world.db.insertInto('vault_key').values(kept).execute()
  await world.work(new Date(world.at.getTime() + 3_600_000))
  expect(await waiting()).toEqual([])
})

test('web puts nothing in the intake that is tried only in a hundred years', async ({ world }) => {
  await expect(
    sql`insert into intake (id, key_id, kind, sealed, accepted_at, retry_at) values (gen_random_uuid(), gen_random_uuid(), 'opt-out-text', 'x', now(), '2126-01-01')`.execute(
      world.as.web,
    ),
  ).rejects.toThrow(/permission denied/)
})
