import { redirect } from '@remix-run/node'
import { guarded } from '~/office/guard/guard.server'
import { copyPetition } from '~/office/petitions/copies.server'
import { officePetition } from '~/office/petitions/office-petitions.server'
import { paths } from '~/paths'

/** Creates a draft with this petition's text. */
export const action = guarded('edit', async (office) => {
  const petition = await officePetition(office, 'edit')
  return redirect(paths.office.petitionEdit(await copyPetition(office, petition)), 303)
})
