import { z } from 'zod'
import { cleanLine, cleanLines } from './text'

/** One line as somebody types it, cleaned; '' when the field is missing. @param most characters @param tooLong message for a longer one */
export const typedLine = (most: number, tooLong: string) => typedText(cleanLine, most, tooLong)

/** The same with line breaks. */
export const typedLines = (most: number, tooLong: string) => typedText(cleanLines, most, tooLong)

/**
 * The length comes first: text far beyond `most` is refused before it is normalized, and no `.refine` or `.transform` added to
 * the result runs on text that was refused. Spaces and invisible characters may make typed text longer than clean text.
 */
function typedText(clean: (text: string) => string, most: number, tooLong: string) {
  const typed = z
    .string()
    .max(4 * most + 100, tooLong)
    .default('')
  // The last pipe ends the checks of this field only; `abort` would hide what else is wrong with the form.
  return typed.transform(clean).pipe(z.string().max(most, tooLong)).pipe(z.string())
}
