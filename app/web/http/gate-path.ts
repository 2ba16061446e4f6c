/**
 * The path of a request as routes match it: decoded and lowercase. Every check by path before the routes must use it;
 * otherwise `/office/Sign-In` and `/%64ev/outbox` would bypass the check.
 *
 * @param target the request target of the request line
 * @returns null for what no page of ours sends: another host (`//…`), dot segments, backslashes, NUL, what cannot be
 *   decoded, and `.data`, by which Remix answers its own script, which no page has
 */
export function gatePath(target: string): string | null {
  const mark = target.indexOf('?')
  const path = mark < 0 ? target : target.slice(0, mark)
  if (!path.startsWith('/') || path.startsWith('//')) return null
  try {
    const decoded = decodeURIComponent(path)
    // Routes read the path as a URL, which turns `\` into `/` and leaves out `/./` and `/../`.
    return /[\0\\]|(?:^|\/)\.{1,2}(?:\/|$)|\.data\/*$/i.test(decoded) ? null : decoded.toLowerCase()
  } catch {
    return null
  }
}
