import type { LoaderFunctionArgs } from '@remix-run/node'
import { readShownPicture } from '~/actions/petitions/read-picture.server'

/** A picture that a public page shows. Not kept for long: taken off its page, it is gone from here too. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  const bytes = await readShownPicture(context.db, params.id)
  if (!bytes) throw new Response(null, { status: 404 })
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=3600' },
  })
}
