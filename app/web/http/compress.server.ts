import type { IncomingMessage } from 'node:http'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import Negotiator from 'negotiator'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

export type Encoding = 'br' | 'gzip' | 'identity'

/** Whether compressing answers of this type makes them smaller. */
export function isText(contentType: string | null | undefined): boolean {
  return /^(text\/|application\/([\w.]+\+)?(json|xml|javascript))|svg/.test(contentType ?? '')
}

/** The smallest of the encodings that the browser accepts equally. */
export function encodingFor(request: IncomingMessage): Encoding {
  return new Negotiator(request).encoding(['br', 'gzip', 'identity'], { preferred: ['br', 'gzip'] }) ?? 'identity'
}

/** @param quality 1–9; what is kept is worth more time than what is sent once */
export function encode(body: Buffer, encoding: Encoding, quality: number): Promise<Buffer> | Buffer {
  switch (encoding) {
    case 'br':
      return brotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } })
    case 'gzip':
      return zip(body, { level: quality })
    case 'identity':
      return body
  }
}

/** Bytes. Below, the headers of a compressed answer weigh more than it saves. */
const smallest = 500

/**
 * The answer with its text compressed. Only for the public site: nothing there depends on a cookie, so that nobody can
 * make a visitor's browser ask for a page and learn a secret from its length (BREACH).
 */
export async function compressed(request: IncomingMessage, answer: Response): Promise<Response> {
  const { headers, status, statusText } = answer
  if (!answer.body || headers.has('content-encoding') || !isText(headers.get('content-type'))) return answer
  headers.append('vary', 'accept-encoding')
  const encoding = encodingFor(request)
  if (encoding === 'identity') return answer
  const whole = Buffer.from(await answer.arrayBuffer())
  const body = whole.length < smallest ? whole : await encode(whole, encoding, 4)
  if (body !== whole) headers.set('content-encoding', encoding)
  headers.set('content-length', String(body.length))
  return new Response(new Uint8Array(body), { status, statusText, headers })
}
