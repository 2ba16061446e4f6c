import { guarded } from '~/office/guard/guard.server'
import { badSignersCsv } from '~/office/people/imports/imports.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { uuidOf } from '~/office/team/team.server'
import { csvFile } from '~/ui/forms/csv-file'

/** Lines of a list of signers that were not recorded, with the reason in words. */
export const loader = guarded('import', async (office) => {
  const petition = await officePetition(office, 'import')
  const id = uuidOf(office.params.id ?? '')
  const bad = await badSignersCsv(office, petition, id)
  if (bad === null) throw new Response(null, { status: 404 })
  await office.audit({ groupId: petition.groupId, act: 'took-bad-lines', subject: id, howMany: bad.lines })
  return csvFile('not-recorded', bad.csv)
})
