import { guarded } from '~/office/guard/guard.server'
import { campaignOfDocuments } from '~/office/library/office-documents.server'
import { countPieces, takeNextPiece } from '~/office/library/uploads.server'

/** How much of a file has come; for the script of the upload page, which goes on from there. */
export const loader = guarded('edit', async (office) =>
  Response.json(await countPieces(office, await campaignOfDocuments(office, 'edit'))),
)

/** One piece of a file. The last one brings what became of it. */
export const action = guarded(
  'edit',
  async (office) => {
    const campaign = await campaignOfDocuments(office, 'edit')
    const { status, ...answer } = await takeNextPiece(office, campaign, await office.request.formData())
    return Response.json(answer, { status })
  },
  { uploads: 'document' },
)
