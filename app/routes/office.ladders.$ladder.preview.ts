import { redirect } from '@remix-run/node'
import { guarded } from '~/office/guard/guard.server'
import { ladderWriting } from '~/office/ladders/ladder-writing.server'
import { paths } from '~/paths'

/** The draft of a ladder is looked at on its own page. */
export const loader = guarded('edit', async (office) => {
  const { id } = await ladderWriting.find(office, 'edit')
  return redirect(`${paths.office.ladder(id)}?draft`, 303)
})
