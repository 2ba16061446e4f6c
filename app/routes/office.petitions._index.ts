import { redirect } from '@remix-run/node'
import { guarded } from '~/office/guard/guard.server'
import { paths } from '~/paths'

/** Petitions and actions are in one list. */
export const loader = guarded('see-numbers', async () => redirect(paths.office.pages({ kind: 'petition' })))
