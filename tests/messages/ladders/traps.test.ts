import { sql } from 'kysely'
import { expect } from 'vitest'
import { openDatabase } from '#db/client'
import { climbByDay } from '~/messages/ladders/climb-by-day.server'
import { mergePlaces } from '~/messages/ladders/merge-places.server'
import { sweepLadders } from '~/messages/ladders/sweep.server'
import { walkLadders } from '~/messages/ladders/walk-ladders.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { rosa, sam, slug, test, tomas, type World } from '../../support/firme-test'
import { urlOf } from '../../support/template'
import {
  contentOf,
  crowds,
  days,
  end,
  joins,
  line,
  mails,
  messagesOf,
  passes,
  places,
  publishes,
  rung,
  tagsAll,
  texts,
  waits,
  works,
} from './ladders'

const day = 86_400_000
const after = (world: World, howMany: number) => new Date(world.at.getTime() + howMany * day)
const untag = (world: World) => world.db.deleteFrom('person_tag').execute()
const tagged = (...steps: object[]) => contentOf([rung('s1', 'tagged', { tag: 'Volunteer' }), ...steps])

test('a trigger that fires with every act begins a ladder once for each person', async ({ world }) => {
  await publishes(world, tagged(mails('s2', 'Hi'), end('s3')))
  await joins(world, rosa)
  for (let turn = 0; turn < 4; turn += 1) {
    await tagsAll(world, 'volunteer')
    await works(world, after(world, turn))
    await untag(world)
  }
  expect(await messagesOf(world)).toEqual(['s2 1 queued'])
})

test('where coming back is allowed, it takes its days, and leaves one due step', async ({ world }) => {
  await publishes(
    world,
    contentOf([rung('s1', 'tagged', { tag: 'volunteer' }), mails('s2', 'Hi'), days('s3', 2), end('s4')], {
      returnDays: 30,
    }),
  )
  await joins(world, rosa)
  for (const at of [0, 1, 10, 31, 33]) {
    await passes(world, after(world, at))
    await tagsAll(world, 'volunteer')
    await works(world, after(world, at))
    await untag(world)
  }
  // Left on day 2: day 31 is too soon, day 33 is not. What was queued the first time and never left is taken back.
  expect(await messagesOf(world)).toEqual(['s2 1 suppressed', 's2 2 queued'])
  expect(await places(world)).toEqual([{ rung: 's1', step: 's3', entry: 2, left_why: null }])
})

test('what somebody has got is not sent again when the ladder is written anew under their feet', async ({ world }) => {
  const [hi, wait, more] = [mails('s2', 'Hi'), days('s3', 3), mails('s5', 'More')]
  const id = await publishes(world, tagged(hi, wait, end('s4')))
  await joins(world, rosa)
  await tagsAll(world, 'volunteer')
  await works(world, world.at)
  // Hi stands below the wait now, and something new with it.
  await publishes(world, tagged(wait, hi, more, end('s4')), after(world, 1), id)
  await passes(world, after(world, 4))
  expect(await messagesOf(world)).toEqual(['s2 1 queued', 's5 1 queued'])
  expect(await places(world)).toMatchObject([{ left_why: 'end' }])
})

test('whoever waits at a step that is taken out goes on with the next that is still there', async ({ world }) => {
  const id = await publishes(world, tagged(days('s2', 30), mails('s3', 'Hi'), end('s4')))
  await joins(world, rosa)
  await tagsAll(world, 'volunteer')
  await works(world, world.at)
  await publishes(world, tagged(mails('s3', 'Hi'), end('s4')), after(world, 1), id)
  await works(world, after(world, 30))
  expect(await messagesOf(world)).toEqual(['s3 1 queued'])
})

test('whoever climbs higher leaves the lower steps, and what was queued there is taken back', async ({ world }) => {
  await publishes(
    world,
    contentOf([
      rung('s1', 'confirmed', { thing: slug }),
      mails('s2', 'Call'),
      days('s3', 1),
      mails('s4', 'Call again'),
      end('s5'),
      rung('s6', 'tagged', { tag: 'called' }),
      mails('s7', 'Thank you'),
      end('s8'),
    ]),
  )
  await joins(world, rosa)
  await works(world, world.at)
  await tagsAll(world, 'called')
  await passes(world, after(world, 3))
  expect(await messagesOf(world)).toEqual(['s2 1 suppressed', 's7 1 queued'])
  expect(await places(world)).toEqual([{ rung: 's6', step: 's8', entry: 1, left_why: 'end' }])
})

test('whoever does what the ladder is for leaves it', async ({ world }) => {
  await publishes(
    world,
    contentOf([rung('s1', 'confirmed'), days('s2', 1), mails('s3', 'Call'), end('s4')], { leaves: 'tagged' }),
  )
  await joins(world, rosa)
  await works(world, world.at)
  await tagsAll(world, 'anything')
  await passes(world, after(world, 3))
  expect(await messagesOf(world)).toEqual([])
  expect(await places(world)).toMatchObject([{ left_why: 'goal' }])
})

test('pausing stops the steps and what is queued already; going on sends what may still be sent', async ({ world }) => {
  const id = await publishes(
    world,
    tagged(mails('s2', 'Hi'), days('s3', 1), mails('s4', 'Today', { hours: 6 }), mails('s5', 'Always'), end('s6')),
  )
  await joins(world, rosa)
  await tagsAll(world, 'volunteer')
  await works(world, world.at)
  const leaving = async (at: Date) =>
    (await claimMessages(world.as.worker, 'mail', 10, at)).filter(({ template }) => template === 'ladder-message')
      .length
  await world.db.updateTable('ladder').set({ paused_at: world.at }).where('id', '=', id).execute()
  await works(world, after(world, 2))
  expect(await leaving(after(world, 2))).toBe(0)
  expect(await places(world)).toMatchObject([{ step: 's3' }])
  await world.db.updateTable('ladder').set({ paused_at: null }).where('id', '=', id).execute()
  await works(world, after(world, 2))
  // A message about “today” is left out, not sent the day after.
  expect(await messagesOf(world)).toEqual(['s2 1 queued', 's5 1 queued'])
  expect(await world.db.selectFrom('ladder_done').select('step').where('why_not', '=', 'too-late').execute()).toEqual([
    { step: 's4' },
  ])
  expect(await leaving(after(world, 2))).toBe(2)
})

test('a text that could not leave by night within its hours is put aside in the morning', async ({ world }) => {
  await publishes(
    world,
    tagged(waits('s2', { how: 'until', weekday: 'any', hour: 22 }), texts('s3', 'Tonight', { hours: 3 }), end('s4')),
  )
  await joins(world, tomas)
  await tagsAll(world, 'volunteer')
  await passes(world, after(world, 2), (now) => claimMessages(world.as.worker, 'sms', 10, now))
  await works(world, after(world, 2))
  expect(await messagesOf(world)).toEqual(['s3 1 suppressed'])
})

test('before a meeting, those who get news and live where it decides begin once, and the message leads to the meeting', async ({
  world,
}) => {
  await publishes(
    world,
    contentOf([rung('s1', 'before-meeting', { days: 7 }), mails('s2', 'Come', { purpose: 'invite' }), end('s3')]),
  )
  await joins(world, rosa)
  await joins(world, { ...sam, email: 'sam@example.org', consent_email: '' })
  await joins(world, { ...rosa, given_name: 'Ana', email: 'ana@example.org', postal_code: '85701' })
  const { rows } = await sql<{ id: string }>`
    insert into meeting (campaign_id, division_id, slug, state, content, starts_at, created_at, updated_at)
    select id, 'ocd-division/country:us/state:az/county:maricopa', 'council', 'open', '{}', ${after(world, 10)}, ${world.at}, ${world.at} from campaign order by created_at limit 1 returning id
  `.execute(world.db)
  for (const at of [2, 3, 4, 5]) {
    while ((await climbByDay(world.as.worker, after(world, at))) > 0);
    await works(world, after(world, at))
  }
  expect(await messagesOf(world)).toEqual(['s2 1 queued'])
  expect(await world.db.selectFrom('ladder_place').select('thing_id').execute()).toEqual([{ thing_id: rows[0]!.id }])
})

test('nobody is asked to a meeting that was taken down before it took place; thanks for one that did still go out', async ({
  world,
}) => {
  await publishes(
    world,
    contentOf([
      rung('s1', 'before-meeting', { days: 7 }),
      mails('s2', 'Come', { purpose: 'invite' }),
      days('s3', 9),
      mails('s4', 'Thanks'),
      end('s5'),
    ]),
  )
  await joins(world, rosa)
  await sql`
    insert into meeting (campaign_id, division_id, slug, state, content, starts_at, created_at, updated_at)
    select id, null, 'council', 'open', '{}', ${after(world, 5)}, ${world.at}, ${world.at} from campaign order by created_at limit 1
  `.execute(world.db)
  while ((await climbByDay(world.as.worker, after(world, 1))) > 0);
  await works(world, after(world, 1))
  await sql`update meeting set state = 'archived'`.execute(world.db)
  const claimed = async (at: Date) =>
    (await claimMessages(world.as.worker, 'mail', 10, at)).filter(({ template }) => template === 'ladder-message')
  expect(await claimed(after(world, 1))).toEqual([])
  await works(world, after(world, 10))
  await works(world, after(world, 11))
  expect(await claimed(after(world, 11))).toHaveLength(1)
  expect(await messagesOf(world)).toEqual(['s2 1 suppressed', 's4 1 sending'])
})

test('after days without an act, those who did nothing since begin', async ({ world }) => {
  await publishes(world, contentOf([rung('s1', 'after-last-act', { days: 5 }), mails('s2', 'Come back'), end('s3')]))
  await joins(world, rosa)
  for (let at = 0; at < 9; at += 1) while ((await climbByDay(world.as.worker, after(world, at))) > 0);
  await works(world, after(world, 9))
  expect(await messagesOf(world)).toEqual(['s2 1 queued'])
})

test('two workers at once, and one that is killed ten times, send everybody each message once', async ({ world }) => {
  await publishes(
    world,
    tagged(
      mails('s2', 'One'),
      line('s3', 'split', { percent: 40, other: 's5' }),
      mails('s4', 'Two'),
      mails('s5', 'Three'),
      end('s6'),
    ),
  )
  await joins(world, rosa)
  await crowds(world, 119)
  await tagsAll(world, 'volunteer')
  let kills = 0
  let isOver = false
  const killing = openDatabase(urlOf('worker', world.url), 2)
  const dying = (async () => {
    while (kills < 10) {
      const { rows } = await sql<{ died: boolean }>`
        select pg_terminate_backend(pid) as died from pg_stat_activity where datname = current_database() and usename = 'firme_worker' and state <> 'idle' and pid <> pg_backend_pid() limit 1
      `.execute(world.db)
      kills += rows.length
      if (rows.length > 0) await new Promise((resolve) => setTimeout(resolve, 20))
      else await new Promise((resolve) => setTimeout(resolve, 1))
      if (isOver) return
    }
  })()
  const work = async () => {
    for (let idle = 0; idle < 3; ) {
      try {
        // Few at once, so that there is much to interrupt.
        const done =
          (await sweepLadders(killing.db, world.keyring, world.at, 4)) +
          (await walkLadders(killing.db, world.keyring, new Date(0)))
        idle = done === 0 ? idle + 1 : 0
      } catch {
        idle = 0
      }
    }
  }
  await Promise.all([work(), work()])
  isOver = true
  await dying
  await killing.db.destroy()
  const sent = await messagesOf(world)
  const count = (step: string) => sent.filter((one) => one.startsWith(`${step} `)).length
  expect(kills).toBe(10)
  expect([count('s2'), count('s5')]).toEqual([120, 120])
  // The same lots as without anybody killed.
  expect(count('s4')).toBeGreaterThan(50)
  expect(count('s4')).toBeLessThan(95)
  const left = await world.db.selectFrom('ladder_place').select('left_why').where('left_why', '=', 'end').execute()
  expect(left).toHaveLength(120)
})

test('two who are one person go on from the higher rung, and get nothing twice', async ({ world }) => {
  await publishes(
    world,
    contentOf([
      rung('s1', 'confirmed'),
      mails('s2', 'Hi'),
      days('s3', 9),
      end('s4'),
      rung('s5', 'tagged', { tag: 'called' }),
      days('s6', 9),
      end('s7'),
    ]),
  )
  const stays = await joins(world, rosa)
  const goes = await joins(world, { ...sam, email: 'sam@example.org' })
  await world.db.insertInto('person_tag').values({ person_id: goes, tag: 'called' }).execute()
  await works(world, world.at)
  await world.db.transaction().execute((trx) => mergePlaces(trx, { stays, goes }))
  await world.db.deleteFrom('person').where('id', '=', goes).execute()
  expect(await places(world)).toEqual([{ rung: 's5', step: 's6', entry: 1, left_why: null }])
})

test('a call that we connected is heard, of the person whose phone it was; a call from one’s own phone stays nobody’s', async ({
  world,
}) => {
  const asks = line('s2', 'condition', { about: 'did', act: 'called', yes: 's4' })
  await publishes(
    world,
    contentOf([
      rung('s1', 'called', { thing: 'call-sheriff-vance' }),
      asks,
      mails('s3', 'Not yet', { by: 'either', sms: { en: 'Not yet', es: 'Falta' } }),
      texts('s4', 'Thank you'),
      end('s5'),
    ]),
  )
  const id = await joins(world, tomas)
  await sql`
    insert into bridge_call (id, advocacy_campaign_id, blind_index, sealed_phone, language, post_ids, way, state, asked_at)
    select gen_random_uuid(), advocacy_campaign.id, contact_point.blind_index, '', 'es', '{}', 'sms', 'answered', ${world.at}
    from advocacy_campaign, person join contact_point on contact_point.id = person.contact_id where advocacy_campaign.slug = 'call-sheriff-vance' and person.id = ${id}
  `.execute(world.as.worker)
  await works(world, world.at)
  expect(await messagesOf(world)).toEqual([])
  await sql`update bridge_call set state = 'ended', seconds = 40, ended_at = ${world.at}`.execute(world.as.worker)
  await works(world, world.at)
  expect(await messagesOf(world)).toEqual(['s4 1 queued'])
})

test('when a petition reaches a goal after the ladder was published, those who signed it and get news begin', async ({
  world,
}) => {
  const goal = (at: Date, threshold: number) =>
    sql`insert into milestone (petition_id, threshold, reached_at) select id, ${threshold}, ${at} from petition where slug = ${slug}`.execute(
      world.db,
    )
  await goal(after(world, -1), 50)
  await publishes(world, contentOf([rung('s1', 'goal-reached', { thing: slug }), mails('s2', 'We did it'), end('s3')]))
  await joins(world, rosa)
  await joins(world, { ...sam, email: 'sam@example.org', consent_email: '' })
  const climbs = async (at: Date) => {
    while ((await climbByDay(world.as.worker, at)) > 0);
    await works(world, at)
  }
  await climbs(world.at)
  expect(await messagesOf(world)).toEqual([])
  await goal(after(world, 1), 100)
  await climbs(after(world, 1))
  await climbs(after(world, 2))
  expect(await messagesOf(world)).toEqual(['s2 1 queued'])
})
