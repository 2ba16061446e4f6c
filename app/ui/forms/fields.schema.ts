import { z } from 'zod'
import { readOwnZip } from '~/geography/zip'
import { readEmail } from './email-address'
import { holdsLink, startsFormula } from './text'
import { typedLine, typedLines } from './typed-text'
import { hasExtension, usNumber } from './us-number'

/** One line that contains no web address and that no spreadsheet takes for a formula. */
export const plainLine = typedLine(100, 'nameTooLong')
  .refine((name) => !startsFormula(name), 'nameFormula')
  .refine((name) => !holdsLink(name), 'nameLink')

/** Part of a name, as real people write it: any letters, accents, apostrophes and hyphens; no emoji and no tags. */
export const namePart = plainLine.refine(
  (name) => name === '' || (/\p{L}/u.test(name) && !/[<>]|\p{Extended_Pictographic}/u.test(name)),
  'nameOdd',
)

/** An email address, lowercase, with its domain in ASCII; null when empty. */
export const emailAddress = typedLine(500, 'emailWrong').transform((text, context) => {
  if (!text) return null
  const read = readEmail(text)
  if ('address' in read) return read.address
  context.addIssue({ code: 'custom', message: read.refused })
  return z.NEVER
})

/**
 * An ordinary US number in any common format, as E.164; null when empty. Foreign numbers are rejected, since no texts
 * are sent abroad.
 */
export const phoneNumber = phoneOr('phoneWrong')

/** The same of somebody else, as organizers type it: what is wrong is said of that person. */
export const theirPhoneNumber = phoneOr('theirPhoneWrong')

function phoneOr(wrong: string) {
  return typedLine(100, wrong).transform((text, context) => {
    if (!text) return null
    const number = usNumber(text)
    if (number) return number
    context.addIssue({ code: 'custom', message: hasExtension(text) ? 'phoneExtension' : wrong })
    return z.NEVER
  })
}

/** The five digits of a ZIP or ZIP+4; '' when empty. */
export const postalCode = typedLine(20, 'postalCodeWrong')
  .transform((text) => readOwnZip(text) ?? text)
  .pipe(z.string().refine((zip) => zip === '' || readOwnZip(zip) !== null, 'postalCodeWrong'))

export const commentText = typedLines(500, 'commentTooLong').refine((text) => !holdsLink(text), 'commentLink')

/** A checkbox: true if present. */
export const tick = z
  .string()
  .default('')
  .transform((value) => value !== '')
