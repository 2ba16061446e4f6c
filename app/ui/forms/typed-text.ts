import { z } from 'zod'
import { cleanLine, cleanLines } from './text'

/**
 * A line of typed text, cleaned; '' when the field is missing.
 *
 * @param most characters
 * @param tooLong message if it is longer
 */
export const typedLine = (most: number, tooLong: string) => typedText(cleanLine, most, tooLong)

/** The same with line breaks. */
export const typedLines = (most: number, tooLong: string) => typedText(cleanLines, most, tooLong)

/**
 * The length is checked first: text far beyond `most` is rejected before it is normalized, and no `.refine` or
 * `.transform` added to the result runs on rejected text. Typed text may be longer than clean text, because of spaces
 * and invisible characters.
 */
function typedText(clean: (text: string) => string, most: number, tooLong: string) {
  const typed = z
    .string()
    .max(4 * most + 100, tooLong)
    .default('')
  // The last pipe stops only this field's checks; `abort` would hide the form's other errors.
  return typed.transform(clean).pipe(z.string().max(most, tooLong)).pipe(z.string())
}
