import { liveFigures } from '~/dashboard/live-figures.server'
import { readLiveFigures } from '~/dashboard/petition-figures.server'
import { officePetition } from '~/drafts/office-petitions.server'
import { guarded } from '~/organizers/guard.server'

/** Numbers as they move, for as long as somebody watches (server-sent events). */
export const loader = guarded('see-numbers', async (office) => {
  const petition = await officePetition(office, 'see-numbers')
  return liveFigures(office, (now) => readLiveFigures(office.db, petition.id, now))
})
