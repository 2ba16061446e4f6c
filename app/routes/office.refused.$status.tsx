import { data } from '@remix-run/node'
import { guarded } from '~/office/guard/guard.server'

/** What the office's server refuses before any route sees it: 413 for a file too large, 405, 415 … */
const refusals = [400, 403, 404, 405, 413, 415]

/** Puts a refusal of the server into the frame of who is signed in; `root.tsx` says it. */
export const loader = guarded('anybody', async (office) => {
  const status = refusals.find((one) => String(one) === office.params.status) ?? 404
  throw data({ why: office.url.searchParams.get('why') }, { status })
})

export default function Route() {
  return null
}
