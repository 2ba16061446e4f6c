import { type Finding, type FindingKind, finding } from './finding'

/** What looks like somebody's number or date of birth. Wrong alarms are fine: an organizer looks at each. */
const patterns: readonly [FindingKind, RegExp][] = [
  ['a-number', /\bA(?:lien)? ?(?:File|Registration)? ?(?:No\.?|Number|#)?[-#: ]{0,3}\d{2,3}[- ]?\d{3}[- ]?\d{3}\b/gi],
  [
    'ssn',
    /\b(?!000|666|9\d\d)\d{3}([-–. ])(?!00)\d{2}\1(?!0000)\d{4}\b|\b(?:SSN|Social Security|Seguro Social)[^\d\n]{0,20}\d{9}\b/gi,
  ],
  ['card', /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g],
  [
    'birth-date',
    /\b(?:DOB|D\.O\.B|birth ?date|date of birth|born(?: on)?|fecha de nacimiento|F\.?N\.?|nacid[oa](?: el)?)[^\d\n]{0,12}(?:\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2}|\d{1,2} de [a-z]{4,10} de \d{4})/gi,
  ],
  ['birth-date', /\b(?:DOB|date of birth|born(?: on)?)[: ]{1,3}[A-Z][a-z]{2,8}\.? \d{1,2}, \d{4}/gi],
  ['phone', /(?<![\d-])(?:\+?1[-. ])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[-. ])\d{3}[-. ]\d{4}(?![\d-])/g],
  ['phone', /(?<![\d-])(?:\+?1)?[2-9]\d{2}[2-9]\d{6}(?![\d-])/g],
]

/** What looks personal on a page: one finding of each kind, with its first excerpt. */
export function findPersonal(page: number | null, text: string): Finding[] {
  const found = new Map<FindingKind, string[]>()
  for (const [kind, pattern] of patterns)
    for (const [match] of text.matchAll(pattern))
      if (kind !== 'card' || isCardNumber(match)) found.set(kind, [...(found.get(kind) ?? []), match])
  return [...found].map(([kind, matches]) => finding(kind, page, matches[0]!, matches.length))
}

/** Whether the last digit is the check digit of the others, as on every payment card (Luhn, ISO/IEC 7812-1). */
function isCardNumber(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].reverse().map(Number)
  const sum = digits.reduce((all, digit, place) => all + (place % 2 === 0 ? digit : (digit * 2) % 9 || (digit && 9)), 0)
  return sum % 10 === 0
}
