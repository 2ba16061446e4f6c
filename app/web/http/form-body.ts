/** A form body's fields, or why it cannot be read. */
export type FormBody =
  | { outcome: 'read'; fields: Record<string, string> }
  | { outcome: 'broken-text' | 'too-many-fields' }

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Parses an `application/x-www-form-urlencoded` body strictly: invalid UTF-8, broken percent-encoding and NUL are
 * rejected, since no browser sends them and no database stores them. If a field is repeated, the last one counts.
 *
 * @param mostFields more are rejected
 * @see https://url.spec.whatwg.org/#application/x-www-form-urlencoded
 */
export function formBody(body: Buffer, mostFields = 40): FormBody {
  const fields = Object.create(null) as Record<string, string>
  try {
    const pairs = utf8.decode(body).split('&')
    if (pairs.length > mostFields) return { outcome: 'too-many-fields' }
    for (const pair of pairs) {
      if (pair === '') continue
      const at = pair.indexOf('=')
      const name = decode(at < 0 ? pair : pair.slice(0, at))
      const value = at < 0 ? '' : decode(pair.slice(at + 1))
      if (value.includes('\0') || name.includes('\0') || !value.isWellFormed()) return { outcome: 'broken-text' }
      fields[name] = value
    }
    return { outcome: 'read', fields }
  } catch (error) {
    if (error instanceof TypeError || error instanceof URIError) return { outcome: 'broken-text' }
    throw error
  }
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text
  return spaced.includes('%') ? decodeURIComponent(spaced) : spaced
}
