import { sql } from 'kysely'
import { expect } from 'vitest'
import { bindPeople } from '~/office/people/bind-people.server'
import { openPerson, openVault, sealPerson } from '~/vault/open.server'
import { rosa, sam, test, tomas, type World } from '../../support/firme-test'

/** Everybody as they were sealed before: without their contact. */
async function unbind(world: World): Promise<void> {
  const vault = await openVault(world.db, world.keyring)
  for (const person of await world.db.selectFrom('person').selectAll().execute()) {
    const details = { ...openPerson(vault, person), contactId: undefined }
    const sealed = sealPerson(vault.byCampaign.get(person.campaign_id)!, person.id, details)
    await world.db.updateTable('person').set({ sealed }).where('id', '=', person.id).execute()
  }
}

async function bound(world: World): Promise<boolean[]> {
  const vault = await openVault(world.db, world.keyring)
  const people = await world.db.selectFrom('person').selectAll().orderBy('id').execute()
  return people.map((person) => openPerson(vault, person).contactId === person.contact_id)
}

const bind = (world: World) => bindPeople(world.as.worker, world.keyring, world.at)
const told = (world: World) =>
  world.db.selectFrom('audit').select(['subject', 'how_many']).where('act', '=', 'vouched-for-people').execute()

test('people from before are sealed together with their contact, also after a break, and once for all', async ({
  world,
}) => {
  for (const who of [rosa, sam, tomas]) await world.signs(who)
  await world.work()
  await unbind(world)
  const [first] = await world.db.selectFrom('person').select('id').orderBy('id').execute()
  // A worker that was killed behind the first of them.
  const result = JSON.stringify({ last: first!.id, bound: 1 })
  await world.db.insertInto('maintenance_run').values({ job: 'bind people', ran_at: world.at, result }).execute()
  expect(await bind(world)).toBe(2)
  expect(await bound(world)).toEqual([false, true, true])
  expect(await told(world)).toEqual([])
  expect(await bind(world)).toBe(0)
  expect(await told(world)).toEqual([{ subject: '3 people', how_many: 3 }])
  expect(await world.db.selectFrom('maintenance_run').select('job').where('job', '=', 'bind people').execute()).toEqual(
    [],
  )

  await unbind(world)
  expect(await bind(world)).toBe(0)
  expect(await bound(world)).toEqual([false, false, false])
})

test('somebody who cannot be opened keeps nobody else from it', async ({ world }) => {
  for (const who of [rosa, tomas]) await world.signs(who)
  await world.work()
  await unbind(world)
  const [first] = await world.db.selectFrom('person').select('id').orderBy('id').execute()
  await sql`update person set sealed = '\\x00' where id = ${first!.id}`.execute(world.db)
  expect(await bind(world)).toBe(2)
  const vault = await openVault(world.db, world.keyring)
  const [, second] = await world.db.selectFrom('person').selectAll().orderBy('id').execute()
  expect(openPerson(vault, second!).contactId).toBe(second!.contact_id)
})
