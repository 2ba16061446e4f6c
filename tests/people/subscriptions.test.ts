import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { askAboutResponses } from '~/actions/letters/responses/ask-about-responses.server'
import { usualNewsPerWeek } from '~/env.server'
import { tellAnswers } from '~/office/petitions/deliveries/tell-answer.server'
import { newsCaps } from '~/people/news-caps'
import { carryConsents, newsJoins, whyNoNews } from '~/people/subscriptions.server'
import { toMany } from '~/queue/outbox/message'
import { linkHash, stopToken } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { contentOf, end, mails, publishes, rung, tagsAll, works } from '../messages/ladders/ladders'
import { messagesOfBroadcasts, sendsToMany } from '../support/broadcasts'
import { rosa, sam, slug, test, tomas, type World } from '../support/firme-test'
import { openPage, pageOf, presses } from '../support/own-page'
import { startTexting } from '../support/texting'

const day = 86_400_000
const later = (world: World, milliseconds: number) => new Date(world.at.getTime() + milliseconds)

/** Signs, with the box for news checked unless said otherwise, and confirms. @returns the token that stops, of the first mail */
async function signsUp(world: World, fields: Record<string, string> = { ...rosa, consent_email: '1' }, at = world.at) {
  await world.signs(fields, { at })
  await world.work(at)
  const message = await world.db
    .selectFrom('message')
    .select(['id', 'signature_id'])
    .where('template', '=', 'confirm-signature')
    .where('state', '=', 'queued')
    .executeTakeFirstOrThrow()
  await world.confirms(message.signature_id!, at)
  await world.db.updateTable('message').set({ state: 'sent', sent_at: at }).where('id', '=', message.id).execute()
  return stopToken(world.keyring, message.id)
}

async function pressesStop(world: World, token: string, scope: 'campaign' | 'everything') {
  await world.intake.append(await sealingKey(world.db, null), 'stop', { token, wanted: 'stop', scope }, world.at)
  await world.work()
}

/** How each kind of message to many is planned. @returns how many were queued */
const plans: Record<string, (world: World) => Promise<number>> = {
  'official-answered': async (world) => {
    const petition = await world.db
      .selectFrom('petition')
      .select('id')
      .where('slug', '=', slug)
      .executeTakeFirstOrThrow()
    await world.db
      .insertInto('delivery')
      .values({
        id: randomUUID(),
        petition_id: petition.id,
        delivered_on: '2026-11-01',
        recipient: 'Ida Vance',
        by_whom: 'Omar',
        signatures: 10,
        answer: JSON.stringify({ en: 'Yes.', es: 'Sí.' }),
        told_at: world.at,
        created_at: world.at,
      })
      .execute()
    return tellAnswers(world.as.worker, world.keyring, world.at)
  },
  // A ladder of its own each time, since nobody goes through one twice.
  'ladder-message': async (world) => {
    const messages = () =>
      world.db.selectFrom('message').select('id').where('template', '=', 'ladder-message').execute()
    const before = await messages()
    await publishes(world, contentOf([rung('s1', 'tagged', { tag: 'volunteer' }), mails('s2', 'Call'), end('s3')]))
    await world.db.deleteFrom('person_tag').execute()
    await tagsAll(world, 'volunteer')
    await works(world, world.at)
    return (await messages()).length - before.length
  },
  'did-they-answer': async (world) => {
    const { rows } = await sql<{ id: string }>`
      insert into letter (id, writing_id, advocacy_campaign_id, post_id, person_id, contact_id, name_slot, sealed, likeness, language, area, source, state, written_at, confirmed_at, sent_at)
      select gen_random_uuid(), gen_random_uuid(), (select id from advocacy_campaign where kind = 'letter' limit 1), (select id from post limit 1), person.id, person.contact_id, 1, '', decode('0000000000000000', 'hex'), 'en', '850', 'web', 'sent', now, now, now
      from person, lateral (select ${world.at}::timestamptz - interval '22 days' as now) as sent order by created_on limit 1
      on conflict do nothing returning id
    `.execute(world.db)
    expect(rows.length).toBeLessThan(2)
    return askAboutResponses(world.as.worker, world.keyring, world.at)
  },
  broadcast: async (world) => {
    await sendsToMany(world)
    return messagesOfBroadcasts(world)
  },
}

const leaving = async (world: World, at = world.at) => {
  const all = [
    ...(await claimMessages(world.as.worker, 'mail', 100, at)),
    ...(await claimMessages(world.as.worker, 'sms', 100, at)),
  ]
  return all.map(({ template }) => template).filter((template) => toMany.includes(template))
}

const subscriptions = (world: World) =>
  world.db
    .selectFrom('subscription')
    .select(['channel', 'scope', 'how', 'page', 'language', 'ended_how'])
    .orderBy('asked_at')
    .execute()

test('each kind of message that is sent to many has its plan here', () => {
  expect(Object.keys(plans).sort()).toEqual([...toMany].sort())
})

/** What keeps a person from getting what is sent to many. Each begins with Rosa, who gets it. */
const doors: Record<string, (world: World, stop: string) => Promise<unknown>> = {
  'she never subscribed': (world) => world.db.deleteFrom('subscription').execute(),
  'she ended it on her own page': async (world) =>
    presses(world, await openPage(world), { intent: 'consent', purpose: 'email', wanted: 'no' }),
  'she ended this campaign by the link in a mail': (world, stop) => pressesStop(world, stop, 'campaign'),
  'she stopped everything by the link in a mail': (world, stop) => pressesStop(world, stop, 'everything'),
  'she is subscribed by the other way only': (world) =>
    world.db.updateTable('subscription').set({ channel: 'sms' }).execute(),
  'she is subscribed to the network only': (world) =>
    world.db.updateTable('subscription').set({ scope: 'network' }).execute(),
  'she never confirmed it': (world) => world.db.updateTable('subscription').set({ confirmed_on: null }).execute(),
  'nobody has ever answered from there': (world) =>
    world.db.updateTable('contact_point').set({ proven_on: null }).execute(),
  'a list brought her, and nothing shows that she agreed': (world) =>
    world.db.updateTable('subscription').set({ how: 'import', page: 'imports/1', confirmed_on: null }).execute(),
  'mail to her comes back': (world) =>
    world.db.updateTable('contact_point').set({ failing_since: '2026-11-01' }).execute(),
  'the person who subscribed is somebody else on her address': async (world) => {
    await world.db.deleteFrom('subscription').execute()
    await world.signs({ ...sam, consent_email: '1' })
    await world.work()
  },
}

describe.for(Object.keys(plans))('%s goes to nobody when', (template) => {
  test.for(Object.keys(doors))('%s, neither planned nor claimed', async (door, { world }) => {
    const stop = await signsUp(world)
    expect(await plans[template]!(world)).toBe(1)
    await doors[door]!(world, stop)
    // Queued before: the statement that claims asks again.
    expect(await leaving(world)).toEqual([])
    expect(await plans[template]!(world)).toBe(0)
  })
})

test('whoever subscribed gets it, by the way they chose', async ({ world }) => {
  await signsUp(world)
  await signsUp(world, { ...tomas, consent_sms: '1' })
  expect(await plans['official-answered']!(world)).toBe(2)
  const midday = later(world, 7 * 3_600_000)
  expect(await leaving(world, midday)).toEqual(['official-answered', 'official-answered'])
})

test('somebody who signs with Rosa’s address and checks the box subscribes nobody until Rosa’s mailbox confirms it', async ({
  world,
}) => {
  await signsUp(world, rosa)
  await world.signs({ ...sam, consent_email: '1' })
  await world.work()
  expect(await subscriptions(world)).toEqual([])
})

test('a second number is written to only while nobody else has it as their own', async ({ world }) => {
  const whyNot = async () =>
    (
      await sql<{ why: string | null }>`
        select ${whyNoNews} as why from person join contact_point on contact_point.id = person.other_contact_id ${newsJoins()}
      `.execute(world.db)
    ).rows.map(({ why }) => why)
  await signsUp(world, { ...rosa, phone: tomas.phone, consent_sms: '1' })
  await world.db.updateTable('contact_point').set({ proven_on: '2026-11-24' }).execute()
  expect(await whyNot()).toEqual([null])
  await world.signs(tomas)
  await world.work()
  expect(await whyNot()).toEqual(['no-consent'])
})

test('a subscription says how, where and in which words it was agreed to', async ({ world }) => {
  await signsUp(world)
  expect(await subscriptions(world)).toEqual([
    { channel: 'mail', scope: 'campaign', how: 'form', page: `petitions/${slug}`, language: 'es', ended_how: null },
  ])
})

test('ending one campaign’s news leaves the others alone, and only a fresh act brings it back', async ({ world }) => {
  const stop = await signsUp(world)
  await pressesStop(world, stop, 'campaign')
  await pressesStop(world, stop, 'campaign')
  expect(await world.db.selectFrom('suppression').selectAll().execute()).toEqual([])
  expect((await subscriptions(world))[0]).toMatchObject({ ended_how: 'link' })
  // Erased and signed on paper again: what she ended stays ended.
  await world.db.deleteFrom('person').execute()
  await world.db.deleteFrom('contact_point').execute()
  expect(await world.db.selectFrom('campaign_stop').select('channel').execute()).toEqual([{ channel: 'mail' }])
  await signsUp(world, rosa)
  expect(await plans['official-answered']!(world)).toBe(0)
  await presses(world, await openPage(world), { intent: 'consent', purpose: 'email', wanted: 'yes' })
  expect(await world.db.selectFrom('campaign_stop').selectAll().execute()).toEqual([])
  expect(await plans['official-answered']!(world)).toBe(2)
})

test('what is ended and asked for again keeps both as evidence', async ({ world }) => {
  await signsUp(world)
  const page = await openPage(world)
  await presses(world, page, { intent: 'consent', purpose: 'email', wanted: 'no' })
  expect((await pageOf(world, page))?.consents.email).toBe(false)
  await presses(world, page, { intent: 'consent', purpose: 'email', wanted: 'yes' })
  await presses(world, page, { intent: 'consent', purpose: 'email', wanted: 'yes' })
  expect((await pageOf(world, page))?.consents.email).toBe(true)
  expect((await subscriptions(world)).map(({ how, ended_how }) => [how, ended_how])).toEqual([
    ['form', 'own-page'],
    ['own-page', null],
  ])
})

test('no news leaves while somebody’s stop waits to be read', async ({ world }) => {
  const stop = await signsUp(world)
  await signsUp(world, { ...rosa, email: 'ana@example.org', consent_email: '1' })
  expect(await plans['official-answered']!(world)).toBe(2)
  await world.intake.append(await sealingKey(world.db, null), 'stop', { token: stop, wanted: 'stop' }, world.at)
  expect(await leaving(world)).toEqual([])
  await world.work()
  expect(await leaving(world)).toHaveLength(1)
})

test('STOP by text ends the subscription, and START does not bring it back', async ({ world }) => {
  const texting = await startTexting(world)
  try {
    await signsUp(world, { ...tomas, consent_sms: '1' })
    await texting.says('ALTO')
    await texting.says('START')
    expect((await subscriptions(world)).map(({ ended_how }) => ended_how)).toEqual(['text'])
  } finally {
    await texting.stop()
  }
})

/** Queues messages to many for the contact that is there, from as many campaigns as there are rows. */
async function queues(world: World, howMany: number) {
  const { rows } = await sql<{ id: string; contact_id: string; channel: 'mail' | 'sms'; campaign_id: string }>`
    select person.id, contact_id, channel, contact_point.campaign_id from person join contact_point on contact_point.id = contact_id
  `.execute(world.db)
  for (const one of rows)
    for (let number = 0; number < howMany; number += 1) {
      const id = randomUUID()
      await world.db
        .insertInto('message')
        .values({
          id,
          channel: one.channel,
          template: 'official-answered',
          language: 'es',
          contact_id: one.contact_id,
          person_id: one.id,
          campaign_id: one.campaign_id,
          once_key: id,
          link_hash: linkHash(id),
          due_at: world.at,
          created_at: world.at,
        })
        .execute()
    }
}

/** The same person on the same address in a campaign of another group, with the same subscription. */
async function inAnotherCampaign(world: World) {
  const [campaign, contact, person, subscription] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const copy = (table: string, changed: Record<string, string>) =>
    sql`insert into ${sql.table(table)} select (jsonb_populate_record(null::${sql.table(table)}, to_jsonb(original) || ${JSON.stringify(changed)}::jsonb)).* from (select * from ${sql.table(table)} limit 1) as original`.execute(
      world.db,
    )
  await sql`insert into member_group (parent_id, kind, name) select id, 'group', 'Derechos Saguaro' from member_group where kind = 'network'`.execute(
    world.db,
  )
  await sql`insert into campaign (id, slug, state, name, summary, story, colour, group_id) select ${campaign}, 'other', state, name, summary, story, colour, (select id from member_group where kind <> 'network' order by created_at limit 1) from campaign limit 1`.execute(
    world.db,
  )
  await copy('contact_point', { id: contact, campaign_id: campaign })
  await copy('person', { id: person, campaign_id: campaign, contact_id: contact })
  await copy('subscription', { id: subscription, person_id: person })
}

test('a mailbox gets three in a week from all campaigns and groups of the network together; the others wait, and say why', async ({
  world,
}) => {
  await signsUp(world)
  await inAnotherCampaign(world)
  await queues(world, 2)
  expect(await leaving(world)).toHaveLength(3)
  expect(
    await world.db.selectFrom('message').select(['state', 'failure']).where('failure', '=', 'enough-news').execute(),
  ).toEqual([{ state: 'queued', failure: 'enough-news' }])
  expect(await leaving(world, later(world, 6 * day))).toEqual([])
  expect(await leaving(world, later(world, 7 * day + 1))).toHaveLength(1)
})

test('a phone gets two in a week and four in thirty days, whatever the settings say', async ({ world }) => {
  await signsUp(world, { ...tomas, consent_sms: '1' })
  await queues(world, 6)
  const midday = (days: number) => later(world, days * day + 7 * 3_600_000)
  const caps = newsCaps({ ...usualNewsPerWeek, sms: 50 })
  const texts = async (days: number) =>
    (
      await claimMessages(world.as.worker, 'sms', 100, midday(days), {
        dayMicros: 1e12,
        segmentMicros: 0,
        newsCaps: caps,
      })
    ).filter(({ template }) => template === 'official-answered').length
  expect(await texts(0)).toBe(4)
  expect(await texts(8)).toBe(0)
  expect(await texts(31)).toBe(2)
  await queues(world, 3)
  expect(await leaving(world, midday(62))).toHaveLength(2)
  expect(await leaving(world, midday(63))).toHaveLength(0)
  expect(await leaving(world, midday(70))).toHaveLength(1)
})

test('two workers at once send no more than one would', async ({ world }) => {
  await signsUp(world)
  await queues(world, 8)
  const claimed = await Promise.all(
    Array.from({ length: 4 }, () => claimMessages(world.as.worker, 'mail', 2, world.at)),
  )
  const rest = await leaving(world)
  const sent = claimed.flat().filter(({ template }) => template === 'official-answered').length + rest.length
  expect(sent).toBe(3)
})

test('a mail whose sender was killed does not count twice', async ({ world }) => {
  await signsUp(world)
  await queues(world, 3)
  expect(await leaving(world)).toHaveLength(3)
  await world.db.updateTable('message').set({ state: 'queued' }).where('state', '=', 'sending').execute()
  expect(await leaving(world)).toHaveLength(3)
})

test('what the previous version records while both run is taken over: new consents, and those that were withdrawn', async ({
  world,
}) => {
  await signsUp(world)
  await signsUp(world, { ...tomas, consent_sms: '1' })
  await world.db.deleteFrom('subscription').where('channel', '=', 'mail').execute()
  await world.db.updateTable('consent').set({ withdrawn_on: '2030-01-01' }).where('purpose', '=', 'sms').execute()
  await carryConsents(world.as.worker, later(world, -day))
  await carryConsents(world.as.worker, later(world, -day))
  expect((await subscriptions(world)).map(({ channel, ended_how }) => [channel, ended_how]).sort()).toEqual([
    ['mail', null],
    ['sms', 'own-page'],
  ])
})
