/** Why a question must not be asked. */
export type LintReason = 'status' | 'number' | 'origin'

/** What no form may ask, in either language: an answer on record could get the person who gave it deported. */
const refused: [LintReason, RegExp][] = [
  [
    'number',
    /\b(ssn|social security|itin|a[- ]?number|alien (registration )?number|seguro social|n[uú]mero (de )?(extranjer[oa]|a)\b|numero a\b|passport|pasaporte|matr[ií]cula consular)/i,
  ],
  [
    'origin',
    /\b(country of (birth|origin)|place of birth|born in|where (were|are) you (born|from)|nationality|citizenship of|pa[ií]s de (origen|nacimiento)|lugar de nacimiento|d[oó]nde naci[oó]|nacionalidad|de qu[eé] pa[ií]s)/i,
  ],
  [
    'status',
    /\b(immigration status|legal status|undocumented|illegal|have papers|your papers|green card|visa\b|work permit|daca|asylum|citizens?\b|situaci[oó]n migratoria|estatus|indocumentad[oa]s?|sin papeles|(tiene|sus) papeles|permiso de trabajo|residencia legal|asilo|ciudadan[oa])/i,
  ],
]

/**
 * Whether a question asks for something that could harm those who answer; null if not.
 *
 * @param question in either language
 */
export function lintQuestion(question: string): LintReason | null {
  return refused.find(([, pattern]) => pattern.test(question))?.[0] ?? null
}
