/**
 * The path of a request as routes match it: decoded, and in lower case. Whatever is decided by a path before the routes is decided
 * by this one, or `/office/Sign-In` and `/%64ev/outbox` would go round it.
 *
 * @param target what stands in the request line
 * @returns null for what no browser sends: another host (`//…`), dot segments, NUL, and what does not decode
 */
export function gatePath(target: string): string | null {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  if (!path.startsWith('/') || path.startsWith('//')) return null
  try {
    const decoded = decodeURIComponent(path)
    return decoded.includes('\0') || decoded.includes('..') ? null : decoded.toLowerCase()
  } catch {
    return null
  }
}
