import { guarded } from '~/office/guard/guard.server'
import { badPolicyLines } from '~/office/policies/imports/policy-lists.server'
import { uuidOf } from '~/office/team/team.server'
import { csvFile } from '~/ui/forms/csv-file'

/** Lines that were not imported, with the reason in words. */
export const loader = guarded('edit-directory', async (office) => {
  const csv = await badPolicyLines(office.db, office.t, uuidOf(office.params.id ?? ''))
  if (csv === null) throw new Response(null, { status: 404 })
  return csvFile('not-taken', csv)
})
