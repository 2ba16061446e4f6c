/** Headers of every response. */
export function commonHeaders(publicUrl: string): Record<string, string> {
  return {
    // Pages have their own policy; pictures, JSON and PDF opened by themselves load and run nothing.
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(self), microphone=(), payment=(), browsing-topics=()',
    ...(publicUrl.startsWith('https:') ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
  }
}

const isFramed = /^\/office\/(?:(?:petitions|actions)\/[\w-]+|campaigns\/[\w-]+\/[a-z]+\/[\w-]+)\/preview\/(en|es)$/
const hasFrames =
  /^\/office\/(?:(?:(?:petitions|actions)\/[\w-]+|campaigns\/[\w-]+\/[a-z]+\/[\w-]+)\/(?:preview|edit)|messages\/drafts\/[\w-]+\/send)$/

/**
 * A page's policy: resources from this site only, and only the style inlined in the page.
 *
 * @param path previews in the office may be framed by the pages that show and write what they preview
 * @param styleHash base64 SHA-256 of the page's inlined style, or null when it has none
 */
export function contentSecurityPolicy(styleHash: string | null, path = ''): string {
  return [
    "default-src 'none'",
    `style-src ${styleHash ? `'sha256-${styleHash}'` : "'none'"}`,
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "media-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${isFramed.test(path) ? "'self'" : "'none'"}`,
    ...(hasFrames.test(path) ? ["frame-src 'self'"] : []),
  ].join('; ')
}

/** Pages with a token in their URL send no referrer; others send it only to this site. */
export function referrerPolicy(path: string): string {
  return /^\/\w+\/(answered|confirm|contact|posted|me|stop|letters\/confirm|letters\/digest)\//.test(path)
    ? 'no-referrer'
    : 'same-origin'
}
