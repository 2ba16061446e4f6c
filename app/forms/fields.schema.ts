import { z } from 'zod'
import { readOwnZip } from '~/jurisdictions/zip'
import { usNumber } from '~/people/us-number'
import { cleanLine, cleanLines, holdsLink, startsFormula } from './text'

/** A field that may be missing or empty: '' then. */
const typed = z.string().default('')

/** One line that is neither a formula to a spreadsheet nor an address on the web. */
export const plainLine = typed.transform(cleanLine).pipe(
  z
    .string()
    .max(100, 'nameTooLong')
    .refine((name) => !startsFormula(name), 'nameFormula')
    .refine((name) => !holdsLink(name), 'nameLink'),
)

/** Part of a name, as real people write it: any letters, marks, apostrophes and hyphens within; no pictures and no tags. */
export const namePart = plainLine.refine((name) => name === '' || (/\p{L}/u.test(name) && !/[<>]|\p{Extended_Pictographic}/u.test(name)), 'nameOdd')

/** An address to write to, lower-cased; null when empty. */
export const emailAddress = typed
  .transform((text) => cleanLine(text).toLowerCase())
  .pipe(z.union([z.literal(''), z.email('emailWrong').max(254, 'emailWrong')], { error: 'emailWrong' }))
  .transform((address) => address || null)

/** An ordinary US number in any common form, as E.164; null when empty. Texts abroad are not sent, so others are refused. */
export const phoneNumber = typed.transform(cleanLine).transform((text, context) => {
  if (!text) return null
  const number = usNumber(text)
  if (number) return number
  context.addIssue({ code: 'custom', message: 'phoneWrong' })
  return z.NEVER
})

/** Five digits of a ZIP or ZIP+4; '' when empty. */
export const postalCode = typed
  .transform(cleanLine)
  .transform((text) => readOwnZip(text) ?? text)
  .pipe(z.string().refine((zip) => zip === '' || readOwnZip(zip) !== null, 'postalCodeWrong'))

export const commentText = typed
  .transform(cleanLines)
  .pipe(z.string().max(500, 'commentTooLong').refine((text) => !holdsLink(text), 'commentLink'))

/** A checkbox: present is ticked. */
export const tick = typed.transform((value) => value !== '')
