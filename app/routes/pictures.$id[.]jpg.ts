import type { LoaderFunctionArgs } from '@remix-run/node'

/** A picture of a published page; its address changes with its content. */
export async function loader({ params, context }: LoaderFunctionArgs) {
  if (!/^[0-9a-f-]{36}$/.test(params.id ?? '')) throw new Response(null, { status: 404 })
  const row = await context.db.selectFrom('picture').select('bytes').where('id', '=', params.id!).executeTakeFirst()
  if (!row) throw new Response(null, { status: 404 })
  return new Response(new Uint8Array(row.bytes), {
    headers: { 'content-type': 'image/jpeg', 'cache-control': 'public, max-age=31536000, immutable' },
  })
}
