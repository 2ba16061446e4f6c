import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import type { Target, TargetContact } from '~/officials/posts/target'
import { asDialed, isAtHome } from '~/ui/forms/us-number'

/** Why we do not call a number; keys under `texts.voice.refused`. */
export type NotDialable = 'wrong' | 'abroad' | 'costly'

/**
 * Whether we call a number: only ordinary numbers in the US and its territories. Premium and toll-free numbers, N11,
 * and other countries under +1 (Canada, the rest of the Caribbean) are refused before the provider is asked.
 *
 * @returns the number in E.164, or why not
 */
export function dialable(typed: string): { number: string } | { refused: NotDialable } {
  const phone = parsePhoneNumberFromString(asDialed(typed), 'US')
  if (!phone?.isValid() || phone.ext) return { refused: /^\D*(1\D*)?(900|976)/.test(typed) ? 'costly' : 'wrong' }
  if (!isAtHome(phone.country)) return { refused: 'abroad' }
  const type = phone.getType()
  const isOrdinary = type === undefined || type === 'FIXED_LINE' || type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE'
  if (!isOrdinary || /^\+1(900|\d{3}976)/.test(phone.number)) return { refused: 'costly' }
  return { number: phone.number }
}

/** The number to call an office at: its first voice number that we call; null when there is none. */
export function lineOf({ contacts }: Pick<Target, 'contacts'>): { contact: TargetContact; number: string } | null {
  for (const contact of contacts) {
    if (contact.kind !== 'voice') continue
    const read = dialable(contact.value)
    if ('number' in read) return { contact, number: read.number }
  }
  return null
}
