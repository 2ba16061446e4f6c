/**
 * The path of a request as routes match it: decoded and lowercase. Every check by path before the routes must use it;
 * otherwise `/office/Sign-In` and `/%64ev/outbox` would bypass the check.
 *
 * @param target the request target of the request line
 * @returns null for what no browser sends: another host (`//…`), dot segments, backslashes, NUL, and what cannot be
 *   decoded
 */
export function gatePath(target: string): string | null {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  if (!path.startsWith('/') || path.startsWith('//')) return null
  try {
    const decoded = decodeURIComponent(path)
    // Routes read the path as a URL, which turns `\` into `/` and leaves out `/./` and `/../`.
    return /[\0\\]|(?:^|\/)\.{1,2}(?:\/|$)/.test(decoded) ? null : decoded.toLowerCase()
  } catch {
    return null
  }
}
