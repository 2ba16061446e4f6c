import { plainDigits } from '~/i18n/plain-digits'
import { stateOfZip } from './state-of-zip'

/** Mail to troops and embassies (APO, FPO, DPO), under prefixes reserved by USPS Publication 65. No county. */
export function isMilitaryZip(zip: string): boolean {
  return /^(09[0-8]|340|96[2-6])\d\d$/.test(zip)
}

/** The five digits of a typed ZIP (a ZIP+4 is cut, whatever dash or space it is written with), or null. */
export function readZip(typed: string): string | null {
  return /^(\d{5})[\s\p{Pd}−]{0,3}(?:\d{4})?[.,]?$/u.exec(plainDigits(typed).trim())?.[1] ?? null
}

/** The same for somebody's own address: also null for numbers that no post office has, such as 00000. */
export function readOwnZip(typed: string): string | null {
  const zip = readZip(typed)
  return zip !== null && (isMilitaryZip(zip) || stateOfZip(zip) !== null) ? zip : null
}
