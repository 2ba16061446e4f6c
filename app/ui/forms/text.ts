const invisible = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g
// Control characters are what is looked for.
// oxlint-disable-next-line no-control-regex
const control = /[\u0000-\u001f\u007f-\u009f]+/g
// oxlint-disable-next-line no-control-regex
const controlInLine = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]+/g
// A bare ending such as `.me` is no link: people forget the space after a full stop.
const link = /https?:|www\.|[a-z0-9-]\.(?:com|net|org|info)\b|[a-z0-9-]\.[a-z]{2,10}\/\S/i
// Normalizing sorts the marks on one letter, in quadratic time. No writing needs more than thirty (UAX #15, Stream-Safe Text).
const tooManyMarks = /(?<!\p{M})(\p{M}{30})\p{M}+/gu

/** One line as a person meant it: NFC, no direction tricks or control characters, single spaces, trimmed. */
export function cleanLine(text: string): string {
  return text
    .replace(tooManyMarks, '$1')
    .normalize('NFC')
    .replace(invisible, '')
    .replace(control, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Several lines as a person meant them: as `cleanLine`, but line breaks stay (at most two together). */
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

/** Whether it holds what looks like a web address. */
export function holdsLink(text: string): boolean {
  return link.test(text)
}

/** Whether a spreadsheet would take it for a formula. */
export function startsFormula(text: string): boolean {
  return /^[=+\-@]/.test(text)
}

/** Text as jsonb takes it: no NUL, and no half of a surrogate pair, which cutting an emoji in two leaves. */
export function cutForJson(text: string, most: number): string {
  return text.slice(0, most).replaceAll('\0', '').toWellFormed()
}
