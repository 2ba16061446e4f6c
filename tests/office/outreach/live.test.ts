import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { addOutreach } from '~/actions/outreach/record-outreach.server'
import { sessionCookie } from '~/office/guard/sessions.server'
import { loader } from '~/routes/office.actions.$action.live'
import { actionOf, demoPosts, toCouncil } from '../../support/calls'
import { test } from '../../support/firme-test'
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
  const context = { env: envInPublic, db: world.db, keyring: world.keyring, now: () => world.at, noteError: () => {} }
  const request = new Request('https://office.example.org/office', { headers: { cookie: `${sessionCookie}=${token}` } })
  const stream = (await loader({ request, params: { action: toCouncil }, context } as never)) as Response
  const reader = stream.body!.getReader()
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
    doneAt: new Date(),
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
