import { type Finding, type FindingKind, finding } from './finding'

/** What looks like somebody's number or date of birth. Wrong alarms are fine: an organizer looks at each. */
const patterns: readonly [FindingKind, RegExp][] = [
  ['a-number', /\bA(?:lien)? ?(?:File|Registration)? ?(?:No\.?|Number|#)?[-#: ]{0,3}\d{2,3}[- ]?\d{3}[- ]?\d{3}\b/gi],
  [
    'ssn',
    /\b(?!000|666|9\d\d)\d{3}([-–. ])(?!00)\d{2}\1(?!0000)\d{4}\b|\b(?:SSN|Social Security|Seguro Social)[^\d\n]{0,20}\d{9}\b/gi,
  ],
  [
    'birth-date',
    /\b(?:DOB|D\.O\.B|birth ?date|date of birth|born(?: on)?|fecha de nacimiento|F\.?N\.?|nacid[oa](?: el)?)[^\d\n]{0,12}(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2} de [a-z]{4,10} de \d{4})/gi,
  ],
  ['birth-date', /\b(?:DOB|date of birth|born(?: on)?)[: ]{1,3}[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}/gi],
  ['phone', /(?<![\d-])(?:\+?1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])\d{3}[-. ]\d{4}(?![\d-])/g],
  ['phone', /(?<![\d-])(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?![\d-])/g],
]

/** Digits that are at most a space or a hyphen apart. */
const digitRun = /\d(?:[ -]?\d)*/g
/** How card numbers are printed: in one piece, in groups of four, or as on cards of American Express and Diners Club. */
const cardShape = /^(?:\d{13,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?|\d{4}[ -]\d{6}[ -]\d{4,5})$/

/** What looks personal on a page: one finding of each kind, with its first excerpt. */
export function findPersonal(page: number | null, text: string): Finding[] {
  const matches = [
    ...patterns.flatMap(([kind, pattern]) => [...text.matchAll(pattern)].map(([match]) => ({ kind, match }))),
    ...cardsIn(text).map((match) => ({ kind: 'card' as const, match })),
  ]
  const found = Map.groupBy(matches, ({ kind }) => kind)
  return [...found].map(([kind, all]) => finding(kind, page, all[0]!.match, all.length))
}

/** Numbers of payment cards, also between other numbers, such as a street number before or an expiry date behind. */
function cardsIn(text: string): string[] {
  const cards: string[] = []
  for (const [run] of text.matchAll(digitRun)) {
    const groups = [...run.matchAll(/\d+/g)]
    for (let first = 0; first < groups.length; first++) {
      const from = groups[first]!.index
      // No card has more than 19 digits, so later groups are out of reach.
      const ends = groups.slice(first, first + 19).map(({ 0: digits, index }) => index + digits.length)
      const last = ends.findLastIndex((end) => isCard(run.slice(from, end), run))
      if (last === -1) continue
      cards.push(run.slice(from, ends[last]))
      first += last
    }
  }
  return cards
}

/** @param run all digits around it: written alone, it may have any groups */
function isCard(text: string, run: string): boolean {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 13 || digits.length > 19) return false
  return (text === run || cardShape.test(text)) && hasCheckDigit(digits)
}

/** Whether the last digit is the check digit of the others, as on every payment card (Luhn, ISO/IEC 7812-1). */
function hasCheckDigit(digits: string): boolean {
  const sum = [...digits]
    .reverse()
    .map(Number)
    .reduce((all, digit, place) => all + (place % 2 === 0 ? digit : (digit * 2) % 9 || (digit && 9)), 0)
  return sum % 10 === 0
}
