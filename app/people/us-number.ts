import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** Premium (900, 976) and toll-free: nobody signs with one, and each text to it costs. */
const costly = /^\+1(900|8(00|33|44|55|66|77|88)|\d{3}976)/

/**
 * An ordinary number in the US as E.164, or null. Other countries under +1 (the Caribbean, Canada) and numbers that cost
 * extra are refused before anything is sent: a stranger who types them in would spend our money.
 */
export function usNumber(typed: string): string | null {
  const phone = parsePhoneNumberFromString(typed, 'US')
  return phone?.isValid() && phone.country === 'US' && !costly.test(phone.number) ? phone.number : null
}
