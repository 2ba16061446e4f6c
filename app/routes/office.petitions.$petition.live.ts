import { liveFigures } from '~/office/dashboard/live-figures.server'
import { readLiveFigures } from '~/office/dashboard/petition-figures.server'
import { guarded } from '~/office/guard/guard.server'
import { officePetition } from '~/office/petitions/office-petitions.server'

/** Live numbers, for as long as somebody watches (server-sent events). */
export const loader = guarded('see-numbers', async (office) => {
  const petition = await officePetition(office, 'see-numbers')
  return liveFigures(office, petition.groupId, (now) => readLiveFigures(office.db, petition.id, now))
})
