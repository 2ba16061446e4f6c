import { Readable } from 'node:stream'
import { readWhole } from '#db/whole-number'
import { pictureName } from '~/campaigns/library/document-names'
import { storageOf } from '~/channels/storage/open-storage.server'
import { guarded } from '~/office/guard/guard.server'
import { officeDocument } from '~/office/library/office-documents.server'

/** The picture of a page, published or not. It may show what findings are about, so it takes the right to edit. */
export const loader = guarded('edit', async (office) => {
  const { sha256, pages } = await officeDocument(office, 'edit')
  const page = readWhole(office.params.page ?? null)
  if (page === null || page < 1 || page > pages) throw new Response(null, { status: 404 })
  const stream = await storageOf(office.env).get(pictureName(sha256, page, 'large'))
  if (!stream) throw new Response(null, { status: 404 })
  return new Response(Readable.toWeb(stream) as ReadableStream, { headers: { 'content-type': 'image/webp' } })
})
