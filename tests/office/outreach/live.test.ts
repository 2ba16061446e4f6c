import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { addOutreach } from '~/actions/outreach/record-outreach.server'
import type { Guarded } from '~/office/guard/guard.server'
import { endSessions, sessionCookie } from '~/office/guard/sessions.server'
import { loader } from '~/routes/office.actions.$action.live'
import { loader as petitionLoader } from '~/routes/office.petitions.$petition.live'
import { actionOf, demoPosts, toCouncil } from '../../support/calls'
import { slug, test, type World } from '../../support/firme-test'
import { groupOf, organizer } from '../../support/office'
import { envInPublic } from '../../support/settings'

test('calls that we connect and calls to us reach whoever watches within seconds, each outcome counted', async ({
  world,
}) => {
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const action = await actionOf(world, toCouncil)
  const post = await world.db
    .selectFrom('post')
    .select('id')
    .where('slug', '=', demoPosts.council[0])
    .executeTakeFirstOrThrow()
  const reader = await watch(world, loader, { action: toCouncil }, token)
  const next = async () =>
    JSON.parse(/^data: (.*)/.exec(new TextDecoder().decode((await reader.read()).value))![1]!) as Record<string, string>
  expect(await next()).toMatchObject({ all: '0', 'outcome-spoke': '0', 'outcome-busy': '0' })
  const made = (via: 'bridge' | 'call-in', outcome: 'spoke' | 'busy' | 'voicemail') => ({
    id: randomUUID(),
    advocacyId: action.id,
    postId: post.id,
    contactDetailId: null,
    channel: 'call' as const,
    via,
    outcome,
    language: 'es' as const,
    area: '',
    source: 'web',
    durationSeconds: null,
    personId: null,
    doneAt: world.at,
  })
  await world.db
    .transaction()
    .execute((trx) =>
      addOutreach(trx, [
        made('bridge', 'spoke'),
        made('bridge', 'busy'),
        made('call-in', 'spoke'),
        made('call-in', 'voicemail'),
      ]),
    )
  expect(await next()).toMatchObject({
    all: '4',
    hour: '4',
    reached: '2',
    'outcome-spoke': '2',
    'outcome-busy': '1',
    'outcome-voicemail': '1',
    'outcome-wrong-number': '0',
  })
  await reader.cancel()
})

/** Opens a stream of numbers, as a browser does. */
async function watch(world: World, work: Guarded<unknown>, params: Record<string, string>, token: string) {
  const context = {
    env: envInPublic,
    db: world.db,
    keyring: world.keyring,
    now: () => world.at,
    noteError: () => {},
    noteForgedRole: () => {},
    uploads: [],
  }
  const request = new Request('https://office.example.org/office', { headers: { cookie: `${sessionCookie}=${token}` } })
  return ((await work({ request, params, context } as never)) as Response).body!.getReader()
}

test('live numbers end within seconds when the session was ended, has expired, or its organizer may not see them any more', async ({
  world,
}) => {
  const { db, at } = world
  const network = await groupOf(world, 'network')
  const elsewhere = await groupOf(world, 'Tucson')
  const role = (id: string) => db.updateTable('organizer_role').where('organizer_id', '=', id)
  const session = (id: string) => db.updateTable('organizer_session').where('organizer_id', '=', id)
  const ends: Record<string, (id: string) => Promise<unknown>> = {
    'signed out, or ended by an owner': (id) => endSessions(db, id, {}, at),
    removed: (id) => db.updateTable('organizer').set({ removed_at: at }).where('id', '=', id).execute(),
    'idle for half a day': (id) =>
      session(id)
        .set({ seen_at: new Date(at.getTime() - 13 * 3_600_000) })
        .execute(),
    'signed in two weeks ago': (id) =>
      session(id)
        .set({ created_at: new Date(at.getTime() - 15 * 86_400_000) })
        .execute(),
    'works elsewhere': (id) => role(id).set({ group_id: elsewhere }).execute(),
    'has no role': (id) => db.deleteFrom('organizer_role').where('organizer_id', '=', id).execute(),
  }
  const stays = await organizer(world, 'viewer', network)
  const staying = await watch(world, petitionLoader, { petition: slug }, stays.token)
  await staying.read()
  await Promise.all(
    Object.entries(ends).map(async ([why, end]) => {
      const { id, token } = await organizer(world, 'viewer', network)
      const readers = [
        await watch(world, petitionLoader, { petition: slug }, token),
        await watch(world, loader, { action: toCouncil }, token),
      ]
      for (const reader of readers) expect((await reader.read()).done, why).toBe(false)
      await end(id)
      // At most one line more was on its way.
      for (const reader of readers) expect((await reader.read()).done || (await reader.read()).done, why).toBe(true)
    }),
  )
  expect((await staying.read()).done).toBe(false)
  const { seen_at: seenAt } = await db
    .selectFrom('organizer_session')
    .select('seen_at')
    .where('organizer_id', '=', stays.id)
    .executeTakeFirstOrThrow()
  // To watch is no use of the session, or a page left open would keep it for good.
  expect(seenAt).toEqual(at)
  await staying.cancel()
})
