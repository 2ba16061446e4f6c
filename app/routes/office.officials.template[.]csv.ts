import { guarded } from '~/office/guard/guard.server'
import { rosterTemplate } from '~/office/officials/rosters/lines/roster-template'
import { csvFile } from '~/ui/forms/csv-file'

/** A CSV template with one example line. */
export const loader = guarded('see-numbers', async () => csvFile('officials', rosterTemplate()))
