import { guarded } from '~/office/guard/guard.server'

/** Unknown addresses of the office: its own frame and language surround the answer. */
export const loader = guarded('anybody', async () => {
  throw new Response(null, { status: 404 })
})

export default function Route() {
  return null
}
