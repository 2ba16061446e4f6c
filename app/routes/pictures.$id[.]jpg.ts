import type { LoaderFunctionArgs } from '@remix-run/node'
import { readPicture } from '~/actions/petitions/read-picture.server'

/** A picture; its URL changes with its content. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const bytes = await readPicture(context.db, params.id)
  if (!bytes) throw new Response(null, { status: 404 })
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=31536000, immutable' },
  })
}
