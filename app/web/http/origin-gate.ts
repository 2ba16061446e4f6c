/** The headers by which a browser says where a request comes from. */
export interface OriginHeaders {
  'sec-fetch-site'?: string | undefined
  origin?: string | undefined
  host?: string | undefined
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])
/** RFC 8058: mailbox providers post here from anywhere; the token in the path is the proof. */
const oneClick = /^\/(en|es)\/stop\/[\w-]{22}$/

/**
 * Whether a request may change something. A browser that says it comes from elsewhere is refused. One that says
 * nothing (an old phone, curl) is let in: a page elsewhere cannot make a browser that sends neither header send a
 * cookie of ours, for there is none on public pages.
 *
 * @param publicOrigin scheme, host and port people use
 * @see https://web.dev/articles/fetch-metadata
 */
export function passesOriginGate(method: string, path: string, headers: OriginHeaders, publicOrigin: string): boolean {
  if (safe.has(method) || oneClick.test(path)) return true
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (headers.origin === undefined) return true
  return headers.origin === publicOrigin || isOwnHost(headers.origin, headers.host)
}

/** The same server under another of its names, such as its bare address in a rally tent. */
function isOwnHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && origin.replace(/^https?:\/\//, '') === host
}
