import { guarded } from '~/office/guard/guard.server'
import { rosterTemplate } from '~/office/officials/rosters/lines/roster-template'

/** A CSV template with one example line. */
export const loader = guarded(
  'see-numbers',
  async () =>
    new Response(rosterTemplate(), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="officials.csv"',
      },
    }),
)
