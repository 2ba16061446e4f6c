import { sql } from 'kysely'
import { expect } from 'vitest'
import { tellPlaces } from '~/actions/kind/tell-places.server'
import { action, loader } from '~/routes/$lang.places.$place'
import { purgeTraces } from '~/worker/purge-traces.server'
import { test, type World } from '../../support/firme-test'
import { visit } from '../../support/public'

const place = 'az-pima-county'
const days = (count: number) => count * 86_400_000

interface Shown {
  shown: { tellMe: { actionId: string } | null }
}

const asks = async (world: World, fields: Record<string, string>) => {
  const { shown } = (await visit<Shown>(world, loader, `/es/places/${place}`, { place })).data
  const about = shown.tellMe!.actionId
  return visit<{ form: { values: Record<string, string>; errors: { field: string }[] }; isToBeTold?: boolean }>(
    world,
    action,
    `/es/places/${place}`,
    { place },
    { intent: 'tell-me', about, ...fields },
  )
}
const notices = (world: World) =>
  world.db
    .selectFrom('message')
    .select(['channel', 'state', 'due_at', 'language'])
    .where('template', '=', 'somebody-here')
    .execute()
const knowsSheriff = (world: World, { kind = 'voice', ...contact }: { kind?: string; value: string; status: string }) =>
  sql`
    with office as (
      insert into organization (kind, name, division_id, created_at) select 'sheriff', 'Pima County Sheriff', id, now() from division where slug = ${place} returning id, division_id
    ), added as (
      insert into post (organization_id, division_id, role, title, slug, created_at) select id, division_id, 'sheriff', 'Sheriff', 'sheriff-pima', now() from office returning id
    )
    insert into contact_detail (post_id, kind, value, source_url, checked_on, status) select id, ${kind}, ${contact.value}, 'https://example.org', '2026-11-01', ${contact.status} from added
  `.execute(world.db)

test('who asks is told once, when somebody can be called there, and not before', async ({ world }) => {
  const told = await asks(world, { contact: 'rosa@example.org' })
  expect(told.data).toMatchObject({ isToBeTold: true })
  await world.work()
  await asks(world, { contact: 'Rosa@example.org' })
  await world.work()
  expect(await notices(world)).toMatchObject([{ channel: 'mail', state: 'queued', language: 'es' }])
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
  await knowsSheriff(world, { value: '+15205550141', status: 'dead' })
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
  await sql`update contact_detail set status = 'fine' where value = '+15205550141'`.execute(world.db)
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(1)
  expect(await notices(world)).toMatchObject([{ state: 'queued', due_at: world.at }])
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
})

test('whoever asks about a letter is told once the office can be written to, not once it has a form', async ({
  world,
}) => {
  await asks(world, { contact: 'rosa@example.org' })
  await world.work()
  const becomes = (kind: string) =>
    sql`update advocacy_campaign set kind = ${kind} where id in (select advocacy_campaign_id from message where template = 'somebody-here')`.execute(
      world.db,
    )
  await knowsSheriff(world, { kind: 'form', value: 'https://example.org/write', status: 'fine' })
  await becomes('letter')
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
  await sql`update contact_detail set kind = 'address', value = '1 Main St, Tucson, AZ 85701' where value = 'https://example.org/write'`.execute(
    world.db,
  )
  await becomes('call')
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
  await becomes('letter')
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(1)
})

const setTimes = (world: World, patch: Record<string, unknown>) =>
  world.db.updateTable('advocacy_campaign').set(patch).execute()

test('a notice that waits to be tried again, or for the day, is not made due again', async ({ world }) => {
  await asks(world, { contact: 'rosa@example.org' })
  await world.work()
  await knowsSheriff(world, { value: '+15205550141', status: 'fine' })
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(1)
  const later = new Date(world.at.getTime() + days(1))
  for (const waiting of [
    { attempts: 1, failure: 'no-answer', claimed_at: null },
    { attempts: 0, failure: 'mail-held', claimed_at: world.at },
    { attempts: 0, failure: null, claimed_at: world.at },
  ]) {
    await world.db
      .updateTable('message')
      .set({ ...waiting, due_at: later })
      .where('template', '=', 'somebody-here')
      .execute()
    expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
    expect(await notices(world)).toMatchObject([{ due_at: later }])
  }
})

test('nobody is told of an action that is over, has not begun, or whose campaign is not public', async ({ world }) => {
  await asks(world, { contact: 'rosa@example.org' })
  await world.work()
  await knowsSheriff(world, { value: '+15205550141', status: 'fine' })
  const [past, future] = [new Date(world.at.getTime() - days(1)), new Date(world.at.getTime() + days(1))]
  await setTimes(world, { closes_at: past })
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
  await setTimes(world, { closes_at: null, opens_at: future })
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
  await setTimes(world, { opens_at: null })
  await world.db.updateTable('campaign').set({ state: 'draft' }).execute()
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(0)
  await world.db.updateTable('campaign').set({ state: 'published' }).execute()
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(1)
})

test('nobody is asked whether to be told of an action whose campaign is not public, or that is over', async ({
  world,
}) => {
  const offered = async () => (await visit<Shown>(world, loader, `/es/places/${place}`, { place })).data.shown.tellMe
  const about = (await offered())!.actionId
  const asked = async () =>
    (
      await visit(
        world,
        action,
        `/es/places/${place}`,
        { place },
        { intent: 'tell-me', about, contact: 'rosa@example.org' },
      )
    ).status
  await world.db.updateTable('campaign').set({ state: 'draft' }).execute()
  expect([await offered(), await asked()]).toEqual([null, 404])
  await world.db.updateTable('campaign').set({ state: 'published' }).execute()
  await setTimes(world, { closes_at: world.at })
  expect([await offered(), await asked()]).toEqual([null, 404])
})

test('where somebody lives is kept sealed until they are told, and not after', async ({ world }) => {
  await asks(world, { contact: 'rosa@example.org' })
  await world.work()
  const kept = () =>
    world.db
      .selectFrom('message')
      .select(['sealed_place', sql<string>`to_jsonb(message)::text`.as('all')])
      .where('template', '=', 'somebody-here')
      .executeTakeFirstOrThrow()
  const { id } = await world.db.selectFrom('division').select('id').where('slug', '=', place).executeTakeFirstOrThrow()
  const waiting = await kept()
  expect(waiting.sealed_place).not.toBeNull()
  expect(waiting.all).not.toContain(id)
  expect(waiting.sealed_place!.includes(id)).toBe(false)
  await knowsSheriff(world, { value: '+15205550141', status: 'fine' })
  expect(await tellPlaces(world.as.worker, world.keyring, world.at)).toBe(1)
  expect((await kept()).sealed_place).toBeNull()
  // A second request after that is no second notice.
  await asks(world, { contact: 'rosa@example.org' })
  await world.work()
  expect((await kept()).sealed_place).toBeNull()
})

test('what cannot be read is refused with what was typed, and the trap is named', async ({ world }) => {
  const refused = await asks(world, { contact: 'rosa at example' })
  expect(refused.status).toBe(422)
  expect(refused.data.form).toMatchObject({ values: { contact: 'rosa at example' }, errors: [{ field: 'contact' }] })
  expect((await asks(world, { contact: 'rosa@example.org', website: 'x' })).status).toBe(422)
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
})

test('after a year nothing of it is left', async ({ world }) => {
  await asks(world, { contact: 'rosa@example.org' })
  await world.work()
  await purgeTraces(world.as.worker, new Date(world.at.getTime() + days(300)))
  expect(await notices(world)).toHaveLength(1)
  await purgeTraces(world.as.worker, new Date(world.at.getTime() + days(366)))
  expect(await notices(world)).toEqual([])
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toEqual([])
})
