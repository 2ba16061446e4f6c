import { Readable } from 'node:stream'
import type { ByteRange, Storage } from '~/channels/storage/storage'

interface Sent {
  /** Name in the storage. */
  stored: string
  /** Name under which it is saved; missing: it is shown, as in a page. */
  name?: string
  type: 'application/pdf' | 'video/mp4' | 'video/webm'
  /** For an address that changes with the file. */
  isKeptForEver?: boolean
}

/** Opened by itself, a file may load, run and frame nothing; a browser's page around a video loads that. */
const sandbox = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"

/**
 * A stored file, whole or the part that was asked for (RFC 9110 §14), so that a broken download goes on
 * where it was, and a video can be watched from its middle.
 *
 * @returns null when the storage has none of that name
 */
export async function sendFile(
  storage: Pick<Storage, 'get' | 'has'>,
  { headers: asked, method }: Request,
  { stored, name, type, isKeptForEver = false }: Sent,
): Promise<Response | null> {
  const size = await storage.has(stored)
  if (size === null) return null
  const etag = `"${stored.slice(0, 32)}"`
  const headers = new Headers({
    'content-type': type,
    'content-disposition': name ? `attachment; filename="${name}"` : 'inline',
    'accept-ranges': 'bytes',
    'x-content-type-options': 'nosniff',
    'content-security-policy': sandbox,
    'cache-control': isKeptForEver ? 'public, max-age=31536000, immutable' : 'no-store',
    etag,
  })
  if (asked.get('if-none-match') === etag) return new Response(null, { status: 304, headers })
  // A part of another file would not fit to what the sender has.
  const ifRange = asked.get('if-range')
  const range = ifRange && ifRange !== etag ? null : rangeIn(asked.get('range'), size)
  if (range === 'unsatisfiable') {
    headers.set('content-range', `bytes */${size}`)
    // The error of one must not be kept for everybody.
    headers.set('cache-control', 'no-store')
    headers.delete('etag')
    return new Response(null, { status: 416, headers })
  }
  headers.set('content-length', String(range ? range.end - range.start + 1 : size))
  if (range) headers.set('content-range', `bytes ${range.start}-${range.end}/${size}`)
  const status = range ? 206 : 200
  if (method === 'HEAD') return new Response(null, { status, headers })
  const stream = await storage.get(stored, range ?? undefined)
  return stream && new Response(Readable.toWeb(stream) as ReadableStream, { status, headers })
}

/** The one range that was asked for; null for none, or several, which are answered with the whole file. */
function rangeIn(asked: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const found = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(asked ?? '')
  if (!found || (found[1] === '' && found[2] === '')) return null
  const [, from = '', to = ''] = found
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1)
  return start > end || start >= size ? 'unsatisfiable' : { start, end }
}
