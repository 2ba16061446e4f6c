import { findPersonal } from '~/campaigns/library/personal-patterns'

const refusals = { 'a-number': 'holdsANumber', ssn: 'holdsSsn', card: 'holdsCard' } as const
type Refusal = (typeof refusals)[keyof typeof refusals]

/** What a document may hold and a note may not: there, a number without its name is somebody's. */
const inNotes: readonly [Refusal, RegExp][] = [
  [
    'holdsANumber',
    /\b(?:A|alien|USCIS|extranjer[oa])[- ]?(?:file |registration )?(?:No\.?|n[uú]m(?:ero|ber)?\.?|#)[^\d\n]{0,12}\d{2,3}[- ]?\d{3}[- ]?\d{3}(?!\d)/i,
  ],
  ['holdsANumber', /n[uú]mero (?:de extranjer[oa]|A)\b[^\d\n]{0,12}\d{2,3}[- ]?\d{3}[- ]?\d{3}(?!\d)/i],
  // ITIN: 9xx-5x-xxxx to 9xx-9x-xxxx (26 CFR 301.6109-1).
  ['holdsSsn', /(?<![\d-])9\d{2}[-. ][5-9]\d[-. ]\d{4}(?![\d-])/],
  ['holdsSsn', /(?<![\d-])\d{3}([-. ]?)\d{3}\1\d{3}(?![\d-])/],
]

/**
 * Why a text about a person must not be kept: a key under `site.errors`, or null. Numbers that could hurt somebody are
 * found as in documents that are published, however their digits and dashes are written; and nine bare digits.
 */
export function refusedNumber(text: string): Refusal | null {
  const plain = text.normalize('NFKC').replace(/[\p{Pd}\u2212]/gu, '-')
  for (const { kind } of findPersonal(null, plain)) if (kind in refusals) return refusals[kind as keyof typeof refusals]
  return inNotes.find(([, pattern]) => pattern.test(plain))?.[0] ?? null
}
