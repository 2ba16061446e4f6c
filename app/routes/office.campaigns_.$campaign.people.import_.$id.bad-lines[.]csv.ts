import { officeCampaign } from '~/office/campaigns/office-campaign.server'
import { guarded } from '~/office/guard/guard.server'
import { badSignersCsv } from '~/office/people/imports/imports.server'
import { uuidOf } from '~/office/team/team.server'
import { csvFile } from '~/ui/forms/csv-file'

/** Lines of a list of people that were not recorded, with the reason in words. */
export const loader = guarded('import', async (office) => {
  const campaign = await officeCampaign(office, 'import')
  const id = uuidOf(office.params.id ?? '')
  const bad = await badSignersCsv(office, campaign, id)
  if (bad === null) throw new Response(null, { status: 404 })
  await office.audit({ groupId: campaign.groupId, act: 'took-bad-lines', subject: id, howMany: bad.lines })
  return csvFile('not-recorded', bad.csv)
})
