import type { Db } from '#db/client'
import { posterImage } from './poster-image.server'
import { readShared } from './read-poster.server'
import type { Asked } from './share-image'

/**
 * The image for link previews of a page.
 *
 * @throws a 404 when there is no such public page
 */
export async function answerShare(db: Db, asked: Asked, now: Date): Promise<Response> {
  const shared = await readShared(db, asked, now)
  if (!shared) throw new Response(null, { status: 404 })
  const isPicture = Buffer.isBuffer(shared.shows)
  const bytes = Buffer.isBuffer(shared.shows) ? shared.shows : await posterImage(asked.lang, shared.shows)
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': isPicture ? 'image/jpeg' : 'image/png',
      'x-firme-tags': shared.tags.join(' '),
      'cross-origin-resource-policy': 'cross-origin',
    },
  })
}
