import { fileName } from '~/campaigns/library/document-names'
import { sendFile } from '~/campaigns/library/send-file.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import { guarded } from '~/office/guard/guard.server'
import { officeDocument } from '~/office/library/office-documents.server'

/** The file of a document, or as it was uploaded before it was cleaned; published or not. */
export const loader = guarded('edit', async (office) => {
  const document = await officeDocument(office, 'edit')
  const wanted = { document: document.sha256, original: document.keptSha256 }[office.params.file ?? '']
  const answer =
    wanted &&
    (await sendFile(storageOf(office.env), office.request, {
      stored: fileName(wanted),
      name: `${document.slug}.pdf`,
      type: 'application/pdf',
    }))
  if (!answer) throw new Response(null, { status: 404 })
  return answer
})
