import type { Offers } from '~/actions/petitions/petition'
import { readOwnZip } from '~/geography/zip'
import { plainDigits } from '~/i18n/plain-digits'
import { readEmail } from '~/ui/forms/email-address'
import { cleanLine, holdsLink, startsFormula } from '~/ui/forms/text'

/**
 * What is wrong with a form, on the tablet and without network: keys under `site.errors`, in its own order.
 *
 * The rules are those of `sign.schema.ts` without its libraries, which would make the script ten times larger. Only
 * phone numbers are checked roughly; whoever gives one that does not exist could not confirm the signature anyway.
 */
export function wrongOnDevice(offers: Pick<Offers, 'phone'>, fields: Record<string, string>): string[] {
  const line = (name: string) => cleanLine(fields[name] ?? '')
  const [givenName, familyName, email, phone, zip] = [
    line('given_name'),
    line('family_name'),
    line('email'),
    offers.phone ? line('phone') : '',
    line('postal_code'),
  ]
  const isMissing = !givenName && !fields.is_private
  return [
    isMissing ? 'nameMissing' : wrongName(givenName),
    wrongName(familyName),
    email || phone ? null : offers.phone ? 'emailOrPhone' : 'emailMissing',
    phone ? wrongPhone(phone) : null,
    email ? wrongEmail(email) : null,
    zip ? (readOwnZip(zip) ? null : 'postalCodeWrong') : 'postalCodeMissing',
  ].filter((wrong) => wrong !== null)
}

function wrongName(name: string): string | null {
  if (!name) return null
  if (name.length > 100) return 'nameTooLong'
  if (startsFormula(name)) return 'nameFormula'
  if (holdsLink(name)) return 'nameLink'
  return /\p{L}/u.test(name) && !/[<>]|\p{Extended_Pictographic}/u.test(name) ? null : 'nameOdd'
}

function wrongEmail(email: string): string | null {
  const read = readEmail(email)
  return 'address' in read ? null : read.refused
}

/** The spellings of an extension that the form's phone library reads. */
const extension = /(?:;ext=|(?:e?xt(?:ensi[oó])?n?|доб|anexo|int|[x#~,;])[:.]?[\s,-]{0,5})\d{1,20}#?$|[- ]\d{1,6}#$/iu

function wrongPhone(typed: string): string | null {
  const at = plainDigits(typed).search(extension)
  if (at >= 0 && mayBePhone(typed.slice(0, at))) return 'phoneExtension'
  return mayBePhone(typed) ? null : 'phoneWrong'
}

/** Letters count as digits, as in 602 555-VOTE; more than ten digits may hold a country code or decimals. */
function mayBePhone(typed: string): boolean {
  const digits = plainDigits(typed).replace(/\D/g, '')
  const most = plainDigits(typed).replace(/[^\p{L}\p{N}]/gu, '')
  if (most.length < 10) return false
  return digits.length !== 10 || most.length > 10 || /^[2-9]\d\d[2-9]/.test(digits)
}
