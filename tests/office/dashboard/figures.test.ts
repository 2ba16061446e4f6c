import { sql } from 'kysely'
import { expect } from 'vitest'
import { seedSignatures } from '#db/seeds/signatures'
import { findPetition } from '~/actions/petitions/petitions.server'
import { recount } from '~/actions/petitions/signatures/recount.server'
import { readPetitionFigures } from '~/office/dashboard/petition-figures.server'
import { listPages } from '~/office/pages/pages.server'
import { usualZone } from '~/ui/page/zones'
import { rosa, sam, slug, test, tomas } from '../../support/firme-test'
import { groupOf } from '../../support/office'

test('the dashboard counts by day, hour, place, language, source and channel what was signed', async ({ world }) => {
  await world.signs(rosa, { ref: 'wa' })
  await world.signs(sam, { language: 'en' })
  await world.signs({ ...tomas, postal_code: '60601' })
  await world.work()
  for (const { id } of await world.db.selectFrom('signature').select('id').limit(2).execute()) await world.confirms(id)
  const petition = (await findPetition(world.db, slug))!
  const figures = await readPetitionFigures(world.db, petition, usualZone, world.at)
  expect(figures).toMatchObject({ received: 3, confirmed: 2, today: 2, lastHour: 2, goal: 100 })
  const sums = (slices: { received: number; confirmed: number }[]) =>
    slices.reduce((sum, slice) => [sum[0]! + slice.received, sum[1]! + slice.confirmed], [0, 0])
  for (const slices of [
    figures.days,
    figures.hours,
    figures.areas,
    figures.languages,
    figures.sources,
    figures.channels,
  ])
    expect(sums(slices)).toEqual([3, 2])
  const before = await world.db.selectFrom('tally_by').selectAll().orderBy('dimension').orderBy('key').execute()
  await world.db.updateTable('petition_total').set({ confirmed: 99 }).execute()
  await recount(world.as.worker, { mend: true }, world.at)
  expect(await world.db.selectFrom('tally_by').selectAll().orderBy('dimension').orderBy('key').execute()).toEqual(
    before,
  )
})

test('the dashboard never reads signatures, however many there are', async ({ world }) => {
  await seedSignatures(world.db, 20_000, world.at)
  await recount(world.as.worker, { mend: true }, world.at)
  const petition = (await findPetition(world.db, slug))!
  const network = await groupOf(world, 'network')
  const scans = async () => {
    const { rows } = await sql<{ reads: string }>`
      select seq_scan + coalesce(idx_scan, 0) as reads from pg_stat_user_tables where relname = 'signature'`.execute(
      world.db,
    )
    return Number(rows[0]!.reads)
  }
  await sql`select pg_stat_force_next_flush()`.execute(world.db)
  const before = await scans()
  const figures = await readPetitionFigures(world.db, petition, usualZone, world.at)
  await listPages(world.db, { groupIds: [network], language: 'en' }, world.at)
  await sql`select pg_stat_force_next_flush()`.execute(world.db)
  expect(await scans()).toBe(before)
  expect(figures.confirmed).toBe(20_000)
})
