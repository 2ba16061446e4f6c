import { parseCookie, stringifySetCookie } from 'cookie'

const campaignCookie = '__Host-firme-campaign'
const keptDays = 365

/**
 * The campaign this browser works on: the one in the address, or else the one it last chose.
 *
 * @returns its slug; '' for all campaigns
 */
export function chosenCampaign(url: URL, cookie: string | null): string {
  const inPath = /^\/office\/campaigns\/([\w-]+)\//.exec(url.pathname)?.[1]
  const inQuery = ['/office/pages', '/office/numbers'].includes(url.pathname) ? url.searchParams.get('campaign') : null
  return inPath ?? inQuery ?? parseCookie(cookie ?? '')[campaignCookie] ?? ''
}

/** The header that keeps it; null when the browser has it already. */
export function campaignHeader(cookie: string | null, slug: string): string | null {
  if ((parseCookie(cookie ?? '')[campaignCookie] ?? '') === slug) return null
  const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const
  return stringifySetCookie({
    ...attributes,
    name: campaignCookie,
    value: slug,
    maxAge: slug === '' ? 0 : keptDays * 86_400,
  })
}
