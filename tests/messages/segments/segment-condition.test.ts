import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { inSegment, segmentCondition, segmentFacts } from '~/messages/segments/segment-condition.server'
import { type SegmentRule, segmentRule } from '~/messages/segments/segment-rule'
import type { Segment } from '~/messages/segments/segments.server'
import { withMarks } from '~/messages/segments/with-marks.server'
import { test, type World } from '../../support/firme-test'
import { groupOf } from '../../support/office'
import { isMeant, type Known, storePeople, stranger, type Things, thingsOf } from './known-people'

const maricopa = 'ocd-division/country:us/state:az/county:maricopa'
const pima = 'ocd-division/country:us/state:az/county:pima'
const counties = [maricopa, pima, 'ocd-division/country:us/state:nm/county:luna']

/** Ids of whom a rule finds. */
async function found(world: World, rule: SegmentRule): Promise<Set<string>> {
  return (await foundAll(world, [rule]))[0]!
}

/** The same of several rules at once. */
async function foundAll(world: World, rules: SegmentRule[]): Promise<Set<string>[]> {
  const marked = await Promise.all(rules.map((rule) => withMarks(world.db, world.keyring, segmentRule.parse(rule))))
  const { rows } = await sql<{ id: string; found: boolean[] }>`
    select id, array[${sql.join(marked.map((rule) => segmentCondition(rule, world.at)))}] as found from person
  `.execute(world.as.office)
  return rules.map((_, number) => new Set(rows.filter((row) => row.found[number]).map(({ id }) => id)))
}

test('a rule finds whom its words mean, fact by fact', async ({ world }) => {
  const things = await thingsOf(world)
  const [petition] = things.petitions as [string]
  const [action] = things.actions as [string]
  const named: Record<string, Known> = {
    rosa: stranger(things, {
      county: maricopa,
      zip: '85001',
      language: 'es',
      channels: ['mail', 'sms'],
      tags: ['casa'],
      did: [{ act: 'confirmed', about: petition, daysAgo: 3 }],
    }),
    sam: stranger(things, {
      county: pima,
      zip: '85701',
      channels: ['mail'],
      did: [
        { act: 'signed', about: petition, daysAgo: 1 },
        { act: 'called', about: action, outcome: 'voicemail', daysAgo: 10 },
      ],
    }),
    tomas: stranger(things, {
      zip: '85001',
      language: 'es',
      tags: ['casa', 'church'],
      did: [
        { act: 'wrote', about: action, daysAgo: 40 },
        { act: 'texted', about: action, daysAgo: 5 },
        { act: 'joined', daysAgo: 7 },
      ],
    }),
  }
  await storePeople(world, things, Object.values(named))
  const rules: [rule: SegmentRule, names: string][] = [
    [{ all: [] }, 'rosa sam tomas'],
    [{ any: [] }, ''],
    [{ fact: 'campaign', id: things.campaign }, 'rosa sam tomas'],
    [{ fact: 'county', id: maricopa }, 'rosa'],
    [{ fact: 'state', state: 'AZ' }, 'rosa sam'],
    [{ fact: 'zip', zips: ['85001', '85002'] }, 'rosa tomas'],
    [{ fact: 'language', language: 'es' }, 'rosa tomas'],
    [{ fact: 'channel', channel: 'mail' }, 'rosa sam'],
    [{ fact: 'channel', channel: 'sms' }, 'rosa'],
    [{ fact: 'tag', tag: 'Casa' }, 'rosa tomas'],
    [{ fact: 'did', act: 'signed' }, 'rosa sam'],
    [{ fact: 'did', act: 'signed', petition, withinDays: 2 }, 'sam'],
    [{ fact: 'did', act: 'confirmed' }, 'rosa'],
    [{ fact: 'did', act: 'confirmed', petition, withinDays: 3 }, 'rosa'],
    [{ fact: 'did', act: 'confirmed', petition, withinDays: 2 }, ''],
    [{ fact: 'did', act: 'called', action, outcome: 'voicemail' }, 'sam'],
    [{ fact: 'did', act: 'called', outcome: 'voicemail', withinDays: 9 }, ''],
    [{ fact: 'did', act: 'called', action, outcome: 'spoke' }, ''],
    [{ fact: 'did', act: 'wrote', action }, 'tomas'],
    [{ fact: 'did', act: 'wrote', withinDays: 30 }, ''],
    [{ fact: 'did', act: 'texted', withinDays: 5 }, 'tomas'],
    [{ fact: 'did', act: 'joined', withinDays: 7 }, 'tomas'],
    [{ not: { fact: 'tag', tag: 'casa' } }, 'sam'],
    [{ not: { fact: 'did', act: 'called', withinDays: 30 } }, 'rosa tomas'],
    [
      {
        all: [
          { fact: 'language', language: 'es' },
          {
            any: [
              { fact: 'county', id: maricopa },
              { fact: 'tag', tag: 'church' },
            ],
          },
        ],
      },
      'rosa tomas',
    ],
    [{ all: [{ fact: 'did', act: 'signed' }, { not: { fact: 'did', act: 'called' } }] }, 'rosa'],
  ]
  for (const [rule, names] of rules) {
    const ids = await found(world, rule)
    const who = Object.keys(named).filter((name) => ids.has(named[name]!.id))
    expect(who.join(' '), JSON.stringify(rule)).toBe(names)
    expect(
      Object.keys(named)
        .filter((name) => isMeant(rule, named[name]!))
        .join(' '),
      JSON.stringify(rule),
    ).toBe(names)
  }
})

test('the SQL of any rule finds the same people as its plain meaning', async ({ world }) => {
  const things = await thingsOf(world)
  const people = fc.sample(known(things), { numRuns: 120, seed: 7 })
  await storePeople(world, things, people)
  await fc.assert(
    fc.asyncProperty(fc.array(rules(things), { minLength: 1, maxLength: 12 }), async (asked) => {
      const answers = await foundAll(world, asked)
      for (const [number, rule] of asked.entries())
        expect(people.filter(({ id }) => answers[number]!.has(id)).map(({ id }) => id)).toEqual(
          people.filter((person) => isMeant(rule, person)).map(({ id }) => id),
        )
    }),
    { numRuns: 15 },
  )
})

const zips = ['85001', '85002', '85701']
const tags = ['casa', 'church', 'needs ride']
const outcomes = ['spoke', 'voicemail']
const days = fc.integer({ min: 0, max: 20 })

function known(things: Things): fc.Arbitrary<Known> {
  const about = fc.constantFrom(...things.petitions)
  const action = fc.constantFrom(...things.actions)
  const did = fc.oneof(
    fc.record({ act: fc.constantFrom('wrote', 'texted'), about: action, daysAgo: days }),
    fc.record({ act: fc.constant('called'), about: action, outcome: fc.constantFrom(...outcomes), daysAgo: days }),
    fc.record({ act: fc.constant('joined'), daysAgo: days }),
  ) as fc.Arbitrary<Known['did'][number]>
  const signed = fc.record({
    act: fc.constantFrom('signed', 'confirmed'),
    about,
    daysAgo: days,
  }) as fc.Arbitrary<Known['did'][number]>
  return fc.record({
    id: fc.uuid({ version: 4 }),
    campaign: fc.constant(things.campaign),
    county: fc.option(fc.constantFrom(...counties)),
    zip: fc.constantFrom('', ...zips),
    language: fc.constantFrom('en', 'es'),
    channels: fc.subarray<'mail' | 'sms'>(['mail', 'sms']),
    tags: fc.subarray(tags),
    did: fc
      .tuple(fc.uniqueArray(signed, { selector: ({ about }) => about, maxLength: 2 }), fc.array(did, { maxLength: 3 }))
      .map((both) => both.flat()),
  })
}

function rules(things: Things): fc.Arbitrary<SegmentRule> {
  const withinDays = fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined })
  const action = fc.option(fc.constantFrom(...things.actions), { nil: undefined })
  const fact = fc.oneof(
    fc.constant({ fact: 'campaign', id: things.campaign }),
    fc.record({ fact: fc.constant('county'), id: fc.constantFrom(...counties) }),
    fc.record({ fact: fc.constant('state'), state: fc.constantFrom('AZ', 'NM', 'TX') }),
    fc.record({ fact: fc.constant('zip'), zips: fc.subarray(zips, { minLength: 1 }) }),
    fc.record({ fact: fc.constant('language'), language: fc.constantFrom('en', 'es') }),
    fc.record({ fact: fc.constant('channel'), channel: fc.constantFrom('mail', 'sms') }),
    fc.record({ fact: fc.constant('tag'), tag: fc.constantFrom(...tags) }),
    fc.record({
      fact: fc.constant('did'),
      act: fc.constantFrom('signed', 'confirmed'),
      petition: fc.option(fc.constantFrom(...things.petitions), { nil: undefined }),
      withinDays,
    }),
    fc.record({
      fact: fc.constant('did'),
      act: fc.constant('called'),
      action,
      outcome: fc.option(fc.constantFrom(...outcomes), { nil: undefined }),
      withinDays,
    }),
    fc.record({ fact: fc.constant('did'), act: fc.constantFrom('wrote', 'texted'), action, withinDays }),
    fc.record({ fact: fc.constant('did'), act: fc.constant('joined'), withinDays }),
  ) as fc.Arbitrary<SegmentRule>
  return fc.letrec<{ rule: SegmentRule }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      fact,
      fc.record({ all: fc.array(tie('rule'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('rule'), { maxLength: 3 }) }),
      fc.record({ not: tie('rule') }),
    ),
  })).rule
}

describe('what is known of a person', () => {
  test('is never older than what is stored, whatever was recorded, changed or deleted', async ({ world }) => {
    const { db } = world
    const things = await thingsOf(world)
    const people = fc.sample(known(things), { numRuns: 25, seed: 11 })
    await storePeople(world, things, people)
    const [first, second, third] = people.map(({ id }) => id) as [string, string, string]
    await db.deleteFrom('person_tag').where('person_id', '=', first).execute()
    await db.updateTable('person').set({ language: 'es', county: pima }).where('id', '=', second).execute()
    await sql`update subscription set ended_on = site_day(${world.at}), ended_how = 'link' where ended_on is null`.execute(
      db,
    )
    await sql`update outreach set outcome = 'spoke', person_id = ${first} where person_id = ${second}`.execute(db)
    await sql`update signature set state = 'confirmed', confirmed_at = ${world.at} where state = 'unconfirmed'`.execute(
      db,
    )
    await db.deleteFrom('outreach').where('person_id', '=', third).execute()
    await db.deleteFrom('person').where('id', '=', third).execute()
    const kept = await db.selectFrom('person_facts').selectAll().orderBy('person_id').execute()
    expect(kept.map(({ person_id }) => person_id)).not.toContain(third)
    await db.deleteFrom('person_facts').execute()
    await sql`select refresh_person_facts(array(select id from person))`.execute(db)
    const again = await db.selectFrom('person_facts').selectAll().orderBy('person_id').execute()
    expect(again.filter(({ codes }) => codes.length > 0)).toEqual(kept.filter(({ codes }) => codes.length > 0))
  })

  test('is asked without reading signatures, whatever the rule', async ({ world }) => {
    const group = await groupOf(world, 'network')
    const rule: SegmentRule = {
      all: [
        { fact: 'county', id: maricopa },
        { fact: 'tag', tag: 'casa' },
        { fact: 'did', act: 'signed', withinDays: 9 },
      ],
    }
    const segment: Segment = {
      id: crypto.randomUUID(),
      name: 'x',
      groupId: group,
      campaignId: null,
      rule,
      frozenAt: null,
    }
    const { rows } =
      await sql`explain (format json) select count(*) from person_facts as facts where ${segmentFacts(segment, world.at)}`.execute(
        world.as.office,
      )
    const read = [...JSON.stringify(rows).matchAll(/"Relation Name":"(\w+)"/g)].map(([, name]) => name)
    // Which groups and petitions there are is looked up once.
    expect(read.filter((name) => name !== 'member_group' && name !== 'petition')).toEqual(['person_facts'])
  })
})

describe('a segment of a group', () => {
  async function whoIsIn(world: World, groupId: string, rest: Partial<Segment> = {}): Promise<string[]> {
    const segment: Segment = {
      id: crypto.randomUUID(),
      name: 'x',
      groupId,
      campaignId: null,
      rule: { all: [] },
      frozenAt: null,
      ...rest,
    }
    const { rows } = await sql<{ id: string }>`select id from person where ${inSegment(segment, world.at)}`.execute(
      world.as.worker,
    )
    return rows.map(({ id }) => id)
  }

  test('holds only people whom the group may see, and the network only who agreed', async ({ world }) => {
    const { db } = world
    const things = await thingsOf(world)
    const petition = things.petitions[0]!
    const network = await groupOf(world, 'network')
    const group = await groupOf(world, 'Tierra y Casa')
    const other = await groupOf(world, 'Otros')
    const chapter = await groupOf(world, 'Tucson', 'chapter', group, ['857'])
    await db.updateTable('petition').set({ group_id: group }).where('id', '=', petition).execute()
    const rosa = stranger(things, { did: [{ act: 'signed', about: petition, daysAgo: 1 }] })
    await storePeople(world, things, [rosa])
    expect(await whoIsIn(world, group)).toContain(rosa.id)
    for (const one of [network, other, chapter]) expect(await whoIsIn(world, one)).not.toContain(rosa.id)

    await db.updateTable('signature').set({ area: '857' }).where('person_id', '=', rosa.id).execute()
    expect(await whoIsIn(world, chapter)).toContain(rosa.id)
    const later = await groupOf(world, 'South', 'chapter', group, ['857'])
    expect(await whoIsIn(world, later)).toContain(rosa.id)

    await sql`insert into consent (person_id, petition_id, purpose, text_version, language, given_on)
      values (${rosa.id}, ${petition}, 'network', '1', 'en', site_day(${world.at}))`.execute(db)
    expect(await whoIsIn(world, network)).toContain(rosa.id)
    await sql`update consent set withdrawn_on = site_day(${world.at}) where person_id = ${rosa.id}`.execute(db)
    expect(await whoIsIn(world, network)).not.toContain(rosa.id)

    expect(await whoIsIn(world, group, { campaignId: things.campaign })).toContain(rosa.id)
    expect(await whoIsIn(world, group, { campaignId: crypto.randomUUID() })).toEqual([])
  })
})

describe('tags', () => {
  test('of people whom the network knows by consent alone are their group’s', async ({ world }) => {
    const { db } = world
    const things = await thingsOf(world)
    const [theirs, ours] = things.petitions as [string, string]
    const network = await groupOf(world, 'network')
    const group = await groupOf(world, 'Tierra y Casa')
    await db.updateTable('petition').set({ group_id: group }).where('id', '=', theirs).execute()
    const signed = (about: string) => ({ act: 'signed' as const, about, daysAgo: 1 })
    const rosa = stranger(things, { tags: ['casa'], did: [signed(theirs)] })
    const sam = stranger(things, { tags: ['casa'], did: [signed(theirs), signed(ours)] })
    const tomas = stranger(things, { tags: ['casa'], did: [signed(ours)] })
    await storePeople(world, things, [rosa, sam, tomas])
    await sql`insert into consent (person_id, petition_id, purpose, text_version, language, given_on)
      select person_id, petition_id, 'network', '1', 'en', site_day(${world.at}) from signature where petition_id = ${theirs}`.execute(
      db,
    )
    const tagged = async (groupId: string) => {
      const segment: Segment = {
        id: crypto.randomUUID(),
        name: 'x',
        groupId,
        campaignId: null,
        rule: { fact: 'tag', tag: 'casa' },
        frozenAt: null,
      }
      const { rows } = await sql<{ id: string }>`select id from person where ${inSegment(segment, world.at)}`.execute(
        world.as.office,
      )
      return rows.map(({ id }) => id).toSorted()
    }
    expect(await tagged(network)).toEqual([sam.id, tomas.id].toSorted())
    expect(await tagged(group)).toEqual([rosa.id, sam.id].toSorted())
  })
})

describe('a rule that was sent', () => {
  const fact = { fact: 'language', language: 'en' }
  test.for([
    ['nested without end', Array.from({ length: 30 }).reduce<unknown>((inner) => ({ all: [inner] }), fact)],
    ['as wide as a flood', { any: Array.from({ length: 61 }, () => fact) }],
    ['with a fact that nobody knows', { fact: 'name', is: 'Rosa' }],
    ['with more than its fact', { fact: 'state', state: 'AZ', campaign: 'x' }],
    ['with a state that is SQL', { fact: 'state', state: "A'" }],
    ['of nothing', null],
  ] as const)('is refused when it is %s', ([, rule]) => {
    expect(segmentRule.safeParse(rule).success).toBe(false)
  })
})
