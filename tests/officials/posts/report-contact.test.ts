import { expect } from 'vitest'
import { reportContact } from '~/officials/posts/report-contact.server'
import { test } from '../../support/firme-test'
import { sheriff } from '../../support/officials'

const hours = (at: Date, count: number) => new Date(at.getTime() + count * 3_600_000)

test('a voicemail that is full three times within a day makes the number doubtful; spread over days it does not', async ({
  world,
}) => {
  const { postId, contactId } = await sheriff(world.db)
  const full = (after: number) =>
    reportContact(
      world.db,
      { postId, contactDetailId: contactId, what: 'voicemail-full', origin: 'outreach' },
      hours(world.at, after),
    )
  expect((await full(0)).status).toBe('fine')
  expect((await full(30)).status).toBe('fine')
  expect((await full(40)).status).toBe('fine')
  expect((await full(41)).status).toBe('doubtful')
  expect(
    await world.db.selectFrom('contact_detail').select('status_reason').where('id', '=', contactId).executeTakeFirst(),
  ).toEqual({ status_reason: 'voicemail-full' })
})

test('one bounced mail makes an address doubtful, a second one dead; the same report told twice counts once', async ({
  world,
}) => {
  const { postId, contactId } = await sheriff(world.db, { kind: 'email', value: 'sheriff@cholla.example.org' })
  const bounce = (id: string) =>
    reportContact(world.db, { id, postId, contactDetailId: contactId, what: 'bounced', origin: 'mail' }, world.at)
  const [first, second] = ['11111111-0000-4000-8000-000000000000', '22222222-0000-4000-8000-000000000000'] as const
  expect(await bounce(first)).toEqual({ outcome: 'recorded', status: 'doubtful' })
  expect(await bounce(first)).toEqual({ outcome: 'again', status: 'doubtful' })
  expect(await bounce(second)).toEqual({ outcome: 'recorded', status: 'dead' })
})

test('what a visitor claims, however often, waits for an organizer and kills no contact', async ({ world }) => {
  const { postId, contactId } = await sheriff(world.db)
  for (const what of ['left-office', 'wrong-other', 'bounced', 'bounced', 'bounced'] as const)
    expect(
      (await reportContact(world.db, { postId, contactDetailId: contactId, what, origin: 'public' }, world.at)).status,
    ).toBe('fine')
  expect(
    await world.db.selectFrom('contact_report').select('id').where('handled_at', 'is', null).execute(),
  ).toHaveLength(5)
})

test('a report keeps the hour, never the minute, and one about a post that is gone is passed over', async ({
  world,
}) => {
  const { postId } = await sheriff(world.db)
  await reportContact(
    world.db,
    { postId, contactDetailId: null, what: 'left-office', origin: 'public' },
    new Date('2026-11-24T18:47:12Z'),
  )
  expect(
    (
      await world.db.selectFrom('contact_report').select('reported_at').executeTakeFirstOrThrow()
    ).reported_at.toISOString(),
  ).toBe('2026-11-24T18:00:00.000Z')
  expect(
    await reportContact(
      world.db,
      { postId: '33333333-0000-4000-8000-000000000000', contactDetailId: null, what: 'left-office', origin: 'public' },
      world.at,
    ),
  ).toEqual({ outcome: 'not-there', status: null })
})
