import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Target, TargetContact } from '~/officials/posts/target'

/** A contact as a link that phones understand. */
export interface ContactLink {
  contact: TargetContact
  shown: string
  /** Null for what cannot be linked: a street address, a fax number. */
  href: string | null
}

/**
 * How a contact is shown and where it links.
 *
 * @see RFC 3966 for the comma before an extension
 */
export function wayOf(contact: TargetContact): ContactLink {
  const { kind, value, extension } = contact
  const number = () => parsePhoneNumberFromString(value)?.formatNational() ?? value
  switch (kind) {
    case 'voice':
      return { contact, shown: number(), href: `tel:${value}${extension && `,${extension}`}` }
    case 'text':
      return { contact, shown: number(), href: `sms:${value}` }
    case 'fax':
      return { contact, shown: number(), href: null }
    case 'email':
      return { contact, shown: value, href: `mailto:${value}` }
    case 'form':
    case 'url':
      return { contact, shown: hostOf(value), href: /^https?:\/\//.test(value) ? value : null }
    case 'address':
      return { contact, shown: value, href: null }
  }
}

/** A URL's host, as shown for sources. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url
}

/**
 * The state of a term on a given day.
 *
 * @param today YYYY-MM-DD
 */
export function termState(
  { holder }: { holder: Pick<NonNullable<Target['holder']>, 'termEndsOn'> | null },
  today: string,
): 'none' | 'running' | 'over' {
  if (!holder?.termEndsOn) return 'none'
  return holder.termEndsOn < today ? 'over' : 'running'
}
