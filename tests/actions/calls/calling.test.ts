import { sql } from 'kysely'
import { expect } from 'vitest'
import { readCallState } from '~/actions/calls/call-state'
import type { CallView } from '~/actions/calls/call-view'
import { recordOutcome } from '~/actions/calls/record-outcome.server'
import { beginAt } from '~/actions/calls/rotation'
import { doneAct, readNextActs } from '~/actions/next-acts/read-next-acts.server'
import { loader as callLoader } from '~/routes/$lang.calls.$slug'
import { purgeTraces } from '~/worker/purge-traces.server'
import {
  actionOf,
  callOn,
  closedAt,
  demoPosts,
  earlierCalls,
  openAt,
  opens,
  presses,
  toCouncil,
  toSheriff,
} from '../../support/calls'
import { test, type World } from '../../support/firme-test'
import { visit } from '../../support/public'

const hours = (count: number) => count * 3_600_000
const outreach = (world: World) =>
  world.db
    .selectFrom('outreach')
    .innerJoin('post', 'post.id', 'post_id')
    .select(['post.slug', 'outcome', 'language', 'area', 'source', 'via'])
    .orderBy('done_at')
    .execute()
const setContent = (world: World, slug: string, patch: object) =>
  sql`update advocacy_campaign set content = content || ${JSON.stringify(patch)}::jsonb where slug = ${slug}`.execute(
    world.db,
  )
const setPower = (world: World, may: 'no' | 'partly' | 'yes') =>
  world.db
    .insertInto('post_power')
    .values({
      state: 'AZ',
      role: 'sheriff',
      topic: 'detainers',
      may,
      note: JSON.stringify({ en: 'n', es: 'n' }),
      law: 'A law',
      source_url: 'https://example.org/law',
      checked_on: '2026-11-01',
    })
    .onConflict((conflict) => conflict.columns(['state', 'role', 'topic']).doUpdateSet({ may }))
    .execute()

test('the script is said in English with its meaning beside it, blanks filled in', async ({ world }) => {
  const { script, phone, name } = callOn(await opens(world, toSheriff))
  expect(name).toBe('Ida Vance')
  expect(phone).toMatchObject({ href: 'tel:+16025550141,2', extension: '2' })
  expect(script[0]).toEqual({
    who: 'they',
    said: "Sheriff's office, how can I help you?",
    meaning: 'Oficina del alguacil, ¿en qué le puedo ayudar?',
  })
  const ask = script.find((line) => line.said.startsWith('I ask'))!
  expect(ask.said).toContain('unless a judge has signed a warrant')
  expect(ask.meaning).toContain('salvo con una orden firmada por un juez')
  expect(JSON.stringify(script)).not.toMatch(/[{}]{1}[a-z]+\}/)
})

test('what is asked is what the law of the state lets the sheriff decide, and after the meeting what is asked then', async ({
  world,
}) => {
  await setPower(world, 'no')
  expect(callOn(await opens(world, toSheriff, { language: 'en' })).ask).toContain('tell every person in the jail')
  await setPower(world, 'partly')
  expect(callOn(await opens(world, toSheriff, { language: 'en' })).ask).toContain('keep nobody in jail')
  await setContent(world, toSheriff, {
    eventName: { en: 'The board votes', es: 'Vota la junta' },
    eventAt: '2026-11-27T18:30',
    timeZone: 'America/Phoenix',
    eventAfter: { en: 'publish how she voted', es: 'que publique cómo votó' },
  })
  const before = await opens(world, toSheriff, { language: 'es' })
  expect(before.event).toMatchObject({ name: 'Vota la junta', countdown: 'En 3 días', isAfter: false })
  expect(callOn(before).ask).toContain('que no retenga')
  const after = await opens(world, toSheriff, { at: new Date('2026-11-28T01:30:00Z') })
  expect(after.event).toMatchObject({ isAfter: true, countdown: '' })
  expect(callOn(after).ask).toBe('que publique cómo votó')
})

test('a call is written down once however often the button is pressed, with its tally, and nothing of who called', async ({
  world,
}) => {
  const page = await opens(world, toSheriff, { query: { r: 'wa' } })
  expect(await presses(world, toSheriff, page, { outcome: 'spoke' })).toMatchObject({
    outcome: 'on',
    state: { step: 1 },
    last: 'recorded',
  })
  await presses(world, toSheriff, page, { outcome: 'voicemail' })
  expect(await outreach(world)).toEqual([
    { slug: demoPosts.sheriff, outcome: 'spoke', language: 'es', area: '', source: 'wa', via: 'own-phone' },
  ])
  expect(await world.db.selectFrom('outreach_tally').select(['day', 'outcome', 'count']).execute()).toEqual([
    { day: '2026-11-24', outcome: 'spoke', count: 1 },
  ])
  expect((await opens(world, toSheriff)).soFar).toBe('1 llamada hecha')
})

test('what was tapped by mistake is taken back for an hour, with its tally and its report, and can be told again', async ({
  world,
}) => {
  const page = await opens(world, toSheriff)
  const told = await presses(world, toSheriff, page, { outcome: 'wrong-number' })
  if (told.outcome !== 'on') throw new Error(told.outcome)
  const outreachId = told.outreachId!
  const takesBack = async (at: Date) => {
    const undone = await recordOutcome(
      world,
      await actionOf(world, toSheriff),
      'es',
      { intent: 'undo', outreach: outreachId, step: '0', wrong: told.state.wrong.join(',') },
      at,
    )
    await world.work(at)
    return undone
  }
  await takesBack(new Date(openAt.getTime() + hours(2)))
  expect(await outreach(world)).toHaveLength(1)
  expect(await takesBack(openAt)).toMatchObject({ outcome: 'on', last: 'undone', state: { step: 0, wrong: [] } })
  expect(await outreach(world)).toEqual([])
  expect(await world.db.selectFrom('outreach_tally').selectAll().execute()).toEqual([])
  expect(await world.db.selectFrom('contact_report').select('id').where('handled_at', 'is', null).execute()).toEqual([])
  await presses(world, toSheriff, page, { outcome: 'spoke' })
  expect(await outreach(world)).toMatchObject([{ outcome: 'spoke' }])
})

test('the third wrong number that is taken back leaves the number as good as it was', async ({ world }) => {
  const page = await opens(world, toSheriff)
  const status = () =>
    world.db
      .selectFrom('contact_detail')
      .select(['status', 'status_reason'])
      .where('id', '=', callOn(page).phone!.contactId)
      .executeTakeFirstOrThrow()
  const tells = async () => presses(world, toSheriff, await opens(world, toSheriff), { outcome: 'wrong-number' })
  await tells()
  await tells()
  const told = await tells()
  expect(await status()).toEqual({ status: 'doubtful', status_reason: 'wrong-number' })
  if (told.outcome !== 'on') throw new Error(told.outcome)
  const undoes = async (outreach: string) => {
    const fields = { intent: 'undo', outreach, step: '0', wrong: told.state.wrong.join(',') }
    await recordOutcome(world, await actionOf(world, toSheriff), 'es', fields, openAt)
    await world.work(openAt)
  }
  await undoes(told.outreachId!)
  expect(await status()).toEqual({ status: 'fine', status_reason: null })
  // One that is doubtful for another reason stays so.
  await world.db
    .updateTable('contact_detail')
    .set({ status: 'doubtful', status_reason: 'not-in-newer-list' })
    .where('id', '=', callOn(page).phone!.contactId)
    .execute()
  const again = await tells()
  if (again.outcome !== 'on') throw new Error(again.outcome)
  await undoes(again.outreachId!)
  expect(await status()).toEqual({ status: 'doubtful', status_reason: 'not-in-newer-list' })
})

test('the council is called one after the other, and at the end there are thanks', async ({ world }) => {
  let page = await opens(world, toCouncil)
  const called: string[] = []
  for (let step = 0; step < 3; step += 1) {
    called.push(callOn(page).postSlug)
    const told = await presses(world, toCouncil, page, { outcome: 'voicemail' })
    if (told.outcome !== 'on') throw new Error(told.outcome)
    page = await opens(world, toCouncil, { query: { start: told.state.start!, step: String(told.state.step) } })
  }
  expect([...called].sort()).toEqual([...demoPosts.council].sort())
  expect(page.now.is).toBe('done')
})

test('a reload does not change whom a visitor was about to call, and the next visitor is sent to another desk', async ({
  world,
}) => {
  const path = `/es/calls/${toCouncil}`
  const visits = (url: string) => visit<{ view: CallView }>(world, callLoader, url, { slug: toCouncil })
  const first = await visits(`${path}?r=wa`)
  expect(first.status).toBe(302)
  const url = new URL(first.tags[0]!, 'https://firme.example.org')
  expect(Object.fromEntries(url.searchParams)).toMatchObject({ r: 'wa', step: '0' })
  const shown = async () => callOn((await visits(`${url.pathname}${url.search}`)).data.view).postSlug
  expect([await shown(), await shown(), await shown()]).toEqual(Array(3).fill(url.searchParams.get('start')))
  const second = new URL((await visits(path)).tags[0]!, 'https://firme.example.org')
  expect(second.searchParams.get('start')).not.toBe(url.searchParams.get('start'))
  // With one official there is nothing to keep.
  expect((await visit(world, callLoader, `/es/calls/${toSheriff}`, { slug: toSheriff })).status).toBe(200)
})

test('no desk is always first: another one each day, and today the one that was called least', async ({ world }) => {
  const firstOn = async (day: number) =>
    callOn(await opens(world, toCouncil, { at: new Date(openAt.getTime() + hours(24) * day) })).postSlug
  expect(new Set([await firstOn(0), await firstOn(1), await firstOn(2)]).size).toBe(3)
  const first = await firstOn(0)
  await earlierCalls(world, toCouncil, first, 1, openAt)
  expect(await firstOn(0)).not.toBe(first)
  expect(
    beginAt(
      ['a', 'b', 'c'],
      new Map([
        ['a', 4],
        ['b', 2],
        ['c', 3],
      ]),
      '2026-11-24',
    ),
  ).toBe(1)
})

test('of fifty who open the page within a minute no desk gets more than its share: in any run of as many as there are desks each is shown first once', async ({
  world,
}) => {
  await earlierCalls(world, toCouncil, demoPosts.council[0], 4, openAt)
  const firsts: string[] = []
  for (let index = 0; index < 50; index += 1)
    firsts.push(callOn(await opens(world, toCouncil, { at: new Date(openAt.getTime() + index * 1_200) })).postSlug)
  const desks = demoPosts.council.length
  for (let from = 0; from + desks <= firsts.length; from += 1)
    expect(new Set(firsts.slice(from, from + desks)).size, `from ${from}`).toBe(desks)
  // Whoever goes on is nobody's turn; after ten minutes what was told decides again.
  await opens(world, toCouncil, { query: { start: firsts[0]!, step: '1' }, at: new Date(openAt.getTime() + 60_000) })
  expect(callOn(await opens(world, toCouncil, { at: new Date(openAt.getTime() + 60_000) })).postSlug).toBe(
    firsts.at(-desks),
  )
  expect(callOn(await opens(world, toCouncil, { at: new Date(openAt.getTime() + hours(1)) })).postSlug).not.toBe(
    demoPosts.council[0],
  )
})

test('an office that was called as often as it is to be within the hour rests, and others are told when to call', async ({
  world,
}) => {
  await setContent(world, toSheriff, { perHour: 3 })
  await earlierCalls(world, toSheriff, demoPosts.sheriff, 2, openAt)
  expect(callOn(await opens(world, toSheriff)).freeAt).toBeNull()
  await earlierCalls(world, toSheriff, demoPosts.sheriff, 1, openAt)
  const later = new Date(openAt.getTime() + hours(0.5))
  expect(callOn(await opens(world, toSheriff, { at: later, language: 'en' })).freeAt).toMatch(/^today at 12:00\sPM$/)
  expect(callOn(await opens(world, toSheriff, { at: new Date(openAt.getTime() + hours(1)) })).freeAt).toBeNull()
})

test('a closed office says when it opens, and reminds once, at that moment', async ({ world }) => {
  const page = await opens(world, toSheriff, { at: closedAt })
  expect(callOn(page)).toMatchObject({
    opening: { is: 'closed', opens: expect.stringMatching(/^mañana, martes, a las 8:00\sa\.m\.$/) },
    canRemind: true,
  })
  expect(await presses(world, toSheriff, page, { intent: 'remind', contact: 'tomas' }, closedAt)).toMatchObject({
    outcome: 'invalid',
  })
  expect(await presses(world, toSheriff, page, { intent: 'remind', contact: '602 555 0101' }, closedAt)).toMatchObject({
    outcome: 'on',
    last: 'reminded',
  })
  const owed = await world.db.selectFrom('message').select(['template', 'channel', 'due_at', 'person_id']).execute()
  expect(owed).toEqual([
    { template: 'call-reminder', channel: 'sms', due_at: new Date('2026-11-24T15:00:00Z'), person_id: null },
  ])
  expect(callOn(await opens(world, toSheriff)).canRemind).toBe(false)
  const contacts = async () => (await world.db.selectFrom('contact_point').select('id').execute()).length
  await purgeTraces(world.as.worker, openAt)
  expect(await contacts()).toBe(1)
  await world.db.updateTable('message').set({ state: 'sent' }).execute()
  await purgeTraces(world.as.worker, openAt)
  expect(await contacts()).toBe(0)
})

test('after a wrong number the office’s next number is offered at once, then other ways, and thanks are for calls only', async ({
  world,
}) => {
  const page = await opens(world, toSheriff)
  const first = callOn(page).phone!
  const told = await presses(world, toSheriff, page, { outcome: 'wrong-number' })
  if (told.outcome !== 'on') throw new Error(told.outcome)
  expect(told).toMatchObject({ last: 'wrong', state: { step: 0, wrong: [first.contactId] } })
  const next = await opens(world, toSheriff, { query: { step: '0', wrong: told.state.wrong.join(',') } })
  expect(callOn(next).phone!.href).toBe('tel:+16025550140')
  const again = await presses(world, toSheriff, next, { outcome: 'wrong-number' })
  if (again.outcome !== 'on') throw new Error(again.outcome)
  expect(again.state).toMatchObject({ step: 0 })
  const last = callOn(await opens(world, toSheriff, { query: { step: '0', wrong: again.state.wrong.join(',') } }))
  expect(last.phone).toBeNull()
  expect(last.otherWays.length).toBeGreaterThan(0)
  // Who was reached goes on to the next official, with nothing left of the wrong number.
  expect(await presses(world, toSheriff, next, { outcome: 'spoke' })).toMatchObject({
    last: 'recorded',
    state: { step: 1, wrong: [] },
  })
})

test('a wrong number is looked after, and after three full mailboxes in a day the next number is offered', async ({
  world,
}) => {
  const page = await opens(world, toSheriff)
  const first = callOn(page).phone!
  expect(await presses(world, toSheriff, page, { outcome: 'wrong-number' })).toMatchObject({ last: 'wrong' })
  expect(await world.db.selectFrom('contact_report').select(['what', 'origin', 'contact_detail_id']).execute()).toEqual(
    [{ what: 'wrong-number', origin: 'outreach', contact_detail_id: first.contactId }],
  )
  for (let time = 0; time < 3; time += 1)
    await presses(world, toSheriff, await opens(world, toSheriff), { outcome: 'voicemail-full' })
  const next = callOn(await opens(world, toSheriff)).phone!
  expect(next.contactId).not.toBe(first.contactId)
  expect(next.href).toBe('tel:+16025550140')
})

test('nobody can cast doubt on a number that this action does not lead to', async ({ world }) => {
  const others = await world.db
    .selectFrom('contact_detail')
    .select('id')
    .where('value', '=', '+16025550151')
    .executeTakeFirstOrThrow()
  await presses(world, toSheriff, await opens(world, toSheriff), { outcome: 'wrong-number', contact_id: others.id })
  await presses(world, toSheriff, await opens(world, toSheriff), { outcome: 'wrong-number', to: demoPosts.council[0] })
  expect(await world.db.selectFrom('contact_report').select('contact_detail_id').execute()).toEqual([
    { contact_detail_id: null },
  ])
})

test('who has agreed already is thanked and not called', async ({ world }) => {
  const lee = await world.db
    .selectFrom('post')
    .select('id')
    .where('slug', '=', demoPosts.council[0])
    .executeTakeFirstOrThrow()
  await world.db.updateTable('advocacy_target').set({ has_agreed: true }).where('post_id', '=', lee.id).execute()
  const page = await opens(world, toCouncil)
  expect(page.agreed).toEqual(['Lee Okafor'])
  expect(callOn(page).of).toBe(2)
})

test('whom to call is found by where somebody lives: asked outright in doubt, and the ZIP is in no address', async ({
  world,
}) => {
  await sql`update advocacy_campaign set targeting = '{"how":"lookup","roles":["sheriff"]}' where slug = ${toSheriff}`.execute(
    world.db,
  )
  await sql`insert into zip_code (zip, city, state, kind, counties) values ('00001', 'Nowhere', 'AZ', 'standard', array['ocd-division/country:us/state:az/county:saguaro']),
    ('00002', 'Between', 'AZ', 'standard', array['ocd-division/country:us/state:az/county:saguaro', 'ocd-division/country:us/state:az/county:pima'])`.execute(
    world.db,
  )
  const says = async (fields: Record<string, string>) =>
    recordOutcome(world, await actionOf(world, toSheriff), 'es', { intent: 'place', ...fields }, openAt)
  expect((await opens(world, toSheriff)).now).toEqual({ is: 'asking-place', asked: { for: 'zip', problem: null } })
  expect(await says({ zip: '99' })).toMatchObject({ asked: { for: 'zip', problem: 'postalCodeWrong' } })
  expect(await says({ state: '' })).toMatchObject({ asked: { for: 'zip', problem: 'stateMissing' } })
  expect(await says({ zip: '00009' })).toMatchObject({ asked: { for: 'zip', problem: 'zipUnknown' } })
  expect(await says({ zip: '00002' })).toMatchObject({
    asked: {
      for: 'county',
      why: 'zip',
      area: '000',
      choices: [{ slug: 'az-saguaro-county' }, { name: 'Pima County' }],
    },
  })
  const found = await says({ zip: '00001-1234' })
  expect(found).toMatchObject({ outcome: 'on', state: { here: ['az-saguaro-county'], area: '000' } })
  expect(callOn(await opens(world, toSheriff, { query: { in: 'az-saguaro-county', area: '000' } })).name).toBe(
    'Ida Vance',
  )
  expect((await opens(world, toSheriff, { query: { in: 'az-pima-county' } })).now.is).toBe('nobody-here')
  await sql`update division set county_ids = array['ocd-division/country:us/state:az/county:saguaro'] where slug = 'az-ocotillo'`.execute(
    world.db,
  )
  await sql`update advocacy_campaign set targeting = '{"how":"lookup","roles":["sheriff","council-member"]}' where slug = ${toSheriff}`.execute(
    world.db,
  )
  expect(await says({ county: 'az-saguaro-county', area: '000' })).toMatchObject({
    asked: {
      for: 'city',
      county: 'az-saguaro-county',
      choices: [{ slug: 'az-ocotillo' }],
      area: '000',
    },
  })
  const both = await says({ county: 'az-saguaro-county', city: 'az-ocotillo', area: '000' })
  expect(both).toMatchObject({
    outcome: 'on',
    state: { here: ['az-saguaro-county', 'az-ocotillo'] },
  })
  expect(callOn(await opens(world, toSheriff, { query: { in: 'az-saguaro-county,az-ocotillo' } })).of).toBe(4)
  expect(await says({ county: 'az-saguaro-county', city: 'none' })).toMatchObject({
    state: { here: ['az-saguaro-county'] },
  })
  expect(readCallState((name) => ({ in: 'Not a slug', step: '-4', area: '85001', r: 'x'.repeat(40) })[name])).toEqual({
    start: null,
    step: 0,
    here: [],
    area: '',
    ref: '',
    wrong: [],
  })
})

test('who has signed is asked to call next, and who has called to reach the same sheriff another way', async ({
  world,
}) => {
  const campaign = await world.db.selectFrom('campaign').selectAll().executeTakeFirstOrThrow()
  const petition = await world.db.selectFrom('petition').select('id').orderBy('created_at').executeTakeFirstOrThrow()
  const signed = {
    tag: `petition:${petition.id}`,
    campaignId: campaign.id,
    campaignSlug: campaign.slug,
    campaignName: campaign.name,
  }
  const next = async (done: typeof signed) =>
    (await readNextActs(world.db, { language: 'es', done }, openAt)).cards[0]?.path
  expect(await next(signed)).toBe(`/es/calls/${toSheriff}`)
  expect(await next(doneAct(await actionOf(world, toSheriff)))).toBe('/es/letters/write-sheriff-vance')
})

test('of the time of a call ten minutes are kept, no more', async ({ world }) => {
  const at = new Date('2026-11-24T18:47:31Z')
  await presses(world, toSheriff, await opens(world, toSheriff, { at }), { outcome: 'spoke' }, at)
  expect(await world.db.selectFrom('outreach').select('done_at').execute()).toEqual([
    { done_at: new Date('2026-11-24T18:40:00Z') },
  ])
})
