import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** Premium (900, 976) and toll-free: nobody signs with one, and each text to it costs. */
const costly = /^\+1(900|8(00|33|44|55|66|77|88)|\d{3}976)/

/** States and territories whose numbers are at home, under the codes that phone libraries have for them. */
const home: ReadonlySet<string> = new Set<CountryCode>(['US', 'PR', 'VI', 'GU', 'MP', 'AS'])

/** Area codes of the territories: they cost more than the states, and keep clocks of their own. */
const territoryZones: Readonly<Record<string, string>> = {
  '787': 'America/Puerto_Rico',
  '939': 'America/Puerto_Rico',
  '340': 'America/Puerto_Rico',
  '671': 'Pacific/Guam',
  '670': 'Pacific/Guam',
  '684': 'Pacific/Pago_Pago',
}

/** Whether a number is one of a state or a territory. @param country as the phone library found it */
export function isAtHome(country: CountryCode | undefined): boolean {
  return country !== undefined && home.has(country)
}

/**
 * An ordinary number in the US or its territories as E.164, or null. Other countries under +1 (the rest of the Caribbean,
 * Canada) and numbers that cost extra are refused before anything is sent: a stranger who types them in would spend our money.
 */
export function usNumber(typed: string): string | null {
  const phone = parsePhoneNumberFromString(typed, 'US')
  return phone?.isValid() && isAtHome(phone.country) && !costly.test(phone.number) ? phone.number : null
}

/** The time zone of a number in a territory; null for every other, whose area code says little about where its owner is. @param number E.164 */
export function territoryZone(number: string): string | null {
  return territoryZones[/^\+1(\d{3})/.exec(number)?.[1] ?? ''] ?? null
}
