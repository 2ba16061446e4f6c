import { randomUUID } from 'node:crypto'
import { afterEach, expect, vi } from 'vitest'
import { utcDay } from '#db/utc-day'
import { changeOutcomes } from '~/actions/outreach/change-outcomes.server'
import { addOutreach } from '~/actions/outreach/record-outreach.server'
import { recountOutreach } from '~/actions/outreach/recount-outreach.server'
import { outreachKind } from '~/actions/registry.server'
import { liveFigures } from '~/office/dashboard/live-figures.server'
import type { Office } from '~/office/guard/guard.server'
import { findSession } from '~/office/guard/sessions.server'
import { readLiveOutreach, readOutreachFigures } from '~/office/outreach/figures.server'
import { listPages } from '~/office/pages/pages.server'
import type { Outreach } from '~/queue/intake/outreach'
import { test, type World } from '../../support/firme-test'
import { groupOf, organizer } from '../../support/office'

const slugs = {
  call: 'call-ocotillo-council',
  letter: 'write-ocotillo-council',
  text: 'text-the-council',
}
type Kind = keyof typeof slugs
type Way = Pick<Outreach, 'channel' | 'via' | 'outcome'>
/** Every way in which something comes to an action: an own phone, a bridge, a call to us, a text that we carry, one whose office takes a letter, letters carried, mailed and printed. */
const ways: Record<Kind, Way[]> = {
  call: (['own-phone', 'bridge', 'call-in'] as const).flatMap((via) =>
    (['spoke', 'voicemail', 'busy', 'no-answer'] as const).map((outcome): Way => ({ channel: 'call', via, outcome })),
  ),
  text: [
    ['text', 'relay', 'sent'],
    ['text', 'own-phone', 'own-phone'],
    ['letter', 'sent-for-me', 'sent'],
    ['letter', 'sent-for-me', 'bounced'],
  ].map(asWay),
  letter: [
    ['letter', 'sent-for-me', 'sent'],
    ['letter', 'sent-for-me', 'refused'],
    ['letter', 'own-mail', 'own-mail'],
    ['letter', 'print', 'printed'],
  ].map(asWay),
}
const kinds = Object.keys(slugs) as Kind[]

/** Some hundreds, over forty days, to two of the three of Ocotillo's council and to somebody the action does not lead to any more. */
async function madeUp(world: World, kind: Kind, count: number): Promise<Outreach[]> {
  const advocacyId = await actionId(world, kind)
  const posts = await world.db
    .selectFrom('post')
    .select('id')
    .where('slug', 'in', ['lee-okafor-ocotillo', 'marta-quintero-ocotillo', 'ida-vance-saguaro'])
    .orderBy('slug')
    .execute()
  const rows = Array.from({ length: count }, (_, index) => ({
    ...ways[kind][index % ways[kind].length]!,
    ...plain,
    id: randomUUID(),
    advocacyId,
    postId: posts[(index * 7) % 3]!.id,
    language: index % 3 === 0 ? 'en' : 'es',
    doneAt: new Date(world.at.getTime() - ((index * 37) % 40) * 86_400_000 - index * 1_000),
  })) as Outreach[]
  await world.db.transaction().execute((trx) => addOutreach(trx, rows))
  return rows
}

test.for(kinds)('every number on the dashboard of a %s action is what its rows count', async (kind, { world }) => {
  const rows = await madeUp(world, kind, 240)
  const figures = await figuresOf(world, kind)
  const isReached = ({ outcome }: Outreach) => outreachKind(kind).reached.includes(outcome)
  expect(figures).toMatchObject({
    all: 240,
    today: rows.filter((row) => utcDay(row.doneAt) === utcDay(world.at)).length,
    hour: rows.filter((row) => row.doneAt > new Date(world.at.getTime() - 3_600_000)).length,
    reached: rows.filter(isReached).length,
  })
  expect(sum(figures.outcomes.map(({ count }) => count))).toBe(240)
  for (const { outcome, count } of figures.outcomes)
    expect(count, outcome).toBe(rows.filter((row) => row.outcome === outcome).length)
  for (const { language, count } of figures.languages)
    expect(count, language).toBe(rows.filter((row) => row.language === language).length)
  for (const one of figures.days) {
    const theirs = rows.filter((row) => utcDay(row.doneAt) === one.day)
    expect(one).toEqual({
      day: one.day,
      reached: theirs.filter(isReached).length,
      rest: theirs.filter((row) => !isReached(row)).length,
    })
  }
  expect(sum(figures.officials.map(({ all }) => all))).toBe(240)
  for (const official of figures.officials) {
    const theirs = rows.filter((row) => row.postId === official.postId)
    const last =
      theirs
        .filter(isReached)
        .map((row) => utcDay(row.doneAt))
        .sort()
        .at(-1) ?? null
    const outcomes = Object.fromEntries(
      [...Map.groupBy(theirs, (row) => row.outcome)].map(([outcome, of]) => [outcome, of.length]),
    )
    expect(official).toMatchObject({
      all: theirs.length,
      reached: theirs.filter(isReached).length,
      lastReached: last,
      outcomes,
    })
  }
  expect(figures.officials.filter(({ reached }) => reached === 0).map(({ name }) => name)).toEqual(['June Abbott'])
  const standing = (
    await listPages(world.db, { groupIds: [await groupOf(world, 'network')], language: 'en' }, world.at)
  ).lines.find(({ slug }) => slug === slugs[kind])!
  expect([standing.all, standing.today, sum(standing.days)]).toEqual([
    240,
    figures.today,
    sum(figures.days.map(({ reached, rest }) => reached + rest)),
  ])
})

test('a letter that was sent and comes back is one letter, on the day on which it was sent, and its office was not reached', async ({
  world,
}) => {
  const rows = await madeUp(world, 'letter', 4)
  const sent = rows.find(({ outcome }) => outcome === 'sent')!
  const comesBack = () =>
    world.db.transaction().execute((trx) => changeOutcomes(trx, [sent.id, randomUUID()], 'bounced'))
  expect([...(await comesBack()), ...(await comesBack())]).toEqual([sent.id, sent.id])
  const { all, reached, outcomes, officials } = await figuresOf(world, 'letter')
  expect([all, reached]).toEqual([4, 2])
  expect(outcomes.filter(({ outcome }) => outcome === 'bounced' || outcome === 'sent')).toEqual([
    { outcome: 'sent', count: 0 },
    { outcome: 'bounced', count: 1 },
  ])
  expect(officials.find(({ postId }) => postId === sent.postId)!.outcomes).not.toHaveProperty('sent')
  expect((await recountOutreach(world.as.worker, { mend: false })).every(({ isRight }) => isRight)).toBe(true)
})

test('a tally that is wrong is found and put right, also where its sum happens to be right', async ({ world }) => {
  const [first] = await madeUp(world, 'call', 60)
  await madeUp(world, 'text', 12)
  expect((await recountOutreach(world.as.worker, { mend: false })).filter(({ isRight }) => !isRight)).toEqual([])
  const before = await figuresOf(world, 'call')
  const keys = await world.db
    .selectFrom('outreach_tally')
    .selectAll()
    .where('advocacy_campaign_id', '=', first!.advocacyId)
    .limit(2)
    .execute()
  for (const [index, change] of [1, -1].entries()) {
    const { count, ...key } = keys[index]!
    await world.db
      .updateTable('outreach_tally')
      .set({ count: count + change })
      .where((eb) => eb.and(key))
      .execute()
  }
  const found = (await recountOutreach(world.as.worker, { mend: true })).filter(({ isRight }) => !isRight)
  expect(found).toEqual([{ actionId: first!.advocacyId, action: slugs.call, shown: 60, counted: 60, isRight: false }])
  expect(await figuresOf(world, 'call')).toEqual(before)
})

afterEach(() => void vi.useRealTimers())

test.for(kinds)('whoever watches a %s action sees whatever comes in, by each of its ways', async (kind, { world }) => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const rows = await madeUp(world, kind, 12)
  const now = new Date()
  const network = await groupOf(world, 'network')
  const { token } = await organizer({ ...world, at: now }, 'viewer', network)
  const session = (await findSession(world.db, world.keyring, token, now))!
  const request = new Request('https://office.example.org/')
  const { db, keyring } = world
  const office = { lang: 'en', request, db, keyring, session, now, noteForgedRole: () => {} } as unknown as Office
  const { body } = liveFigures(office, network, (at) =>
    readLiveOutreach(world.db, rows[0]!.advocacyId, outreachKind(kind).reached, at),
  )
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader()
  const next = async () => JSON.parse(/data: (.*)/.exec((await reader.read()).value!)![1]!) as object
  expect(await next()).toMatchObject({ all: '12' })
  let come = 0
  for (const way of ways[kind]) {
    await world.db
      .transaction()
      .execute((trx) => addOutreach(trx, [{ ...rows[0]!, ...way, id: randomUUID(), doneAt: new Date() } as Outreach]))
    come += 1
    vi.advanceTimersByTime(2_000)
    expect(await next(), way.via).toMatchObject({ all: String(12 + come), today: String(come), hour: String(come) })
  }
  await reader.cancel()
})

const plain = { contactDetailId: null, area: '850', source: 'web', durationSeconds: null, personId: null }

function asWay([channel, via, outcome]: string[]): Way {
  return { channel, via, outcome } as Way
}

async function actionId(world: World, kind: Kind): Promise<string> {
  return (
    await world.db
      .selectFrom('advocacy_campaign')
      .select('id')
      .where('slug', '=', slugs[kind])
      .executeTakeFirstOrThrow()
  ).id
}

async function figuresOf(world: World, kind: Kind) {
  const { outcomes, reached } = outreachKind(kind)
  return readOutreachFigures(world.db, await actionId(world, kind), outcomes, reached, world.at)
}

function sum(numbers: number[]): number {
  return numbers.reduce((one, two) => one + two, 0)
}
