/** An address that leads nowhere. Without this the router would print it, and there may be a name or a token in it. */
export function loader() {
  throw new Response(null, { status: 404 })
}

export default function Route() {
  return null
}
