import { sql } from 'kysely'
import { expect } from 'vitest'
import { everySample } from '#emails/render-mail'
import { startSession } from '~/office/guard/sessions.server'
import { forgetDigests, makeDailyDigests } from '~/office/today/digest/make-daily-digests.server'
import { recoverClaims } from '~/worker/sending/recover-claims.server'
import { rosa, sam, slug, test, type World } from '../../support/firme-test'
import { keepingMailer, sends } from '../../support/letters'
import { call, groupOf, officeRoute, organizer } from '../../support/office'

/** 7:30 AM in Phoenix, which has no summer time, and 9:30 AM in New York. */
const morning = (day: string) => new Date(`${day}T14:30:00Z`)
const today = '2026-11-25'

async function reader(world: World, hour: string, values: { language?: 'es'; time_zone?: string } = {}, name?: string) {
  const { id } = await organizer(world, 'organizer', await groupOf(world, 'network'), name)
  if (Object.keys(values).length > 0) await world.db.updateTable('organizer').set(values).where('id', '=', id).execute()
  // The evening before.
  const at = new Date('2026-11-25T03:00:00Z')
  const token = await startSession(world.db, world.keyring, { organizerId: id, way: 'passkey' }, at)
  await call(world, officeRoute('office.account').action!, { token, at, fields: { intent: 'digest', hour } })
  return id
}
const making = (world: World, db = world.as.worker) => ({
  db,
  keyring: world.keyring,
  env: { contactStaleDays: 100_000 },
  noteForgedRole: () => {},
})
const make = (world: World, at = morning(today)) => makeDailyDigests(making(world), at)

/** Two signatures were confirmed yesterday, and the second reached a goal; a comment waits. */
async function busyDay(world: World) {
  await world.db
    .updateTable('petition')
    .set({ goal_steps: [2, 500] })
    .where('slug', '=', slug)
    .execute()
  await world.signs({ ...rosa, share_name: '1', comments: 'Llamen a mi vecina al 602 555 0199' })
  await world.signs(sam)
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').execute()) await world.confirms(id)
}
const queued = async (world: World) =>
  (await world.db.selectFrom('message').select('template').where('template', '=', 'daily-digest').execute()).length

test('nobody gets a daily email without asking for it, and it comes at the hour of their own zone', async ({
  world,
}) => {
  await busyDay(world)
  await organizer(world, 'owner', await groupOf(world, 'network'))
  expect(await make(world)).toBe(0)
  await reader(world, '8', { time_zone: 'America/New_York' })
  await reader(world, '8', { time_zone: 'America/Phoenix' })
  expect(await make(world)).toBe(1)
  expect(await make(world, new Date(morning(today).getTime() + 3_600_000))).toBe(1)
})

test('it says what needs them, what came in yesterday and which goal was reached, in their language, and names nobody who signed', async ({
  world,
}) => {
  await busyDay(world)
  await reader(world, '7', { language: 'es' }, 'Lucía Paz')
  await make(world)
  const mailer = keepingMailer()
  await world.db.deleteFrom('message').where('template', '<>', 'daily-digest').execute()
  await sends(world, mailer, morning(today))
  expect(mailer.mails).toHaveLength(1)
  const { subject, text, html } = mailer.mails[0]!
  expect(subject).toBe('Su oficina hoy: 25 de noviembre de 2026')
  for (const part of [text, html!]) {
    expect(part).toContain('Hola, Lucía Paz')
    expect(part).toContain('1 comentario por revisar')
    expect(part).toContain('2 firmas confirmadas')
    expect(part).toContain('llegó a su meta de 2')
    expect(part).not.toMatch(/Rosa|Sam\b|vecina|rosa@/)
  }
})

const signatures = async (world: World) =>
  (
    await sql<{ count: number }>`
      select (content -> 'signatures')::integer as count from organizer_digest where content <> 'null' order by day
    `.execute(world.db)
  ).rows.map(({ count }) => count)

test('a signature is in the digest of the day after it was confirmed, whenever it was signed, and a private one too', async ({
  world,
}) => {
  await busyDay(world)
  await world.db
    .updateTable('signature')
    .set({ confirmed_at: new Date('2026-11-25T20:00:00Z') })
    .execute()
  await world.signs({ ...rosa, email: 'ana@example.org', given_name: 'Ana', is_private: '1' })
  await world.work()
  const [ana] = await world.db.selectFrom('signature').select('id').where('state', '=', 'unconfirmed').execute()
  await world.confirms(ana!.id)
  const [secret] = await world.db
    .selectFrom('signature')
    .select('confirmed_at')
    .where('is_private', '=', true)
    .execute()
  expect(secret!.confirmed_at!.toISOString()).toBe('2026-11-24T00:00:00.000Z')
  await reader(world, '7')
  await make(world)
  await make(world, morning('2026-11-26'))
  expect(await signatures(world)).toEqual([1, 2])
})

test('when one digest fails, the others are made all the same, and the failure is said', async ({ world }) => {
  await busyDay(world)
  const [first] = [await reader(world, '7'), await reader(world, '7'), await reader(world, '7')].toSorted()
  await sql`alter table organizer_digest add constraint refused check (content = 'null' or organizer_id <> ${sql.lit(first)})`.execute(
    world.db,
  )
  await expect(make(world)).rejects.toThrow(/refused/)
  expect(await queued(world)).toBe(2)
})

test('a goal is told once, and a day with nothing to say sends nothing', async ({ world }) => {
  await busyDay(world)
  await world.db.updateTable('public_name').set({ comment_state: 'shown' }).execute()
  await reader(world, '7')
  expect(await make(world)).toBe(1)
  expect(await make(world, morning('2026-11-26'))).toBe(0)
  const { rows } = await sql<{ goals: number }>`
    select jsonb_array_length(content -> 'goals') as goals from organizer_digest where day >= ${today}::date order by day
  `.execute(world.db)
  expect(rows).toEqual([{ goals: 1 }, { goals: 0 }])
  expect(await queued(world)).toBe(1)
  expect(await forgetDigests(world.as.worker, morning('2026-12-30'))).toBe(3)
})

test('it is never queued twice: not by two workers, not after one was killed in the middle, not when the hour is changed', async ({
  world,
}) => {
  await busyDay(world)
  const id = await reader(world, '7')
  // Killed in the middle: the statement after the digest's own never comes.
  await sql`alter table message add constraint killed check (template <> 'daily-digest')`.execute(world.db)
  await expect(make(world)).rejects.toThrow(/killed/)
  await sql`alter table message drop constraint killed`.execute(world.db)
  expect(await world.db.selectFrom('organizer_digest').selectAll().where('day', '=', today).execute()).toEqual([])
  const made = await Promise.all([make(world), make(world)])
  expect(made.toSorted()).toEqual([0, 1])
  await world.db.updateTable('organizer').set({ digest_hour: 5 }).where('id', '=', id).execute()
  expect(await make(world)).toBe(0)
  expect(await queued(world)).toBe(1)
})

test('when its sender was killed while sending, it is not sent again; a mail to a signer is', async ({ world }) => {
  await busyDay(world)
  await reader(world, '7')
  await make(world)
  await world.db
    .updateTable('message')
    .set({ state: 'sending', claimed_at: world.at })
    .where('channel', '=', 'mail')
    .execute()
  await recoverClaims(world.as.worker, morning(today), { all: true })
  const states = await world.db
    .selectFrom('message')
    .select(['template', 'state'])
    .where('channel', '=', 'mail')
    .execute()
  const of = (isDigest: boolean) =>
    new Set(states.filter(({ template }) => (template === 'daily-digest') === isDigest).map(({ state }) => state))
  expect([...of(true)]).toEqual(['failed'])
  expect([...of(false)]).toEqual(['queued'])
})

test('asked for after its hour, the first comes tomorrow; turned off, none comes', async ({ world }) => {
  await busyDay(world)
  const { id } = await organizer(world, 'organizer', await groupOf(world, 'network'))
  const set = async (hour: string, at: Date) => {
    const token = await startSession(world.db, world.keyring, { organizerId: id, way: 'passkey' }, at)
    await call(world, officeRoute('office.account').action!, { token, at, fields: { intent: 'digest', hour } })
  }
  await set('6', morning(today))
  expect(await make(world)).toBe(0)
  expect(await make(world, morning('2026-11-26'))).toBe(1)
  await set('', morning('2026-11-26'))
  expect(await make(world, morning('2026-11-27'))).toBe(0)
})

test('officials to check are in it, but are no reason to write by themselves: they wait for weeks', async ({
  world,
}) => {
  await reader(world, '7')
  const stale = { ...making(world), env: { contactStaleDays: 0 } }
  expect(await makeDailyDigests(stale, morning(today))).toBe(0)
  const { rows } = await sql<{ stale: number }>`
    select (content -> 'needs' ->> 'stale')::integer as stale from organizer_digest where day = ${today}::date
  `.execute(world.db)
  expect(rows[0]!.stale).toBeGreaterThan(0)
})

test('whoever may not see people hears of no texts and no comments, and nobody hears of another group’s signatures', async ({
  world,
}) => {
  await busyDay(world)
  const { id } = await organizer(world, 'owner', await groupOf(world, 'Elsewhere'))
  await world.db.updateTable('organizer').set({ digest_hour: 7 }).where('id', '=', id).execute()
  expect(await make(world)).toBe(0)
  const { rows } = await sql<{ content: object }>`select content from organizer_digest`.execute(world.db)
  expect(rows).toMatchObject([{ content: { signatures: 0, goals: [], needs: { comments: 0, inbox: 0 } } }])
})

test('the sample of the daily email leads to the office and to where it is turned off', () => {
  for (const { template, text } of everySample()) {
    if (template !== 'daily-digest') continue
    expect(text).toContain('/office/account')
    expect(text).toMatch(/\/office$/m)
  }
})
