import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { getExpectedTwilioSignature as signatureOf } from 'twilio/lib/webhooks/webhooks.js'
import { expect } from 'vitest'
import { forgetTextsAtProvider } from '~/channels/sms/forget-at-provider.server'
import { progress } from '~/channels/sms/message-progress'
import { claimMessages } from '~/worker/sending/claim-messages.server'
import { fetchMissedTexts, resolveUnknown } from '~/worker/sending/reconcile.server'
import { recoverClaims } from '~/worker/sending/recover-claims.server'
import { test, tomas, type World } from '../../support/firme-test'
import { until } from '../../support/running-site'
import { startTexting, type Texting, tomasPhone } from '../../support/texting'

const status = '/hooks/twilio/status'
const sid = `SM${'0'.repeat(32)}`
const later = (world: World, minutes: number) => new Date(world.at.getTime() + minutes * 60_000)
const states = (world: World) =>
  world.db.selectFrom('message').select(['state', 'failure']).orderBy('created_at').execute()
const settled = (phone: Texting) =>
  until(async () => phone.simulator.texts.all.every((text) => text.status !== 'queued'), 5_000)

/** Tomás signs on the page, and is owed a code by text. */
async function tomasSigns(world: World, phone = '602 555 0101') {
  await world.signs({ ...tomas, phone })
  await world.work()
}

function* orders<T>(items: T[]): Generator<T[]> {
  if (items.length === 0) yield []
  for (const [index, item] of items.entries())
    for (const rest of orders(items.toSpliced(index, 1))) yield [item, ...rest]
}

test('in each of the 24 orders in which four callbacks can come, a delivered text ends as delivered', () => {
  const all = [...orders(['queued', 'sent', 'delivered', 'sending'])]
  expect(all).toHaveLength(24)
  for (const order of all)
    expect(order.reduce(progress, 'sending' as ReturnType<typeof progress>), order.join()).toBe('delivered')
  for (const order of orders(['queued', 'sent', 'undelivered', 'sending']))
    expect(order.reduce(progress, 'unknown' as ReturnType<typeof progress>), order.join()).toBe('undelivered')
})

test('a text is sent, told of twice and out of order, and ends as delivered; a slow first answer changes nothing', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set('*', { callbacks: ['delivered', 'sent', 'queued', 'delivered'], slow: 30 })
  await tomasSigns(world)
  await phone.sends()
  await settled(phone)
  await world.work()
  expect(await states(world)).toEqual([{ state: 'delivered', failure: null }])
  expect(await world.db.selectFrom('spend').select(['way', 'units']).execute()).toEqual([{ way: 'sms', units: 1 }])
  await phone.stop()
})

test('one callback, delivered five times at once, has one effect', async ({ world }) => {
  const phone = await startTexting(world)
  await phone.says('FIRMA')
  const inbound = { MessageSid: `SM${'7'.repeat(32)}`, From: tomasPhone, To: '+16025550100', Body: 'Tomás Reyes' }
  expect(await Promise.all(Array.from({ length: 5 }, () => phone.hook('/hooks/twilio/sms', inbound)))).toEqual([
    200, 200, 200, 200, 200,
  ])
  await world.work()
  expect(
    await world.db.selectFrom('message').select('id').where('conversation_id', 'is not', null).execute(),
  ).toHaveLength(2)
  // Hours later the same is no retry but a copy.
  const door = (body: Record<string, string>, at: Date) =>
    phone.hooks(
      {
        target: '/hooks/twilio/sms',
        fields: body,
        signature: signatureOf(phone.env.twilio!.authToken, `${phone.publicUrl}/hooks/twilio/sms`, body),
      },
      at,
    )
  const whole = { ...inbound, AccountSid: phone.env.twilio!.accountSid }
  expect((await door(whole, later(world, 1)))?.status).toBe(200)
  expect((await door(whole, later(world, 120)))?.status).toBe(403)
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
  await phone.stop()
})

test('what is signed wrongly, changed on the way, meant for another number or account is refused with 403 and has no effect', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { accountSid, authToken } = phone.env.twilio!
  const url = `${phone.publicUrl}/hooks/twilio/sms`
  const fields = { AccountSid: accountSid, MessageSid: sid, From: tomasPhone, To: '+16025550100', Body: 'FIRMA' }
  const send = (given: Record<string, string>, signature: string | undefined, target = '/hooks/twilio/sms') =>
    phone.hooks({ target, fields: given, signature }, world.at)
  const good = signatureOf(authToken, url, fields)
  for (const answer of [
    await send(fields, undefined),
    await send(fields, signatureOf('another token', url, fields)),
    await send({ ...fields, Body: 'ALTO' }, good),
    await send({ ...fields, From: '+16025550199' }, good),
    await send(fields, good, '/hooks/twilio/sms?x=1'),
    await send(fields, signatureOf(authToken, `http://elsewhere.example.org/hooks/twilio/sms`, fields)),
    await send({ ...fields, AccountSid: 'AC1' }, signatureOf(authToken, url, { ...fields, AccountSid: 'AC1' })),
    await send({ ...fields, To: '+16025550177' }, signatureOf(authToken, url, { ...fields, To: '+16025550177' })),
  ])
    expect(answer?.status).toBe(403)
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
  expect((await send(fields, good))?.status).toBe(200)
  expect(await world.db.selectFrom('intake').select('kind').execute()).toEqual([{ kind: 'inbound-text' }])
  await phone.stop()
})

test('whoever texts from abroad is not answered, and may opt out all the same', async ({ world }) => {
  const phone = await startTexting(world)
  const fields = { MessageSid: sid, From: '+18765550100', To: '+16025550100' }
  expect(await phone.hook('/hooks/twilio/sms', { ...fields, Body: 'FIRMA' })).toBe(200)
  expect(await world.db.selectFrom('intake').select('id').execute()).toEqual([])
  expect(await phone.hook('/hooks/twilio/sms', { ...fields, Body: 'ALTO' })).toBe(200)
  await world.work()
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
  expect(await world.db.selectFrom('message').select('id').execute()).toEqual([])
  await phone.stop()
})

test('a status of a text under the id of another, or of nobody, changes nothing', async ({ world }) => {
  const phone = await startTexting(world)
  await tomasSigns(world)
  phone.simulator.texts.faults.set('*', { callbacks: [] })
  await phone.sends()
  const { id } = await world.db.selectFrom('message').select('id').executeTakeFirstOrThrow()
  expect(
    await phone.hook(`${status}?m=${id}`, { MessageSid: sid, MessageStatus: 'undelivered', ErrorCode: '30003' }),
  ).toBe(200)
  expect(await phone.hook(`${status}?m=${randomUUID()}`, { MessageSid: sid, MessageStatus: 'delivered' })).toBe(200)
  expect(await phone.hook(`${status}?m=nonsense`, { MessageSid: sid, MessageStatus: 'delivered' })).toBe(200)
  await world.work()
  expect(await states(world)).toEqual([{ state: 'sent', failure: null }])
  await phone.stop()
})

test.for([
  [30003, 'phone-off', false],
  [30004, 'blocked', true],
  [30005, 'no-such-number', true],
  [30006, 'not-a-mobile', true],
  [30007, 'filtered-by-carrier', false],
] as const)(
  'a text that fails with %i on the way is %s in our words',
  async ([code, reason, isContactAtFault], { world }: { world: World }) => {
    const phone = await startTexting(world)
    phone.simulator.texts.faults.set(tomasPhone, { fail: code })
    await tomasSigns(world)
    await phone.sends()
    await settled(phone)
    await world.work()
    expect(await states(world)).toEqual([{ state: 'undelivered', failure: reason }])
    const contact = await world.db.selectFrom('contact_point').select('failing_since').executeTakeFirstOrThrow()
    expect(contact.failing_since !== null).toBe(isContactAtFault)
    await phone.stop()
  },
)

test('who stopped texts at the provider (21610) is texted no more', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set(tomasPhone, { refuse: { status: 400, code: 21610 } })
  await tomasSigns(world)
  await phone.sends()
  expect(await states(world)).toEqual([{ state: 'failed', failure: 'opted-out' }])
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toEqual([{ reason: 'opted-out' }])
  await phone.stop()
})

test('a provider that asks for patience gets it, and after five failures it is left alone for a while', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set('*', { refuse: { status: 429, retryAfter: 90 } })
  for (let number = 0; number < 8; number += 1) await tomasSigns(world, `602 555 01${10 + number}`)
  await phone.sends()
  const due = await world.db.selectFrom('message').select('due_at').where('state', '=', 'queued').execute()
  expect(due.every(({ due_at }) => due_at.getTime() >= world.at.getTime() + 90_000)).toBe(true)
  phone.simulator.texts.faults.clear()
  expect(phone.sms.allows(100, later(world, 1))).toBe(0)
  expect(phone.sms.allows(100, later(world, 5))).toBe(1)
  expect(await phone.sends(later(world, 5))).toBe(1)
  expect(phone.sms.allows(100, later(world, 5))).toBe(100)
  await phone.stop()
})

test('a text whose answer never came is unknown, never sent again, and found in the provider’s list; one that never left is said to have failed', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.texts.faults.set(tomasPhone, { hangUp: true, callbacks: [] })
  await tomasSigns(world)
  await phone.sends()
  await tomasSigns(world, '602 555 0133')
  await claimMessages(world.db, 'sms', 10, world.at)
  await recoverClaims(world.as.worker, world.at, { all: true })
  expect((await states(world)).map((row) => row.state)).toEqual(['unknown', 'unknown'])
  // The simulator's clock is this machine's; the list is asked from before the claim.
  for (const text of phone.simulator.texts.all) text.at = world.at
  expect(await resolveUnknown(world.as.worker, world.keyring, phone.sms, phone.publicUrl, later(world, 30))).toBe(2)
  expect((await states(world)).map((row) => [row.state, row.failure]).sort()).toEqual([
    ['delivered', null],
    ['failed', 'never-left'],
  ])
  expect(phone.simulator.texts.all).toHaveLength(1)
  expect(await phone.sends(later(world, 600))).toBe(0)
  await phone.stop()
})

test('a callback finds a text whose sender was killed', async ({ world }) => {
  const phone = await startTexting(world)
  await tomasSigns(world)
  const [claimed] = await claimMessages(world.db, 'sms', 10, world.at)
  await recoverClaims(world.as.worker, world.at, { all: true })
  expect(await phone.hook(`${status}?m=${claimed!.id}`, { MessageSid: sid, MessageStatus: 'delivered' })).toBe(200)
  await world.work()
  expect(await states(world)).toEqual([{ state: 'delivered', failure: null }])
  await phone.stop()
})

test('a STOP whose webhook never came is fetched from the provider’s list, once', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.texts.all.push({
    sid: `SM${'5'.repeat(32)}`,
    from: tomasPhone,
    to: '+16025550100',
    body: 'ALTO',
    direction: 'inbound',
    status: 'received',
    code: null,
    at: world.at,
  })
  expect(await fetchMissedTexts(world.as.worker, world.intake, phone.sms, world.at)).toBe(1)
  await world.work()
  expect(await world.db.selectFrom('suppression').select('reason').execute()).toHaveLength(1)
  expect(await fetchMissedTexts(world.as.worker, world.intake, phone.sms, later(world, 60))).toBe(0)
  await phone.stop()
})

test('while the database is away a webhook is answered with 503 and nothing is lost', async ({ world }) => {
  const phone = await startTexting(world)
  const away: Texting['hooks'] = (await import('~/web/site/hooks-door.server')).openHooksDoor(phone.env, {
    db: world.db,
    siteKey: async () => ({ keyId: randomUUID(), publicKey: Buffer.alloc(32, 9) }),
    intake: { ...world.intake, append: async () => ({ outcome: 'busy', retryAfter: 5 }) },
  })
  const fields = {
    AccountSid: phone.env.twilio!.accountSid,
    MessageSid: sid,
    From: tomasPhone,
    To: '+16025550100',
    Body: 'ALTO',
  }
  const answer = await away(
    {
      target: '/hooks/twilio/sms',
      fields,
      signature: signatureOf(phone.env.twilio!.authToken, `${phone.publicUrl}/hooks/twilio/sms`, fields),
    },
    world.at,
  )
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } })
  await phone.stop()
})

test('a week later the provider’s own records are deleted, of texts that came and of texts that went', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await phone.says('FIRMA')
  expect(phone.simulator.texts.all).toHaveLength(2)
  expect(await forgetTextsAtProvider(world.as.worker, phone.sms, later(world, 60 * 24 * 6))).toBe(0)
  expect(await forgetTextsAtProvider(world.as.worker, phone.sms, later(world, 60 * 24 * 8))).toBe(2)
  expect(phone.simulator.texts.all).toEqual([])
  expect(await forgetTextsAtProvider(world.as.worker, phone.sms, later(world, 60 * 24 * 8))).toBe(0)
  await phone.stop()
})

test('a STOP in the middle of a queue of 5,000 texts: none to that phone is claimed afterwards', async ({ world }) => {
  const phone = await startTexting(world)
  await tomasSigns(world)
  await sql`
    insert into message (id, channel, template, language, contact_id, person_id, once_key, link_hash, due_at, created_at)
    select gen_random_uuid(), 'sms', 'thank-you', 'es', contact_id, person_id, 'test ' || n, decode(md5(n::text), 'hex'), ${world.at}, ${world.at}
    from message cross join generate_series(1, 5000) as n where message.template = 'confirm-signature'
  `.execute(world.db)
  for (let turn = 0; turn < 5; turn += 1) expect(await claimMessages(world.db, 'sms', 100, world.at)).toHaveLength(100)
  await phone.simulator.texts.receive(tomasPhone, 'No más')
  expect(await claimMessages(world.db, 'sms', 100, world.at)).toEqual([])
  await world.work()
  let claimed = 0
  for (let turn = 0; turn < 60; turn += 1)
    claimed += (await claimMessages(world.db, 'sms', 100, world.at)).filter(
      (message) => message.template !== 'text-stopped',
    ).length
  expect(claimed).toBe(0)
  const { rows } = await sql<{
    state: string
    n: number
  }>`select state, count(*)::integer as n from message group by state order by state`.execute(world.db)
  expect(rows).toEqual([
    { state: 'sending', n: 501 },
    { state: 'suppressed', n: 4501 },
  ])
  await phone.stop()
})

test('the simulator signs as the provider’s documentation shows', () => {
  const fields = {
    CallSid: 'CA1234567890ABCDE',
    Caller: '+12349013030',
    Digits: '1234',
    From: '+12349013030',
    To: '+18005551212',
  }
  expect(signatureOf('12345', 'https://mycompany.com/myapp.php?foo=1&bar=2', fields)).toBe(
    '0/KCTR6DLpKmkAf8muzZqo1nDgQ=',
  )
})
