/** Headers in which a browser states a request's origin. */
export interface OriginHeaders {
  'sec-fetch-site'?: string | undefined
  origin?: string | undefined
  host?: string | undefined
}

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])
const stopLink = /^\/(en|es)\/stop\/(?:[\w-]{22}|[\w-]{38}|[\w-]{42})$/

/** RFC 8058: mailbox providers post here from anywhere; the token in the path is the proof. */
export function isOneClick(path: string): boolean {
  return stopLink.test(path)
}

/**
 * Whether a request may change something. Rejects a browser that states another origin. Accepts a request with neither
 * header (an old phone, curl): public pages have no cookie that another site could abuse.
 *
 * @param publicOrigin the scheme, host and port that people use
 * @see https://web.dev/articles/fetch-metadata
 */
export function passesOriginGate(method: string, path: string, headers: OriginHeaders, publicOrigin: string): boolean {
  if (safe.has(method) || isOneClick(path)) return true
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (headers.origin === undefined) return true
  return headers.origin === publicOrigin || isOwnHost(headers.origin, headers.host)
}

/** The same server under another name, such as its bare IP address at a rally. */
function isOwnHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && origin.replace(/^https?:\/\//, '') === host
}
