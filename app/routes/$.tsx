/** Catch-all for unknown URLs. Without it the router would log the URL, which may contain a name or a token. */
export function loader() {
  throw new Response(null, { status: 404 })
}

export default function Route() {
  return null
}
