import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { ActionCard } from '~/actions/kind/kind'
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

/** The first ways to reach somebody, one of a kind. */
export interface FirstWay {
  sign: 'phone' | 'bubble' | 'envelope'
  /** An action that helps with it, or the contact itself. */
  href: string
  /** The number or address; '' when it is not known. */
  shown: string
}

const waySigns = [
  ['phone', ['voice']],
  ['bubble', ['text']],
  ['envelope', ['email', 'form']],
] as const

/** Call, text, write: those that exist. @param cards open actions about them, which have words and hours ready */
export function firstWays(contacts: readonly TargetContact[], cards: readonly ActionCard[]): FirstWay[] {
  return waySigns.flatMap(([sign, kinds]): FirstWay[] => {
    const about = cards.filter((one) => one.sign === sign)
    const own = about.find(({ asksPlace }) => !asksPlace)
    const way = contacts.map(wayOf).find(({ contact, href }) => href && kinds.some((kind) => kind === contact.kind))
    if (own) return [{ sign, href: own.path, shown: way?.shown ?? '' }]
    if (way) return [{ sign, href: way.href!, shown: way.shown }]
    return about.slice(0, 1).map(({ path }) => ({ sign, href: path, shown: '' }))
  })
}

/** Where it was read and when, each once. */
export function sourcesOf({ holder, contacts }: Pick<Target, 'holder' | 'contacts'>): Sourced[] {
  const all = [...(holder ? [holder] : []), ...contacts].map(({ sourceUrl, checkedOn }) => ({ sourceUrl, checkedOn }))
  return all.filter(
    (one, at) =>
      all.findIndex(
        ({ sourceUrl, checkedOn }) => hostOf(sourceUrl) === hostOf(one.sourceUrl) && checkedOn === one.checkedOn,
      ) === at,
  )
}

/** A page, and the day on which somebody looked. */
export interface Sourced {
  sourceUrl: string
  checkedOn: string
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
