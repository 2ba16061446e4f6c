import { sql } from 'kysely'
import { expect } from 'vitest'
import { findByZip } from '~/web/finder/find-yours.server'
import { test, type World } from '../../support/firme-test'
import { militaryZips, zipsAcrossLines, zipsByCounty } from './zips'

/** A sheriff for every county, whose slug says which. */
async function sheriffsEverywhere(world: World): Promise<void> {
  await sql`insert into organization (division_id, kind, name, created_at) select id, 'sheriff', name || ' Sheriff', ${world.at} from division where kind = 'county' and geoid is not null`.execute(
    world.db,
  )
  await sql`
    insert into post (organization_id, division_id, role, title, slug, created_at)
    select organization.id, division.id, 'sheriff', 'Sheriff', division.slug || '-sheriff', ${world.at} from organization join division on division.id = division_id where division.geoid is not null and division.kind = 'county'
  `.execute(world.db)
}

const entries = (table: string) =>
  table
    .split(/[|\n]/)
    .map((part) => part.trim().split(' '))
    .filter((words) => words.length > 1)

test('of more than two hundred ZIPs all over the country none leads to a wrong sheriff, and none of several counties is told as a fact', async ({
  world,
}) => {
  await sheriffsEverywhere(world)
  const wrong: string[] = []
  let looked = 0
  for (const [county, ...zips] of entries(zipsByCounty)) {
    for (const zip of zips) {
      looked += 1
      const found = await findByZip(world.db, zip)
      const isOffered = found.kind === 'counties' && found.counties.some(({ slug }) => slug === county)
      const shown = found.kind === 'counties' ? found.offices.flatMap(({ posts }) => posts.map(({ slug }) => slug)) : []
      if (!isOffered || shown.some((slug) => slug !== `${county}-sheriff`))
        wrong.push(
          `${zip} ${county}: ${JSON.stringify(found.kind === 'counties' ? found.counties.map(({ slug }) => slug) : found.kind)}`,
        )
    }
  }
  expect(wrong).toEqual([])
  expect(looked).toBeGreaterThan(210)
})

test('a ZIP across county or state lines shows nobody and asks, with every county to choose from', async ({
  world,
}) => {
  await sheriffsEverywhere(world)
  for (const [one, two, zip] of entries(zipsAcrossLines)) {
    const found = await findByZip(world.db, zip!)
    expect(found, zip).toMatchObject({ kind: 'counties', isLikely: false, offices: [] })
    expect(found.kind === 'counties' && found.counties.map(({ slug }) => slug), zip).toEqual(
      expect.arrayContaining([one, two]),
    )
  }
})

test('military mail leads to no county, nor do numbers that nobody has', async ({ world }) => {
  for (const zip of militaryZips) expect(await findByZip(world.db, zip), zip).toEqual({ kind: 'military' })
  for (const zip of ['00000', '99999', '00001', '96960'])
    expect(await findByZip(world.db, zip), zip).toEqual({ kind: 'unknown' })
})
