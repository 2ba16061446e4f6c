import { readPicture } from '~/actions/petitions/read-picture.server'
import { guarded } from '~/office/guard/guard.server'

/** A picture, including those of drafts. */
export const loader = guarded('see-numbers', async (office) => {
  const bytes = await readPicture(office.db, office.params.id)
  if (!bytes) throw new Response(null, { status: 404 })
  return new Response(new Uint8Array(bytes), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'private, max-age=3600' },
  })
})
