import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * A phone number as a cell that any tool reads as one: `602-555-0101`, or with its country `(+52) 5512345678`. A cell
 * that began with a plus would be a formula to a spreadsheet, and one of nothing but digits a number.
 *
 * @param phone E.164, or ''
 */
export function phoneCell(phone: string): string {
  const [, area, exchange, line] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone) ?? []
  if (area) return `${area}-${exchange}-${line}`
  const abroad = parsePhoneNumberFromString(phone)
  return abroad ? `(+${abroad.countryCallingCode}) ${abroad.nationalNumber}` : phone
}
