import { sql } from 'kysely'
import { expect } from 'vitest'
import { test } from '../../../support/firme-test'
import { groupOf, organizer } from '../../../support/office'
import { bringIn, letGo, outcomesOf, realCities, reasonsOf } from '../../../support/rosters'
import { hasNoSharedData, sharedBytes, sharedFolder } from '../../../support/shared-data'

test.skipIf(hasNoSharedData)(
  '159 Georgia sheriff’s offices come in, every one matched to its county; once more changes nothing',
  async ({ world }) => {
    const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
    const list = {
      files: [{ name: 'georgia-sheriffs-offices.json', bytes: sharedBytes('georgia-sheriffs-offices.json') }],
    }
    const id = await bringIn(world, token, list)
    // Its source has written McDuffie County with an l: taken, and said.
    expect(await reasonsOf(world, id)).toEqual({ 97: ['place-near'] })
    expect(await outcomesOf(world, id)).toEqual({ good: 159 })
    expect(
      await world.db.selectFrom('organization').select('id').where('division_id', 'like', '%state:ga/%').execute(),
    ).toEqual([])
    await letGo(world, token, id)
    const { rows } = await sql<Record<string, number>>`
    select count(distinct organization.id)::integer as offices, count(distinct organization.division_id)::integer as counties, count(distinct post.id)::integer as posts, count(membership.id)::integer as holders,
      count(distinct contact_detail.id) filter (where contact_detail.kind = 'voice')::integer as phones, count(distinct contact_detail.id) filter (where contact_detail.kind = 'address')::integer as addresses
    from organization join division on division.id = division_id and state = 'GA' and division.kind = 'county' join post on organization_id = organization.id
    left join membership on post_id = post.id left join contact_detail on contact_detail.organization_id = organization.id
  `.execute(world.db)
    expect(rows[0]).toEqual({ offices: 159, counties: 159, posts: 159, holders: 0, phones: 159, addresses: 159 })
    const again = await bringIn(world, token, list)
    await letGo(world, token, again)
    expect(await outcomesOf(world, again)).toEqual({ unchanged: 159 })
  },
)

test.skipIf(hasNoSharedData)(
  '40 Illinois mayors from Open States: whose term has ended is past, a legislator’s old seat is reported and makes nobody mayor',
  async ({ world }) => {
    await realCities(world.db, ['il'])
    const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
    const files = sharedFolder('openstates-il-municipalities').map((file) => ({
      name: file.split('/').at(-1)!,
      bytes: sharedBytes(file),
    }))
    expect(files).toHaveLength(40)
    const id = await bringIn(world, token, { files })
    const reasons = await reasonsOf(world, id)
    expect(
      Object.values(reasons)
        .flat()
        .filter((reason) => reason !== 'past-contacts'),
    ).toEqual(['role-not-local'])
    expect(await outcomesOf(world, id)).toEqual({ bad: 1, good: 40 })
    await letGo(world, token, id)
    const { rows } = await sql<Record<string, number>>`
    select count(*) filter (where ended_on is null)::integer as now, count(*) filter (where ended_on is not null)::integer as past, count(distinct post_id)::integer as posts from membership join post on post.id = post_id where role = 'mayor'
  `.execute(world.db)
    expect(rows[0]).toEqual({ now: 12, past: 28, posts: 38 })
    const { rows: brady } =
      await sql`select title, organization.name, started_on, term_ends_on, ended_on from official join membership on official_id = official.id join post on post.id = post_id join organization on organization.id = organization_id where official.name = 'Dan Brady'`.execute(
        world.db,
      )
    expect(brady).toEqual([
      {
        title: 'Mayor',
        name: 'Bloomington Office of the Mayor',
        started_on: '2025-05-01',
        term_ends_on: '2029-05-01',
        ended_on: null,
      },
    ])
    const again = await bringIn(world, token, { files })
    await letGo(world, token, again)
    expect(await outcomesOf(world, again)).toEqual({ bad: 1, unchanged: 40 })
  },
)

test.skipIf(hasNoSharedData)(
  'New York’s council of 2017: 51 seats with past holders and nobody in them today; mayor and prosecutor are reported as another body’s',
  async ({ world }) => {
    await realCities(world.db, ['ny'])
    const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
    const list = {
      files: [{ name: 'city-council-data.csv', bytes: sharedBytes('nyc-council/city-council-data.csv') }],
      options: { organizationKind: 'city-council', role: 'council-member' },
    }
    const id = await bringIn(world, token, list)
    expect(await outcomesOf(world, id)).toEqual({ bad: 2, good: 51 })
    expect(
      Object.values(await reasonsOf(world, id)).filter((reasons) => reasons.includes('role-of-another-body')),
    ).toHaveLength(2)
    await letGo(world, token, id)
    const { rows } = await sql<Record<string, number>>`
    select count(distinct post.id)::integer as seats, count(distinct post.division_id)::integer as districts, count(*) filter (where ended_on = '2017-12-31')::integer as past, count(*) filter (where ended_on is null)::integer as now
    from post join organization on organization.id = organization_id join membership on post_id = post.id where organization.name = 'New York City Council'
  `.execute(world.db)
    expect(rows[0]).toEqual({ seats: 51, districts: 51, past: 51, now: 0 })
    expect(
      await world.db
        .selectFrom('division')
        .select(['id', 'name', 'slug', 'parent_id'])
        .where('id', 'like', '%new_york/council_district:33')
        .execute(),
    ).toEqual([
      {
        id: 'ocd-division/country:us/state:ny/place:new_york/council_district:33',
        name: 'New York, District 33',
        slug: 'ny-new-york-district-33',
        parent_id: 'ocd-division/country:us/state:ny/place:new_york',
      },
    ])
  },
)

test.skipIf(hasNoSharedData)(
  'where a state’s cities are not known, New York’s council is reported, and never taken for New York County’s',
  async ({ world }) => {
    const { token } = await organizer(world, 'organizer', await groupOf(world, 'network'))
    const id = await bringIn(world, token, {
      files: [{ name: 'city-council-data.csv', bytes: sharedBytes('nyc-council/city-council-data.csv') }],
    })
    expect(await outcomesOf(world, id)).toEqual({ bad: 53 })
    // Its last line is a district attorney, who is a county's whatever city stands beside them.
    const { 54: prosecutor, ...members } = await reasonsOf(world, id)
    expect(prosecutor).toContain('place-needs-county')
    expect(new Set(Object.values(members).map(([reason]) => reason))).toEqual(new Set(['no-cities']))
  },
)
