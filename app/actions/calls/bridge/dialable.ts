import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Target, TargetContact } from '~/officials/posts/target'
import { isAtHome } from '~/ui/forms/us-number'

/** Why we ring no such number; keys under `texts.voice.refused`. */
export type NotDialable = 'wrong' | 'abroad' | 'costly'

/**
 * Whether we ring a number: an ordinary one in the US or its territories. Premium and toll-free numbers, N11, other countries
 * under +1 (the rest of the Caribbean, Canada) are refused here, before a provider is asked.
 *
 * @returns the number in E.164, or why not
 */
export function dialable(typed: string): { number: string } | { refused: NotDialable } {
  const phone = parsePhoneNumberFromString(typed, 'US')
  if (!phone?.isValid()) return { refused: /^\D*(1\D*)?(900|976)/.test(typed) ? 'costly' : 'wrong' }
  if (!isAtHome(phone.country)) return { refused: 'abroad' }
  const type = phone.getType()
  const isOrdinary = type === undefined || type === 'FIXED_LINE' || type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
  if (!isOrdinary || /^\+1(900|\d{3}976)/.test(phone.number)) return { refused: 'costly' }
  return { number: phone.number }
}

/** The number at which we ring an office: the first of its voice numbers that we ring at all; null when there is none. */
export function lineOf({ contacts }: Pick<Target, 'contacts'>): { contact: TargetContact; number: string } | null {
  for (const contact of contacts) {
    if (contact.kind !== 'voice') continue
    const read = dialable(contact.value)
    if ('number' in read) return { contact, number: read.number }
  }
  return null
}
