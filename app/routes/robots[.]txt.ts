import type { LoaderFunctionArgs } from '@remix-run/node'
import { paths } from '~/paths'

/** What is nobody's business: the office, what is for this machine only, webhooks, and pages behind a link's token. */
const closed = [
  '/office',
  '/dev',
  '/hooks',
  ...['confirm', 'contact', 'posted', 'me', 'stop', 'letters/confirm', 'letters/digest'].map(
    (behindToken) => `/*/${behindToken}/`,
  ),
  '/*/petitions/*/check',
  '/*/campaigns/*/posted/check',
  // What can be searched for has no end.
  '/*/search?',
]

/** @see RFC 9309 */
export function loader({ context }: LoaderFunctionArgs) {
  const lines = ['User-agent: *', ...closed.map((path) => `Disallow: ${path}`), '']
  return new Response(`${[...lines, `Sitemap: ${context.env.publicUrl}${paths.sitemap()}`].join('\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-firme-tags': 'site' },
  })
}
