import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { fileName, type PictureSize, pictureKey, pictureName } from '~/campaigns/library/document-names'
import { findDocument, type PublicDocument } from '~/campaigns/library/documents.server'
import { sendFile } from '~/campaigns/library/send-file.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import type { Storage } from '~/channels/storage/storage'
import { paths } from '~/paths'

/** Files of a published document: the PDF, and pictures of its pages. Their addresses change with the file. */
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const document = await findDocument(context.db, params.slug!)
  if (!document) throw new Response(null, { status: 404 })
  const storage: Pick<Storage, 'get' | 'has'> = storageOf(context.env)
  const path = `/documents/${document.slug}/${params.file}`
  const answer =
    path === paths.documentFile(document.slug, document.sha256)
      ? await sendFile(storage, request, {
          stored: fileName(document.sha256),
          name: `${document.slug}.pdf`,
          type: 'application/pdf',
          isKeptForEver: true,
        })
      : await sendPicture(storage, document, params.file!)
  if (!answer) throw new Response(null, { status: 404 })
  return answer
}

async function sendPicture(storage: Pick<Storage, 'get'>, { sha256, pages }: PublicDocument, file: string) {
  const [, number, size, key] = /^([1-9]\d{0,3})-(large|small)-([0-9a-f]{24})\.webp$/.exec(file) ?? []
  const page = Number(number)
  if (!size || page > pages || key !== pictureKey(sha256, page, size as PictureSize)) return null
  const stream = await storage.get(pictureName(sha256, page, size as PictureSize))
  return (
    stream &&
    new Response(Readable.toWeb(stream) as ReadableStream, {
      headers: { 'content-type': 'image/webp', 'cache-control': 'public, max-age=31536000, immutable' },
    })
  )
}
