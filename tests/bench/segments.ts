// How long it takes to count segments of a million people. Bundled and run by run.mjs.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openDatabase } from '#db/client'
import { countSegment } from '~/messages/segments/count-segment.server'
import { refreshFacts } from '~/messages/segments/refresh-facts.server'
import type { SegmentRule } from '~/messages/segments/segment-rule'

const { db } = openDatabase(process.argv[2] ?? '', 1)
const people = Number(process.argv[3] ?? 1_000_000)
const now = new Date()
const tags = Array.from({ length: 20 }, (_, number) => `bench ${number}`)
const marks = Array.from({ length: 400 }, (_, number) => String(number + 1))

// What is known of people is made from so many; the others are like them. Segments read nothing else.
const real = 20_000
await seed()
const refreshing = performance.now()
const written = await refreshFacts(db)
const took = (performance.now() - refreshing) / 1000
console.log(`${written} people known anew in ${took.toFixed(0)} s: ${Math.round(written / took)} a second`)
await sql`set session_replication_role = replica`.execute(db)
await sql`
  insert into person_facts select gen_random_uuid(), campaign_id, county, zip_mark, state, language, by_mail, by_text, codes, days
  from (select * from person_facts limit ${real}::integer) as known cross join generate_series(1, ${Math.round(people / real) - 1}::integer)`.execute(
  db,
)
await sql`set session_replication_role = origin`.execute(db)
await sql`vacuum analyze person_facts`.execute(db)
const { rows: sizes } = await sql<{ table: string; all: string }>`
  select pg_size_pretty(pg_table_size('person_facts')) as table, pg_size_pretty(pg_total_relation_size('person_facts')) as all`.execute(
  db,
)
console.log(`the rollup takes ${sizes[0]!.table}, with its indexes ${sizes[0]!.all}`)

const ids = async (table: string) =>
  (await sql<{ id: string }>`select id::text as id from ${sql.table(table)} order by id limit 8`.execute(db)).rows.map(
    ({ id }) => id,
  )
const [petitions, actions] = [await ids('petition'), await ids('advocacy_campaign')]
const { rows: counties } = await sql<{
  id: string
}>`select id from division where kind = 'county' and state in ('AZ', 'CA') order by id`.execute(db)
const { rows: network } = await sql<{ id: string }>`select id from member_group where kind = 'network'`.execute(db)
const group = network[0]!.id

let state = 20_261_130
/** The same rules in each run. */
function pick<One>(from: readonly One[]): One {
  state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
  return from[Math.floor((state / 2_147_483_648) * from.length)]!
}

const facts: (() => SegmentRule)[] = [
  () => ({ fact: 'county', id: pick(counties).id }),
  () => ({ fact: 'state', state: pick(['AZ', 'CA', 'TX', 'NM']) }),
  () => ({ fact: 'zip', zips: ['85001'], marks: [pick(marks), pick(marks), pick(marks)] }),
  () => ({ fact: 'language', language: pick(['en', 'es'] as const) }),
  () => ({ fact: 'channel', channel: pick(['mail', 'sms'] as const) }),
  () => ({ fact: 'tag', tag: pick(tags) }),
  () => ({ fact: 'did', act: 'signed', petition: pick(petitions) }),
  () => ({ fact: 'did', act: 'confirmed', withinDays: pick([7, 30, 90]) }),
  () => ({ fact: 'did', act: 'called', action: pick(actions), outcome: pick(['spoke', 'voicemail']) }),
  () => ({ fact: 'did', act: 'wrote', withinDays: pick([7, 30, 90]) }),
  () => ({ not: { fact: 'did', act: 'called', withinDays: 30 } }),
  () => ({ not: { fact: 'did', act: 'texted' } }),
]

function generated(levels: number): SegmentRule {
  const parts = Array.from({ length: pick([2, 3, 4]) }, () =>
    levels > 1 && pick([true, false, false]) ? generated(levels - 1) : pick(facts)(),
  )
  return pick([true, true, false]) ? { all: parts } : { any: parts }
}

const times: number[] = []
for (let number = 1; number <= 20; number += 1) {
  const rule = generated(3)
  const segment = { id: randomUUID(), name: '', groupId: group, campaignId: null, rule, frozenAt: null }
  await countSegment(db, segment, now)
  const each: number[] = []
  let count = 0
  for (let turn = 0; turn < 3; turn += 1) {
    const startedAt = performance.now()
    count = (await countSegment(db, segment, now)).people
    each.push(performance.now() - startedAt)
  }
  const time = each.toSorted((one, two) => one - two)[1]!
  times.push(time)
  console.log(
    `${String(number).padStart(3)}  ${String(count).padStart(8)} people  ${time.toFixed(0).padStart(5)} ms  ${JSON.stringify(rule, (key, value) => (key === 'marks' ? undefined : value)).slice(0, 180)}`,
  )
}
const sorted = times.toSorted((one, two) => one - two)
console.log(
  `counting 20 segments of ${people} people: median ${sorted[10]!.toFixed(0)} ms, slowest ${sorted.at(-1)!.toFixed(0)} ms (goal 300)`,
)
await db.destroy()

/** Without triggers; what is known of them is made afterwards, all at once. */
async function seed() {
  const seeding = performance.now()
  await sql`set session_replication_role = replica`.execute(db)
  await sql`create temporary table one as select gen_random_uuid() as id, gen_random_uuid() as contact, random() as luck, random() as place, random() as kind, n from generate_series(1, ${real}::integer) as n`.execute(
    db,
  )
  await sql`insert into contact_point (id, campaign_id, channel, blind_index, sealed, created_on, proven_on)
    select one.contact, campaign.id, case when kind < 0.6 then 'mail' else 'sms' end, uuid_send(one.contact), '', current_date, current_date
    from one cross join (select id from campaign order by created_at limit 1) as campaign`.execute(db)
  await sql`insert into person (id, campaign_id, contact_id, name_index, sealed, language, created_on, county, zip_mark)
    select one.id, campaign.id, one.contact, uuid_send(one.id), '', case when luck < 0.55 then 'es' else 'en' end, current_date, counties.list[1 + floor(place * place * cardinality(counties.list))], 1 + floor(place * 400)
    from one cross join (select id from campaign order by created_at limit 1) as campaign
      cross join (select array_agg(id order by state <> 'AZ', state <> 'CA', id) as list from division where kind = 'county') as counties`.execute(
    db,
  )
  await sql`insert into signature (id, petition_id, person_id, contact_token, name_token, name_slot, state, is_private, area, language, source, accepted_at, confirmed_at, channel, day)
    select gen_random_uuid(), petitions.list[1 + (one.n + turn * 3) % cardinality(petitions.list)], one.id, uuid_send(gen_random_uuid()), uuid_send(gen_random_uuid()), 1,
      case when kind < 0.8 then 'confirmed' else 'unconfirmed' end, false, '850', 'en', 'web', at, case when kind < 0.8 then at end, 'mail', at::date
    from one cross join generate_series(1, 2) as turn cross join (select array_agg(id order by id) as list from petition) as petitions
      cross join lateral (select ${now}::timestamptz - (1 + 300 * luck) * interval '1 day' as at) as moment where turn = 1 or luck < 0.4`.execute(
    db,
  )
  await sql`insert into outreach (id, advocacy_campaign_id, post_id, channel, via, outcome, language, person_id, done_at)
    select gen_random_uuid(), actions.list[1 + one.n % cardinality(actions.list)], post.id, (array['call', 'letter', 'text'])[1 + one.n % 3], 'bench', (array['spoke', 'voicemail'])[1 + one.n % 2], 'en', one.id,
      ${now}::timestamptz - (200 * place) * interval '1 day'
    from one cross join (select array_agg(id order by id) as list from advocacy_campaign) as actions cross join (select id from post limit 1) as post where luck > 0.7`.execute(
    db,
  )
  await sql`insert into person_tag (person_id, tag) select one.id, 'bench ' || floor(20 * place * place) from one where kind > 0.5`.execute(
    db,
  )
  await sql`insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
    select gen_random_uuid(), one.id, case when kind < 0.6 then 'mail' else 'sms' end, 'campaign', '1', 'en', current_date, case when place < 0.1 then 'keyword' else 'form' end, 'x', ${now}, current_date from one where luck < 0.7`.execute(
    db,
  )
  await sql`set session_replication_role = origin`.execute(db)
  for (const table of ['contact_point', 'person', 'signature', 'outreach', 'person_tag', 'subscription'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
  console.log(`${real} people made up in ${((performance.now() - seeding) / 1000).toFixed(0)} s`)
}
