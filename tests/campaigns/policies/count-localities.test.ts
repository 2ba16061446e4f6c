import { sql } from 'kysely'
import { expect } from 'vitest'
import { countLocalities, countOf, policiesAsOf } from '~/campaigns/policies/policies.server'
import { test } from '../../support/firme-test'

const dates = [null, '2014', '2014-06', '2014-06-15']
const ends = [null, '2014', '2014-06', '2014-06-20', '2015-02']

test('the database counts localities as the table of policies does, on every day and however vague dates are', async ({
  world,
}) => {
  const all = dates.flatMap((adopted) =>
    ends.flatMap((ended) =>
      [false, true].flatMap((isNoLater) =>
        ['2014-06-01', '2014-06-20', '2015-01-31'].map((checked) => ({ adopted, ended, isNoLater, checked })),
      ),
    ),
  )
  await sql`
    insert into policy (division_id, kind, adopted_on, ended_on, adopted_no_later, ended_no_later, source_url, checked_on, removed_at, created_at, updated_at)
    select place.id, case when n % 3 = 0 then '287g-signed' else 'no-287g' end, adopted, ended, "isNoLater", "isNoLater", 'https://example.org', checked,
      case when n % 11 = 0 then now() end, now(), now()
    from jsonb_to_recordset(${JSON.stringify(all.map((one, n) => ({ ...one, n })))}::jsonb) as one (n integer, adopted text, ended text, "isNoLater" boolean, checked date)
    join (select id, row_number() over (order by kind = 'county', id) as n from division where kind in ('county', 'state') and geoid is not null) as place using (n)
  `.execute(world.db)
  const counts = new Set<string>()
  for (const day of [
    '2013-12-31',
    '2014-06-01',
    '2014-06-15',
    '2014-06-20',
    '2014-07-01',
    '2015-01-01',
    '2015-03-01',
  ]) {
    const counted = await countLocalities(world.as.web, new Date(`${day}T12:00:00Z`))
    expect(counted, day).toEqual(countOf(await policiesAsOf(world.as.web, day)))
    counts.add(JSON.stringify(counted))
  }
  expect(counts.size).toBeGreaterThan(4)
})
