import type { Language } from '~/i18n/language'
import { isEitherDay } from '~/office/lists/day-order'
import { readDay } from '~/office/officials/rosters/lines/read-day'
import type { CustomField } from '~/office/people/fields/custom-field'
import { refusedNumber } from '~/office/people/refused-numbers'
import { cleanLine } from '~/ui/forms/text'
import { type FieldReason, readFieldCells } from './field-columns'
import { type ImportRowReason, type Mapping, readRow } from './import-row'
import { type Mend, mendAny } from './mend-cell'

/** Somebody on a list, who signs nothing by it. */
export interface ListedPerson {
  givenName: string
  familyName: string
  email: string | null
  phone: string | null
  postalCode: string
  language: Language
  source: string
  tags: string[]
  comment: string | null
  /** What the group keeps about them. */
  values: { fieldId: string; value: string }[]
  /** What somebody has said that they agreed to, with a day and how. */
  agreesTo: { mail: boolean; sms: boolean }
  /** Whether one mail may ask them: they have an address, and the line does not say that they said no. */
  mayAsk: boolean
  /** How they agreed, in the words of the line; '': as the list says. */
  how: string
  /** The day on which they agreed, YYYY-MM-DD; null: as the list says. */
  agreedOn: string | null
  mends: Mend[]
}

interface Reading {
  mapping: Mapping
  /** Of lines that say none. */
  language: Language
  /** Whether the list says how everybody on it agreed. */
  hasEvidence: boolean
  /** Of the group whose list it is. */
  fields: readonly CustomField[]
}

const longestHow = 500
const no = /^(0|n|no|false|off)$/i
const yes = /^(1|x|y|yes|s[ií]|true|✓|on)$/i

/**
 * Reads a line of a list of people. Consent takes evidence: a day and how it was given, in the line or for the list. Where
 * no column says who agreed to mail, the list's evidence is for everybody on it. Texts always take a column of their own:
 * the law asks for consent to them by each person.
 *
 * @param today YYYY-MM-DD
 */
export function readPersonRow(
  cells: string[],
  { mapping, language, hasEvidence, fields }: Reading,
  today: string,
): { outcome: 'read'; person: ListedPerson } | { outcome: 'invalid'; reason: ImportRowReason | FieldReason } {
  const read = readRow(cells, mapping, '', language, 'contact')
  if (read.outcome === 'invalid') return read
  const cell = (field: keyof Mapping) =>
    mapping[field] === undefined ? null : mendAny(cells[Number(mapping[field])] ?? '').text
  const saidOn = cell('consent_on') ?? ''
  const agreedOn = saidOn === '' ? null : readDay(saidOn.slice(0, 40), today, 'first', mapping.day_order)
  if (agreedOn === null && isEitherDay(saidOn)) return { outcome: 'invalid', reason: 'day-order' }
  if (saidOn !== '' && (agreedOn === null || agreedOn > today)) return { outcome: 'invalid', reason: 'day' }
  const how = cleanLine(cell('consent_how') ?? '').slice(0, longestHow)
  if (refusedNumber(how) !== null) return { outcome: 'invalid', reason: 'tag-number' }
  const kept = readFieldCells(cells, { mapping, fields }, today)
  if (kept.outcome === 'invalid') return kept
  const isProven = hasEvidence || (agreedOn !== null && how !== '')
  const [mail, sms] = [cell('consent_email'), cell('consent_sms')]
  const { submission, tags, mends } = read
  const { givenName, familyName, email, phone, postalCode, source, comment } = submission
  return {
    outcome: 'read',
    person: {
      givenName,
      familyName,
      email,
      phone,
      postalCode,
      source,
      comment,
      values: kept.values,
      tags,
      mends,
      how,
      agreedOn,
      language: submission.language,
      agreesTo: {
        mail:
          isProven &&
          email !== null &&
          (mail === null ? hasEvidence || (how !== '' && agreedOn !== null) : yes.test(mail)),
        sms: isProven && phone !== null && sms !== null && yes.test(sms),
      },
      mayAsk: email !== null && !(mail !== null && no.test(mail)),
    },
  }
}
