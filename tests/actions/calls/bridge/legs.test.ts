import { randomBytes } from 'node:crypto'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { getExpectedTwilioSignature as signatureOf } from 'twilio/lib/webhooks/webhooks.js'
import { expect } from 'vitest'
import { BridgePage } from '~/actions/calls/bridge/bridge-page'
import { translator } from '~/i18n/translator'
import type { Submission } from '~/queue/intake/submission'
import { action as tellsOnPage } from '~/routes/$lang.calls.$slug_.bridge'
import { emptyForm } from '~/ui/forms/form-state'
import { sealingKey } from '~/vault/vault-keys.server'
import { isConnected, rung } from '../../../support/bridge'
import { actionOf, demoPosts, toSheriff } from '../../../support/calls'
import { test, type World } from '../../../support/firme-test'
import { visit } from '../../../support/public'
import { startTexting } from '../../../support/texting'

const vance = '+16025550141'
const outreach = (world: World) =>
  world.db.selectFrom('outreach').select(['outcome', 'via', 'duration_seconds']).orderBy('outcome').execute()
const tally = (world: World) =>
  world.db.selectFrom('outreach_tally').select(['outcome', 'count']).orderBy('outcome').execute()

type Event = Submission<'bridge-event'>['event']

function orders<T>(items: T[]): T[][] {
  return items.length < 2
    ? [items]
    : items.flatMap((one, index) =>
        orders([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [one, ...rest]),
      )
}

/** A call of which these events are told, in this order, each of them twice. */
async function isTold(world: World, events: Event[]): Promise<void> {
  const callSid = `CA${randomBytes(16).toString('hex')}`
  const key = await sealingKey(world.db, null)
  const { id } = await actionOf(world, toSheriff)
  for (const event of events) {
    for (let time = 0; time < 2; time += 1)
      await world.intake.append(
        key,
        'bridge-event',
        { bridgeId: null, callSid, actionId: id, language: 'es', area: '', event },
        world.at,
      )
    await world.work()
  }
}

async function eventsOf(world: World) {
  const { id: postId } = await world.db
    .selectFrom('post')
    .select('id')
    .where('slug', '=', demoPosts.sheriff)
    .executeTakeFirstOrThrow()
  const at = { position: 0, postId }
  return {
    leg: { is: 'leg', ...at, status: 'completed', seconds: 40 },
    told: { is: 'told', ...at, outcome: 'spoke' },
    machine: { is: 'machine', ...at },
    ended: { is: 'ended', status: 'completed', seconds: 50 },
  } as const satisfies Record<string, Event>
}

test('what the caller pressed wins over the machine that answered, in all twenty-four orders, each told twice', async ({
  world,
}) => {
  const { leg, told, machine, ended } = await eventsOf(world)
  const all = orders<Event>([leg, told, machine, ended])
  expect(all).toHaveLength(24)
  for (const events of all) await isTold(world, events)
  expect(await outreach(world)).toEqual(all.map(() => ({ outcome: 'spoke', via: 'call-in', duration_seconds: 40 })))
  expect(await tally(world)).toEqual([{ outcome: 'spoke', count: 24 }])
  expect((await world.db.selectFrom('spend').select('units').executeTakeFirst())?.units).toBe(24)
})

test('a machine makes a voicemail of a leg whose caller pressed nothing, in all six orders; a person who answered counts for nothing', async ({
  world,
}) => {
  const { leg, machine, ended } = await eventsOf(world)
  const all = orders<Event>([leg, machine, ended])
  for (const events of all) await isTold(world, events)
  await isTold(world, [leg, ended])
  expect(await outreach(world)).toEqual(all.map(() => ({ outcome: 'voicemail', via: 'call-in', duration_seconds: 40 })))
  expect(await tally(world)).toEqual([{ outcome: 'voicemail', count: 6 }])
})

test('a voicemail that answers is let through to its end, its extension dialled and its line whispered to, and recorded as what it is', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(vance, { answers: 'machine', seconds: 35 })
  const heard = await isConnected(world, phone, ['1'], { slug: 'call-sheriff-vance' })
  const leg = phone.simulator.calls.all.find((call) => call.to === vance)!
  expect(leg).toMatchObject({ seconds: 35, status: 'completed' })
  expect(leg.heard).toEqual([
    { who: 'keys', text: 'wwww2', language: '' },
    { who: 'voice', text: expect.stringContaining('A resident is calling'), language: 'en-US' },
  ])
  expect(heard.at(-1)).toContain('Eso es todo')
  expect(await outreach(world)).toEqual([{ outcome: 'voicemail', via: 'bridge', duration_seconds: 35 }])
  await phone.stop()
})

test('the caller who spoke with somebody after all says so; a mailbox that was full is reported for its number', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(vance, { answers: 'machine' })
  await isConnected(world, phone, ['1', '1'], { slug: 'call-sheriff-vance' })
  expect((await outreach(world)).map((one) => one.outcome)).toEqual(['spoke'])
  await isConnected(world, phone, ['1', '4'], { slug: 'call-sheriff-vance', phone: '+16025550102' })
  expect((await outreach(world)).map((one) => one.outcome)).toEqual(['spoke', 'voicemail-full'])
  const reported = await world.db
    .selectFrom('contact_report')
    .innerJoin('contact_detail', 'contact_detail.id', 'contact_detail_id')
    .select(['what', 'value'])
    .execute()
  expect(reported).toEqual([{ what: 'voicemail-full', value: vance }])
  await phone.stop()
})

test('whoever signs wrongly tells of no machine', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(vance, { answers: 'at-once' })
  await isConnected(world, phone, ['1'], { slug: 'call-sheriff-vance' })
  const target = phone.knocks.find((one) => one.includes('/voice/machine'))!
  const fields = { AccountSid: phone.env.twilio!.accountSid, CallSid: 'CA2', AnsweredBy: 'machine_start' }
  expect(
    (await phone.hooks({ target, fields, signature: signatureOf('wrong', phone.publicUrl + target, fields) }, world.at))
      ?.status,
  ).toBe(403)
  await world.work()
  expect(await outreach(world)).toEqual([])
  expect(rung(phone)).toEqual([vance])
  await phone.stop()
})

test('a machine that is told of only when the caller has hung up is recorded all the same', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(vance, { answers: 'at-once' })
  await isConnected(world, phone, ['1'], { slug: 'call-sheriff-vance' })
  expect((await world.db.selectFrom('bridge_call').select('state').executeTakeFirst())?.state).toBe('ended')
  expect(
    await phone.hook(phone.knocks.find((one) => one.includes('/voice/machine'))!, {
      CallSid: 'CA2',
      AnsweredBy: 'machine_end_beep',
    }),
  ).toBe(200)
  await world.work()
  expect((await outreach(world)).map((one) => one.outcome)).toEqual(['voicemail'])
  await phone.stop()
})

test('a talk ends after ten minutes', async ({ world }) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(vance, { answers: 'at-once', seconds: 5_000 })
  await isConnected(world, phone, ['1', '1'], { slug: 'call-sheriff-vance' })
  expect(phone.simulator.calls.all.find((call) => call.to === vance)?.seconds).toBe(600)
  expect(await outreach(world)).toEqual([{ outcome: 'spoke', via: 'bridge', duration_seconds: 600 }])
  await phone.stop()
})

test('who tells on the page how a connected call went is thanked and counted once; what they pressed in the call stays', async ({
  world,
}) => {
  const phone = await startTexting(world)
  phone.simulator.calls.behaviours.set(vance, { answers: 'at-once', seconds: 40 })
  const tells = async (outcome: string) => {
    const { id } = await world.db
      .selectFrom('bridge_call')
      .select('id')
      .orderBy('asked_at', 'desc')
      .executeTakeFirstOrThrow()
    const page = `/es/calls/${toSheriff}/bridge`
    const told = await visit(
      world,
      tellsOnPage,
      `${page}?rings=1&b=${id}`,
      { slug: toSheriff },
      { bridge: id, outcome },
    )
    await world.work()
    return [told.status, told.tags[0]]
  }
  await isConnected(world, phone, ['1'], { slug: toSheriff })
  expect(await outreach(world)).toEqual([])
  const thanked = [303, `/es/calls/${toSheriff}?step=500&last=told`]
  expect(await tells('spoke')).toEqual(thanked)
  expect(await tells('voicemail')).toEqual(thanked)
  expect(await outreach(world)).toEqual([{ outcome: 'spoke', via: 'bridge', duration_seconds: 40 }])
  expect(await tally(world)).toEqual([{ outcome: 'spoke', count: 1 }])
  world.at = new Date(world.at.getTime() + 3_600_000)
  await isConnected(world, phone, ['1', '2'], { slug: toSheriff, phone: '+16025550102' })
  expect(await tells('spoke')).toEqual(thanked)
  expect((await outreach(world)).map((one) => one.outcome)).toEqual(['spoke', 'voicemail'])
  await phone.stop()
})

test('the last page of a connected call asks how it went with the office that the answer is about', () => {
  const props = {
    lang: 'es' as const,
    t: translator('es'),
    slug: toSheriff,
    who: 'Ida Vance',
    place: '',
    form: emptyForm,
    isOneOffice: true,
  }
  const bridgeId = '0b1f8f0e-6f0e-4c59-9d6a-0d5f3c1c2a11'
  const html = renderToStaticMarkup(createElement(BridgePage, { ...props, step: { is: 'ringing', bridgeId } }))
  expect(html).toMatch(/¿Cómo le fue con Ida Vance\?[^]*value="0b1f8f0e[^]*value="spoke"[^]*Hablé con alguien/)
  const several = { ...props, who: 'Ida Vance y Lee Okafor', isOneOffice: false }
  expect(renderToStaticMarkup(createElement(BridgePage, { ...several, step: { is: 'ringing', bridgeId } }))).toContain(
    '¿Cómo le fue con la última oficina con la que le comunicamos?',
  )
})
