import { sql } from 'kysely'
import { getExpectedTwilioSignature as signatureOf } from 'twilio/lib/webhooks/webhooks.js'
import { expect } from 'vitest'
import { openDatabase } from '#db/client'
import { askBridge } from '~/actions/calls/bridge/ask-bridge.server'
import { forgetLegs } from '~/actions/calls/bridge/forget-calls.server'
import { takeLine } from '~/actions/calls/take-line.server'
import { isOutOfMoney, setLimit } from '~/channels/money/limits.server'
import { countSegments } from '~/channels/sms/segments'
import { openIntake } from '~/queue/intake/append.server'
import { ends, isConnected, rung, wants } from '../../../support/bridge'
import {
  actionOf,
  callOn,
  closedAt,
  demoPosts,
  earlierCalls,
  openAt,
  opens,
  toCouncil,
  toSheriff,
} from '../../../support/calls'
import { test, type World } from '../../../support/firme-test'
import { startTexting, type Texting, tomasPhone } from '../../../support/texting'

const [okafor, quintero, abbott] = ['+16025550151', '+16025550152', '+16025550153']
const vance = '+16025550141'
const postId = async (world: World, slug: string) =>
  (await world.db.selectFrom('post').select('id').where('slug', '=', slug).executeTakeFirstOrThrow()).id

/** Somebody rings us. @returns what the voice said to them */
async function callsIn(world: World, phone: Texting, from: string, keys: string[]): Promise<string[]> {
  phone.simulator.calls.behaviours.set(from, { answers: 'at-once', keys })
  const call = await phone.simulator.calls.receive(from)
  await ends(phone)
  await world.work()
  return call.heard.filter((one) => one.who === 'voice').map((one) => one.text)
}

/** Calls that are under way at an office. */
async function linesTaken(
  world: World,
  slug: string,
  post: string,
  count: number,
  limits = { perHour: null as number | null, atOnce: null as number | null },
  at = world.at,
): Promise<boolean[]> {
  const line = {
    position: 0,
    actionId: (await actionOf(world, slug)).id,
    postId: await postId(world, post),
    contactDetailId: null,
    until: new Date(at.getTime() + 600_000),
    reservedMicros: 0,
  }
  return Promise.all(
    Array.from({ length: count }, (_, index) => takeLine(world.db, { ...line, callSid: `CA${index}` }, limits, at)),
  )
}

test('a closed office says in the caller’s language when it opens; 2 goes on, and 1 leads to its voicemail', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const on = await isConnected(world, phone, ['1', '2', '2', '2'], { at: closedAt })
  expect(on.filter((words) => words.includes('Está cerrada'))).toHaveLength(3)
  expect(on[1]).toMatch(
    /^Está cerrada la oficina de Lee Okafor, concejal\. Abre mañana, martes, a las 7:00\sa\.m\., hora de allá\. Oprima 1 para dejar un mensaje/,
  )
  expect(on.at(-1)).toMatch(/llame otra vez mañana, martes, a las 7:00/)
  expect(rung(phone)).toEqual([])
  phone.simulator.calls.behaviours.set(quintero, { answers: 'machine' })
  await isConnected(world, phone, ['1', '2', '1', '', '2'], { at: closedAt, phone: '+16025550102' })
  expect(rung(phone)).toEqual([quintero])
  expect(await world.db.selectFrom('outreach').select('outcome').execute()).toEqual([{ outcome: 'voicemail' }])
  await phone.stop()
})

test('who has agreed is not rung, nor who has no number that we ring; the next good number of an office is', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.db
    .updateTable('advocacy_target')
    .set({ has_agreed: true })
    .where('post_id', '=', await postId(world, demoPosts.council[0]))
    .execute()
  await world.db.updateTable('contact_detail').set({ value: '+18005550199' }).where('value', '=', quintero).execute()
  await world.db.updateTable('contact_detail').set({ status: 'doubtful' }).where('value', '=', abbott).execute()
  const heard = await isConnected(world, phone, ['1', '1', '1'])
  expect(rung(phone)).toEqual(['+16025550150', '+16025550150'])
  expect(heard.filter((words) => words.startsWith('Le comunicamos'))).toHaveLength(2)
  await phone.stop()
})

test('somebody who rings us begins at the desk whose turn it is, and goes on in the same order whatever is called meanwhile', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.db.updateTable('advocacy_campaign').set({ state: 'closed' }).where('slug', '=', toSheriff).execute()
  const first = callOn(await opens(world, toCouncil, { at: world.at })).postSlug
  await callsIn(world, phone, '+16025550181', ['1', '1', '1', '1'])
  const order = rung(phone)
  expect(order).toHaveLength(3)
  expect(new Set(order)).toEqual(new Set([okafor, quintero, abbott]))
  expect(order[0]).toBe(
    [okafor, quintero, abbott][demoPosts.council.indexOf(first as (typeof demoPosts.council)[number])],
  )
  // One of them was called more than the others: the next caller begins elsewhere.
  await earlierCalls(world, toCouncil, first, 2, openAt)
  await callsIn(world, phone, '+16025550182', ['1', '1', '1', '1'])
  expect(rung(phone)[3]).not.toBe(order[0])
  await phone.stop()
})

test('of twenty calls at the same moment in two processes an office gets as many as it is to have at once', async ({
  world,
}) => {
  const other = openDatabase(world.url, 6)
  const line = {
    position: 0,
    actionId: (await actionOf(world, toCouncil)).id,
    postId: await postId(world, demoPosts.council[0]),
    contactDetailId: null,
    until: new Date(world.at.getTime() + 600_000),
    reservedMicros: 0,
  }
  const taken = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      takeLine(
        index % 2 ? other.db : world.db,
        { ...line, callSid: `CA${index}` },
        { perHour: null, atOnce: 3 },
        world.at,
      ),
    ),
  )
  expect(taken.filter(Boolean)).toHaveLength(3)
  // One that holds it already is told of twice.
  expect(
    await takeLine(other.db, { ...line, callSid: `CA${taken.indexOf(true)}` }, { perHour: null, atOnce: 3 }, world.at),
  ).toBe(true)
  await other.db.destroy()
})

test('page, calls that we place and calls to us are counted together for an hour; when all desks are busy the caller hears when to try again', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const action = await actionOf(world, toSheriff)
  await world.db
    .updateTable('advocacy_campaign')
    .set({ content: JSON.stringify({ ...(action.content as object), perHour: 3, atOnce: null }) })
    .where('slug', '=', toSheriff)
    .execute()
  await earlierCalls(world, toSheriff, demoPosts.sheriff, 1, openAt)
  await isConnected(world, phone, ['1', '1'], { slug: toSheriff })
  await callsIn(world, phone, '+16025550181', ['2', '1'])
  expect(rung(phone)).toEqual([vance, vance])
  expect(callOn(await opens(world, toSheriff, { at: world.at })).freeAt).toMatch(/^hoy a las 12:00/)
  const heard = await callsIn(world, phone, '+16025550182', ['1'])
  expect(heard.at(-1)).toMatch(/^No office can take your call now\. Please call again today at 12:00\sPM/)
  expect(rung(phone)).toHaveLength(2)
  await phone.stop()
})

test('a line that is in use leads the caller to the next office, and the page to another time; a caller who hangs up gives it back', async ({
  world,
}) => {
  const phone = await startTexting(world)
  expect(await linesTaken(world, toCouncil, demoPosts.council[0], 2)).toEqual([true, true])
  expect(callOn(await opens(world, toCouncil, { at: world.at })).freeAt).toMatch(/^hoy a las 11:10/)
  expect((await isConnected(world, phone, ['1'])).at(-1)).toMatch(/llame otra vez hoy a las 11:10/)
  expect(
    await phone.hook('/hooks/twilio/voice/ended', { CallSid: 'CA0', CallStatus: 'completed', CallDuration: '12' }),
  ).toBe(200)
  expect(callOn(await opens(world, toCouncil, { at: world.at })).freeAt).toBeNull()
  await phone.stop()
})

test('whom to dial next is the same when the provider asks a second time', async ({ world }) => {
  const phone = await startTexting(world)
  const { id } = await actionOf(world, toCouncil)
  const target = `/hooks/twilio/voice/go?a=${id}&l=en&z=&to=${demoPosts.council.join('%2C')}&p=0`
  const fields = { AccountSid: phone.env.twilio!.accountSid, CallSid: 'CA7', CallStatus: 'in-progress' }
  const asked = async () =>
    (await phone.hooks(
      { target, fields, signature: signatureOf(phone.env.twilio!.authToken, phone.publicUrl + target, fields) },
      world.at,
    ))!.body
  await linesTaken(world, toCouncil, demoPosts.council[0], 1)
  const first = await asked()
  expect(first).toContain(okafor)
  expect(first).toMatch(/machineDetection="Enable" amdStatusCallback="/)
  expect(await asked()).toBe(first)
  await phone.stop()
})

test('what calls under way may still cost is set aside, so that many phones at once cannot spend more than the day’s money; each leg asks anew', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { campaignId, id } = await actionOf(world, toSheriff)
  await setLimit(world.db, 'voice', campaignId, 0.5, world.at)
  const line = {
    position: 0,
    actionId: id,
    postId: await postId(world, demoPosts.sheriff),
    contactDetailId: null,
    until: new Date(world.at.getTime() + 600_000),
    reservedMicros: 287_500,
  }
  for (const callSid of ['CA1', 'CA2'])
    await takeLine(world.db, { ...line, callSid }, { perHour: null, atOnce: null }, world.at)
  expect((await callsIn(world, phone, '+16025550181', ['2', '1'])).join()).toContain('cannot connect calls right now')
  expect(rung(phone)).toEqual([])
  // They are over, and cost little.
  for (const sid of ['CA1', 'CA2'])
    await phone.hook('/hooks/twilio/voice/ended', { CallSid: sid, CallStatus: 'completed', CallDuration: '60' })
  await world.work()
  expect(await world.db.selectFrom('spend').select(['campaign_id', 'units', 'micros']).execute()).toEqual([
    { campaign_id: campaignId, units: 2, micros: '71000' },
  ])
  await callsIn(world, phone, '+16025550182', ['2', '1'])
  expect(rung(phone)).toEqual([vance])
  // In the middle of a call: what two legs cost leaves too little for a third.
  await setLimit(world.db, 'voice', campaignId, 0.17, world.at)
  const heard = await isConnected(world, phone, ['1', '1', '1', '1'])
  expect(rung(phone)).toEqual([vance, okafor, quintero])
  expect(heard.at(-1)).toContain('Ahora no podemos comunicar llamadas')
  await phone.stop()
})

test('whoever took over web uses up no day’s money with a call of the year 2099, and little with one of today', async ({
  world,
}) => {
  const { id } = await actionOf(world, toSheriff)
  const post = await postId(world, demoPosts.sheriff)
  const isOut = (dollars: number) => isOutOfMoney(world.as.worker, 'voice', dollars * 1_000_000, null, world.at)
  const writes = (callSid: string, begunAt: Date) =>
    sql`insert into call_leg (call_sid, position, advocacy_campaign_id, post_id, organization_id, begun_at, free_at, reserved_micros)
      select ${callSid}, 0, ${id}, id, organization_id, ${begunAt}, '2099-01-01', 9000000000000000 from post where id = ${post}`.execute(
      world.as.web,
    )
  await writes('CA1', new Date('2099-01-01T00:00:00Z'))
  expect(await isOut(0.01)).toBe(false)
  expect(await forgetLegs(world.as.worker, world.at)).toBe(1)
  await writes('CA2', world.at)
  expect([await isOut(9), await isOut(11)]).toEqual([true, false])
})

test('premium, toll-free, N11, Caribbean and foreign numbers are refused on the page before anything is asked of a provider', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const { pool, db } = openDatabase(world.url, 2)
  const asking = { db: world.db, intake: openIntake(pool), env: phone.env }
  const action = await actionOf(world, toSheriff)
  const place = { here: [], area: '' }
  for (const number of ['900 555 0101', '800 555 0101', '602 976 1234', '911', '876 555 0101', '+52 55 1234 5678']) {
    for (const by of ['text', 'call'])
      expect((await askBridge(asking, action, 'es', place, { phone: number, by }, world.at)).outcome, number).toBe(
        'invalid',
      )
  }
  expect(await world.db.selectFrom('intake').select('seq').execute()).toEqual([])
  expect((await askBridge(asking, action, 'es', place, { phone: '602 555 0101', by: 'call' }, world.at)).outcome).toBe(
    'asked',
  )
  await world.work()
  expect(await world.db.selectFrom('bridge_call').select('way').execute()).toEqual([{ way: 'call' }])
  await db.destroy()
  await phone.stop()
})

test('what to say itself is texted to who asked for it, with the code or beside the call, in at most three segments of the GSM alphabet, and to nobody else', async ({
  world,
}) => {
  const phone = await startTexting(world)
  const script = 'https://firme.example.org/es/calls/call-sheriff-vance'
  const texted = async (asking: { by: 'text' | 'call'; scriptUrl?: string; phone: string; slug?: string }) => {
    await wants(world, world.at, { slug: toSheriff, ...asking })
    while ((await phone.sends()) > 0);
    return phone.simulator.texts.all.filter((text) => text.to === asking.phone).map((text) => text.body)
  }
  const [withCode] = await texted({ by: 'text', scriptUrl: script, phone: tomasPhone })
  expect(withCode).toMatch(
    /^Firme: su clave es \d{6}\. .*ALTO para cancelar\. Diga: ".*I ask the sheriff to keep nobody in jail .* warrant\." Quiere decir: "Le pido que no retenga a nadie .*\."/,
  )
  const [beside] = await texted({ by: 'call', scriptUrl: script, phone: '+16025550103' })
  expect(beside).toMatch(
    /^Firme\. Diga: "Hello\. My name is ___ and I live in Saguaro County\. I am calling for Ida Vance\. I ask the sheriff to .*" Quiere decir: ".*"/,
  )
  for (const text of [withCode!, beside!])
    expect(countSegments(text)).toMatchObject({
      encoding: 'GSM-7',
      segments: expect.toSatisfy((count: number) => count <= 3),
    })
  expect((await texted({ by: 'text', phone: '+16025550102' }))[0]).not.toContain('Diga')
  expect(await texted({ by: 'call', phone: '+16025550104' })).toEqual([])
  // The link comes with it where it fits; an ask that is too long is left to the page.
  const ask = (es: string, en: string) =>
    sql`update advocacy_campaign set content = jsonb_set(content, '{ask}', ${JSON.stringify({ en, es })}::jsonb) where slug = ${toSheriff}`.execute(
      world.db,
    )
  await ask('que diga no', 'say no')
  expect((await texted({ by: 'call', scriptUrl: script, phone: '+16025550105' }))[0]).toMatch(
    /I ask the sheriff to say no\." Quiere decir: "Le pido que diga no\." El resto: https:\S+vance ALTO para cancelar\.$/,
  )
  await ask('x'.repeat(600), 'x'.repeat(600))
  expect(await texted({ by: 'call', scriptUrl: script, phone: '+16025550106' })).toEqual([
    `Firme. Lo que puede decir: ${script} ALTO para cancelar.`,
  ])
  await phone.stop()
})

test('who rings us hears first who is speaking, in both languages; at a ZIP where nobody is known they hear so and can try another', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.db
    .updateTable('advocacy_campaign')
    .set({ targeting: JSON.stringify({ how: 'lookup', roles: ['sheriff'] }) })
    .where('slug', '=', toSheriff)
    .execute()
  await world.db.updateTable('advocacy_campaign').set({ state: 'closed' }).where('slug', '=', toCouncil).execute()
  const heard = await callsIn(world, phone, '+16025550181', ['2', '10001', '60011'])
  expect(heard.slice(0, 2)).toEqual([
    'Hello, this is End S-Comm: ¡Alto Polimigra! For English, press 1.',
    'Hola, le habla END S-COMM: ¡Alto Polimigra! Para español, oprima 2.',
  ])
  expect(heard[3]).toMatch(/^Todavía no sabemos a quién llamar en el código postal 1 0 0 0 1\. .*marque ahora/)
  expect(heard[4]).toContain('6 0 0 1 1')
  expect(heard.at(-1)).toMatch(/^Todavía no sabemos a quién llamar ahí.*Llame otra vez en unos días/)
  expect(heard.join()).not.toContain('Eso es todo')
  // A second call too soon says who is speaking too.
  expect(await callsIn(world, phone, '+16025550181', [])).toEqual([
    expect.stringMatching(/^Hola, le habla END S-COMM.* media hora/),
    expect.stringMatching(/^Hello, this is End S-Comm.* half hour/),
  ])
  await world.db.updateTable('advocacy_campaign').set({ state: 'closed' }).execute()
  expect((await callsIn(world, phone, '+16025550182', [])).at(-1)).toBe(
    'Hello, this is Firme. There is no one to call right now. Please try again in a few weeks. Goodbye.',
  )
  await phone.stop()
})

test('in Spanish officials are spoken of in spoken Spanish; a title that has no Spanish name is said by an English voice', async ({
  world,
}) => {
  const phone = await startTexting(world)
  await world.db
    .updateTable('post')
    .set({ role: 'other', title: 'Constable' })
    .where('slug', '=', demoPosts.council[1])
    .execute()
  await isConnected(world, phone, ['1', '1', '1', '1'])
  const heard = phone.simulator.calls.all[0]!.heard.filter((one) => one.who === 'voice')
  expect(heard.map((one) => one.text).join(' ')).toContain('Le comunicamos con Lee Okafor, concejal. Oprima asterisco')
  expect(heard.filter((one) => one.language === 'en-US').map((one) => one.text)).toEqual(['Constable'])
  expect(heard.map((one) => one.text).join(' ')).not.toMatch(/Council|[\uE000\uE001]/)
  await phone.stop()
})
