import { outreachKind } from '~/actions/registry.server'
import { officeAction } from '~/office/actions/office-actions.server'
import { liveFigures } from '~/office/dashboard/live-figures.server'
import { guarded } from '~/office/guard/guard.server'
import { readLiveOutcomes, readLiveOutreach } from '~/office/outreach/figures.server'

/** Live numbers, for as long as somebody watches (server-sent events). */
export const loader = guarded('see-numbers', async (office) => {
  const action = await officeAction(office, 'see-numbers')
  const { reached, outcomes } = outreachKind(action.kind)
  return liveFigures(office, action.groupId, async (now) => ({
    ...(await readLiveOutreach(office.db, action.id, reached, now)),
    ...(await readLiveOutcomes(office.db, action.id, outcomes)),
  }))
})
