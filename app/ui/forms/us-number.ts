import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/min'
import { plainDigits } from '~/i18n/plain-digits'
import { cleanLine } from './text'

/** Numbers that cost whoever calls them. */
const premium = /^\+1(900|\d{3}976)/
/** Premium and toll-free numbers: nobody signs with one, and texts to them cost extra. */
const costly = /^\+1(900|8(00|33|44|55|66|77|88)|\d{3}976)/

/** The country codes that phone libraries use for the states and territories. */
const home: ReadonlySet<string> = new Set<CountryCode>(['US', 'PR', 'VI', 'GU', 'MP', 'AS'])

/** Time zones of the territories by area code. Messages there cost more than to the states. */
const territoryZones: Readonly<Record<string, string>> = {
  '787': 'America/Puerto_Rico',
  '939': 'America/Puerto_Rico',
  '340': 'America/Puerto_Rico',
  '671': 'Pacific/Guam',
  '670': 'Pacific/Guam',
  '684': 'Pacific/Pago_Pago',
}

/**
 * Whether a number belongs to a state or territory.
 *
 * @param country as found by the phone library
 */
export function isAtHome(country: CountryCode | undefined): boolean {
  return country !== undefined && home.has(country)
}

/**
 * An ordinary number in the US or its territories as E.164, or null. Other countries under +1 (the rest of the
 * Caribbean, Canada) and premium numbers are rejected before anything is sent: a stranger entering them would spend our
 * money.
 */
export function usNumber(typed: string): string | null {
  const phone = ordinary(typed)
  return phone && !phone.ext ? phone.number : null
}

/** A number for people to call, toll-free ones included, as E.164; null for others, for premium ones and for 911. */
export function hotlineNumber(typed: string): string | null {
  const phone = parsePhoneNumberFromString(asDialed(typed), { defaultCountry: 'US', extract: false })
  if (!phone?.isValid() || phone.ext || premium.test(phone.number)) return null
  return isAtHome(phone.country) ? phone.number : null
}

/** Whether it would be such a number without its extension. Texts and codes do not reach extensions. */
export function hasExtension(typed: string): boolean {
  return Boolean(ordinary(typed)?.ext)
}

/** What is wrong with a number where nothing else is asked for: keys under `site.errors`. */
export function numberProblem(typed: string): 'phoneMissing' | 'phoneDirect' | 'phoneDigits' {
  if (!typed.trim()) return 'phoneMissing'
  return hasExtension(typed) ? 'phoneDirect' : 'phoneDigits'
}

function ordinary(typed: string): PhoneNumber | null {
  const phone = parsePhoneNumberFromString(asDialed(typed), 'US')
  return phone?.isValid() && isAtHome(phone.country) && !costly.test(phone.number) ? phone : null
}

/**
 * A number in a spelling that the phone library reads: with the country code instead of the 00 or 011 before it, as in
 * 001 602 555 0101; without the decimals that a spreadsheet adds; with plain digits and signs between them.
 */
export function asDialed(typed: string): string {
  return plainDigits(cleanLine(typed))
    .replace(/^\D{0,3}(?:00|011)\D{0,3}1(?=\D{0,3}[2-9])/, '+1 ')
    .replace(/(\d{10})\.0{1,2}$/, '$1')
    .replace(/(\d)[•·*_~](?=\d)/g, '$1 ')
    .replace(/\p{Pd}/gu, '-')
}

/**
 * The time zone of a number in a territory; null for all others, since area codes say little about where people are.
 *
 * @param number E.164
 */
export function territoryZone(number: string): string | null {
  return territoryZones[/^\+1(\d{3})/.exec(number)?.[1] ?? ''] ?? null
}
