import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * A number as a `tel:` link; the comma pauses before the extension.
 *
 * @see RFC 3966
 */
export function telHref(number: string, extension: string): string {
  return extension ? `tel:${number},${extension}` : `tel:${number}`
}

/** A number as people read it: (602) 555-0141, without a line break inside. */
export function shownNumber(number: string): string {
  return parsePhoneNumberFromString(number)?.formatNational().replace(' ', '\u00a0') ?? number
}
