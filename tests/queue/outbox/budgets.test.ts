import { sql } from 'kysely'
import { expect, test as plain } from 'vitest'
import { sign } from '~/actions/petitions/sign.server'
import { purgeUnconfirmed } from '~/actions/petitions/signatures/purge-unconfirmed.server'
import type { readNeeds } from '~/office/today/needs.server'
import { budgetOf, granted, purposeOf } from '~/queue/outbox/budgets'
import { enqueueMessages } from '~/queue/outbox/enqueue-messages.server'
import type { QueuedMessage } from '~/queue/outbox/message'
import { sealingKey } from '~/vault/vault-keys.server'
import { openDrain } from '~/worker/drain-intake.server'
import { askDeferred } from '~/worker/sending/ask-deferred.server'
import { rosa, slug, test, tomas, type World } from '../../support/firme-test'
import { arrives, keepingMailer, letterAction, sends, toCouncil, toSheriff } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const after = (world: World, milliseconds: number) => new Date(world.at.getTime() + milliseconds)

/** Somebody asks for the own page of an address. */
async function asksOwnPage(
  world: World,
  at: Date,
  contact = rosa.email,
  channel: 'mail' | 'sms' = 'mail',
): Promise<void> {
  await world.intake.append(
    await sealingKey(world.db, null),
    'own-page-request',
    { channel, contact, language: 'es' },
    at,
  )
  await world.work(at)
}

async function signsAt(world: World, at: Date, fields: Record<string, string>, to: string): Promise<string> {
  const { outcome } = await sign(world, { language: 'es', slug: to, ref: null, fields, isHeld: false }, at)
  await world.work(at)
  return outcome
}

const owed = async (world: World, template: string, state?: string) => {
  const rows = await world.db.selectFrom('message').select(['id', 'state']).where('template', '=', template).execute()
  return rows.filter((row) => row.state !== 'deferred' && (!state || row.state === state)).length
}
const deferred = async (world: World) =>
  (await world.db.selectFrom('message').select('id').where('state', '=', 'deferred').execute()).length

/** Petitions beside the demo's own. */
async function petitions(world: World, count: number): Promise<string[]> {
  const slugs = Array.from({ length: count }, (_, index) => `more-${index}`)
  for (const one of slugs) {
    await sql`insert into petition (campaign_id, slug, state, title, ask, target, story, share_text, group_id) select campaign_id, ${one}, 'open', title, ask, target, story, share_text, group_id from petition where slug = ${slug}`.execute(
      world.db,
    )
    await sql`insert into petition_total (petition_id, changed_at) select id, ${world.at} from petition where slug = ${one}`.execute(
      world.db,
    )
  }
  return slugs
}

/** A request to confirm, as recording owes it, without its signature. */
async function confirmation(world: World, key: string, more: Partial<QueuedMessage> = {}): Promise<QueuedMessage> {
  const contact = await world.db.selectFrom('contact_point').select(['id', 'blind_index']).executeTakeFirstOrThrow()
  return {
    channel: 'mail',
    template: 'confirm-signature',
    language: 'es',
    contactId: contact.id,
    blindIndex: contact.blind_index,
    proven: false,
    personId: null,
    signatureId: null,
    petitionId: null,
    onceKey: key,
    ...more,
  }
}

test('strangers sign once with Rosa’s address and ask for her own page four times; then she signs another petition, and her mail arrives', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  for (let ask = 0; ask < 4; ask += 1) await asksOwnPage(world, after(world, ask * minute))
  expect(await signsAt(world, after(world, 10 * minute), rosa, 'no-287g')).toBe('accepted')
  const mailer = keepingMailer()
  await sends(world, mailer, after(world, 11 * minute))
  const hers = await world.db
    .selectFrom('message')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select('message.state')
    .where('petition.slug', '=', 'no-287g')
    .execute()
  expect(hers).toEqual([{ state: 'sent' }])
  expect(mailer.mails.filter((mail) => mail.to === rosa.email)).toHaveLength(3)
})

test('the own page is sent once an hour and three times in any day, however often it is asked for, and asking in vain uses nothing up', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  for (let ask = 0; ask < 17; ask += 1) await asksOwnPage(world, after(world, ask * 3_000))
  expect(await owed(world, 'own-page-link')).toBe(1)
  await asksOwnPage(world, after(world, 59 * minute))
  expect(await owed(world, 'own-page-link')).toBe(1)
  for (const hours of [1, 2, 3, 4, 12, 23]) await asksOwnPage(world, after(world, hours * hour))
  expect(await owed(world, 'own-page-link')).toBe(3)
  await asksOwnPage(world, after(world, day + minute))
  expect(await owed(world, 'own-page-link')).toBe(4)
})

test('over a month a stranger’s asks come to an end, but for one a day that is kept for whoever it belongs to', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const perDay: number[] = []
  for (let days = 0; days < 20; days += 1) {
    const before = await owed(world, 'own-page-link')
    for (const hours of [0, 2, 4, 6]) await asksOwnPage(world, after(world, days * day + hours * hour))
    perDay.push((await owed(world, 'own-page-link')) - before)
  }
  expect(perDay.slice(0, 5)).toEqual([3, 3, 2, 1, 1])
  expect(new Set(perDay.slice(3))).toEqual(new Set([1]))
})

test('somebody in two campaigns gets both links for one ask', async ({ world }) => {
  await world.signs(rosa)
  await world.work()
  await sql`
    with other as (insert into campaign (id, slug, state, name, summary, story, colour, group_id) select gen_random_uuid(), 'other', 'published', name, summary, story, colour, group_id from campaign limit 1 returning id)
    insert into contact_point (id, campaign_id, channel, blind_index, sealed, created_on, domain_mark) select gen_random_uuid(), other.id, channel, blind_index, sealed, created_on, domain_mark from contact_point, other
  `.execute(world.db)
  await asksOwnPage(world, world.at)
  await asksOwnPage(world, after(world, minute))
  expect(await owed(world, 'own-page-link')).toBe(2)
})

test('a signature over the budget is not lost: the page says the same, the office sees how many wait, and they are asked in the days after, the newest first', async ({
  world,
}) => {
  const more = await petitions(world, 6)
  const outcomes = []
  for (const [index, to] of more.entries()) outcomes.push(await signsAt(world, after(world, index * 1_000), rosa, to))
  expect(new Set(outcomes)).toEqual(new Set(['accepted']))
  expect([await owed(world, 'confirm-signature'), await deferred(world)]).toEqual([4, 2])
  const { token } = await organizer(world, 'owner', await groupOf(world, 'network'))
  const needs = async () =>
    (
      (await call(world, officeRoute('office._index').loader!, { token })).body as {
        needs: Awaited<ReturnType<typeof readNeeds>>
      }
    ).needs.mail
  expect(await needs()).toEqual({ pause: null, domains: [], deferred: 2 })
  // Not today any more, however often it is tried.
  expect(await askDeferred(world.as.worker, after(world, hour))).toBe(0)
  expect(await askDeferred(world.as.worker, after(world, day))).toBe(2)
  expect(await needs()).toMatchObject({ deferred: 0 })
  const mailer = keepingMailer()
  await sends(world, mailer, after(world, day))
  const sent = await world.db
    .selectFrom('message')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select('slug')
    .where('message.state', '=', 'sent')
    .execute()
  expect(sent.map((row) => row.slug).sort()).toEqual(more)
})

test('who signs last is asked first when the budget is free again, whatever strangers have signed with the address before', async ({
  world,
}) => {
  const more = await petitions(world, 12)
  for (const [index, to] of more.entries()) await signsAt(world, after(world, index * 1_000), rosa, to)
  expect(await deferred(world)).toBe(8)
  expect(await askDeferred(world.as.worker, after(world, day))).toBe(4)
  const asked = await world.db
    .selectFrom('message')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select('slug')
    .where('message.created_at', '>=', after(world, day))
    .execute()
  expect(asked.map((row) => row.slug).sort()).toEqual(['more-10', 'more-11', 'more-8', 'more-9'])
  // The month is used up; from then on one a day is kept for whoever it belongs to.
  expect(await askDeferred(world.as.worker, after(world, 2 * day))).toBe(1)
  expect(await askDeferred(world.as.worker, after(world, 2 * day + hour))).toBe(0)
  expect(await askDeferred(world.as.worker, after(world, 3 * day))).toBe(1)
})

test('a signature that waits for its budget is not purged after seven days, nor kept for ever', async ({ world }) => {
  const more = await petitions(world, 5)
  for (const to of more) await signsAt(world, world.at, rosa, to)
  await world.db
    .updateTable('message')
    .set({ state: 'sent', sent_at: world.at })
    .where('state', '=', 'queued')
    .execute()
  expect(await purgeUnconfirmed(world.as.worker, after(world, 8 * day))).toBe(4)
  expect(await purgeUnconfirmed(world.as.worker, after(world, 29 * day))).toBe(0)
  expect(await purgeUnconfirmed(world.as.worker, after(world, 31 * day))).toBe(1)
  expect(await world.db.selectFrom('contact_point').select('id').execute()).toEqual([])
})

test('what is deferred is dropped when it is needed no more: it was confirmed by another request', async ({
  world,
}) => {
  const more = await petitions(world, 5)
  for (const [index, to] of more.entries()) await signsAt(world, after(world, index), rosa, to)
  const waiting = await world.db
    .selectFrom('message')
    .select('signature_id')
    .where('state', '=', 'deferred')
    .executeTakeFirstOrThrow()
  // Signing again asks again, from a share of its own.
  await signsAt(world, after(world, minute), rosa, more.at(-1)!)
  expect(
    await world.db
      .selectFrom('message')
      .select('state')
      .where('signature_id', '=', waiting.signature_id)
      .orderBy('state')
      .execute(),
  ).toEqual([{ state: 'deferred' }, { state: 'queued' }])
  expect(await askDeferred(world.as.worker, after(world, day))).toBe(0)
  expect(await world.db.selectFrom('message').select('failure').where('state', '=', 'suppressed').execute()).toEqual([
    { failure: 'no-longer-needed' },
  ])
})

test('reminders, “you have signed already” and reminders to call never take what requests to confirm need', async ({
  world,
}) => {
  const more = await petitions(world, 3)
  await world.signs(rosa)
  await world.work()
  const template = (of: QueuedMessage['template'], count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => confirmation(world, `${of} ${index}`, { template: of })))
  for (const of of ['confirm-reminder', 'already-signed', 'call-reminder', 'thank-you'] as const)
    await world.db
      .transaction()
      .execute(async (trx) => enqueueMessages(trx, world.keyring, await template(of, 50), world.at))
  await asksOwnPage(world, world.at)
  for (const to of more) await signsAt(world, world.at, rosa, to)
  expect(await owed(world, 'confirm-signature')).toBe(4)
  expect(await deferred(world)).toBe(0)
})

test('nobody can be bombed: whatever strangers sign with an address in a month, it gets few messages a day and a bounded number in all', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const perDay: number[] = []
  for (let days = 0; days < 30; days += 1) {
    const at = after(world, days * day)
    const wanted = await Promise.all(Array.from({ length: 40 }, (_, index) => confirmation(world, `${days} ${index}`)))
    const rest = (['confirm-reminder', 'already-signed', 'call-reminder'] as const).flatMap((of) =>
      Array.from({ length: 10 }, (_, index) => ({ ...wanted[0]!, template: of, onceKey: `${of} ${days} ${index}` })),
    )
    perDay.push(
      await world.db.transaction().execute((trx) => enqueueMessages(trx, world.keyring, [...wanted, ...rest], at)),
    )
  }
  expect(Math.max(...perDay)).toBeLessThanOrEqual(4 + 2 + 2 + 2)
  expect(perDay.reduce((all, one) => all + one, 0)).toBeLessThanOrEqual(8 + 4 + 3 + 4 + 30)
  expect(perDay.slice(10).every((one) => one === 1)).toBe(true)
})

test('ten processes at once grant what one would: one own page, four requests to confirm, the rest deferred', async ({
  world,
}) => {
  await world.signs(tomas)
  await world.work()
  await sql`delete from message_budget`.execute(world.db)
  await sql`delete from message`.execute(world.db)
  const [page, ...requests] = await Promise.all([
    confirmation(world, 'page', { template: 'own-page-link' }),
    ...Array.from({ length: 10 }, (_, index) => confirmation(world, `at once ${index}`)),
  ])
  const pages = Array.from({ length: 10 }, (_, index) => ({ ...page!, onceKey: `page ${index}` }))
  const counts = await Promise.all(
    [...pages, ...requests].map((one) =>
      world.db.transaction().execute((trx) => enqueueMessages(trx, world.keyring, [one], world.at)),
    ),
  )
  expect(counts.slice(0, 10).reduce((all, one) => all + one, 0)).toBe(1)
  expect(counts.slice(10).reduce((all, one) => all + one, 0)).toBe(4)
  expect(await deferred(world)).toBe(6)
  // Two workers that come to the deferred ones at once ask each once.
  const signature = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.db.updateTable('message').set({ signature_id: signature.id }).where('state', '=', 'deferred').execute()
  await world.db.deleteFrom('message').where('state', '=', 'queued').execute()
  const asked = await Promise.all([
    askDeferred(world.as.worker, after(world, day)),
    askDeferred(world.as.worker, after(world, day)),
  ])
  expect(asked.reduce((all, one) => all + one, 0)).toBe(4)
})

test('two drains at once over many who sign with few addresses neither stop each other nor grant too much', async ({
  world,
}) => {
  const more = await petitions(world, 8)
  for (const to of more)
    for (const email of ['a@example.org', 'b@example.org', 'c@example.org'])
      await world.signs({ ...rosa, email }, { slug: to })
  const drains = [openDrain(world.db, world.keyring), openDrain(world.db, world.keyring)]
  await Promise.all(
    drains.map(async (drain) => {
      while ((await drain(world.at, 3)).recorded > 0);
    }),
  )
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
  expect([await owed(world, 'confirm-signature'), await deferred(world)]).toEqual([12, 12])
})

test('a letter over the budget of its writer’s mailbox waits in the same way', async ({ world }) => {
  const { postIds } = await letterAction(world, toCouncil)
  for (const postId of postIds.slice(0, 3))
    await arrives(world, toCouncil, { postIds: [postId], givenName: `N${postId}` })
  await arrives(world, toSheriff)
  await world.work()
  const more = await petitions(world, 3)
  for (const to of more) await signsAt(world, world.at, rosa, to)
  const waiting = await deferred(world)
  expect(waiting).toBeGreaterThan(0)
  expect(await askDeferred(world.as.worker, after(world, day))).toBe(waiting)
})

plain('a message is counted by what it is for, and an unknown contact has less of everything than a known one', () => {
  expect(purposeOf('confirm-signature')).toBe('confirmation')
  expect(purposeOf('confirm-signature', true)).toBe('again')
  expect(purposeOf('own-page-link')).toBe('own-page')
  for (const purpose of ['confirmation', 'again', 'own-page', 'call', 'reminder', 'answer'] as const) {
    const [stranger, known] = [budgetOf(purpose, false), budgetOf(purpose, true)]
    expect(
      stranger.day <= known.day && stranger.month <= known.month && stranger.reserve <= known.reserve,
      purpose,
    ).toBe(true)
  }
  expect(budgetOf('own-page', true)).toMatchObject({ minutesApart: 60, day: 3 })
  expect(granted(budgetOf('own-page', false), { day: 0, month: 0, minutesAgo: null })).toBe(1)
  expect(granted(budgetOf('own-page', false), { day: 1, month: 1, minutesAgo: 59.9 })).toBe(0)
  expect(granted(budgetOf('own-page', false), { day: 1, month: 1, minutesAgo: 60 })).toBe(1)
  expect(granted(budgetOf('confirmation', false), { day: 0, month: 8, minutesAgo: null })).toBe(1)
  expect(granted(budgetOf('confirmation', false), { day: 1, month: 9, minutesAgo: null })).toBe(0)
  expect(granted(budgetOf('reminder', false), { day: 0, month: 3, minutesAgo: null })).toBe(0)
})
