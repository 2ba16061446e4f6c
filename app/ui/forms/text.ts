const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
// Matches control characters on purpose.
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f]+/g
// oxlint-disable-next-line no-control-regex
const controlInLine = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g
// A bare ending such as `.me` is not a link: people forget the space after a period.
const link = /https?:|www\.|[a-z0-9-]\.(?:com|net|org|info)\b|[a-z0-9-]\.[a-z]{2,10}\/\S/i
// Normalizing sorts the combining marks on one letter in quadratic time. No script needs more than thirty (UAX #15,
// Stream-Safe Text).
const tooManyMarks = /(?<!\p{M})(\p{M}{30})\p{M}+/gu

/** One line as a person meant it: NFC, no invisible direction marks or control characters, single spaces, trimmed. */
export function cleanLine(text: string): string {
  return text
    .replace(tooManyMarks, '$1')
    .normalize('NFC')
    .replace(invisible, '')
    .replace(control, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Several lines as a person meant them: like `cleanLine`, but keeps line breaks (at most two in a row). */
export function cleanLines(text: string): string {
  return text
    .replace(tooManyMarks, '$1')
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(invisible, '')
    .replace(controlInLine, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Whether the text contains what looks like a web address. */
export function holdsLink(text: string): boolean {
  return link.test(text)
}

/** Whether a spreadsheet would take the text for a formula. */
export function startsFormula(text: string): boolean {
  return /^[=+\-@]/.test(text)
}

/** Text that jsonb accepts: no NUL, and no lone surrogate, which cutting an emoji in two leaves. */
export function cutForJson(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\0', '').toWellFormed()
}
