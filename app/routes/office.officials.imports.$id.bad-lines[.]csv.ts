import { guarded } from '~/office/guard/guard.server'
import { badLinesCsv } from '~/office/officials/rosters/rosters.server'
import { uuidOf } from '~/office/team/team.server'

/** Lines that were not imported, with the reason in words. */
export const loader = guarded('edit', async (office) => {
  const csv = await badLinesCsv(office.db, office.t, uuidOf(office.params.id ?? ''))
  if (csv === null) throw new Response(null, { status: 404 })
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="not-taken.csv"',
    },
  })
})
