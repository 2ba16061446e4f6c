import { readDay } from '~/office/officials/rosters/lines/read-day'
import { refusedNumber } from '~/office/people/refused-numbers'
import { cleanLine } from '~/ui/forms/text'
import { type CustomField, choiceOf } from './custom-field'

const mostValueLetters = 200

/** What is wrong with a value; those that begin with “holds” are numbers that could hurt somebody. */
export type ValueProblem = 'long' | 'number' | 'date' | 'choice' | NonNullable<ReturnType<typeof refusedNumber>>

/**
 * Reads a value as it was typed, or as it stands in a list.
 *
 * @param today YYYY-MM-DD; decides the century of a two-digit year
 * @returns as it is kept: a text, a number with a point, YYYY-MM-DD, the key of a choice; '' for none
 */
export function readFieldValue(
  field: Pick<CustomField, 'kind' | 'choices'>,
  typed: string,
  today: string,
): { outcome: 'read'; value: string } | { outcome: 'wrong'; problem: ValueProblem } {
  if (typed.length > 10 * mostValueLetters) return { outcome: 'wrong', problem: 'long' }
  const text = cleanLine(typed)
  if (text === '') return { outcome: 'read', value: '' }
  const found = valueOf(field, text, today)
  if (found === null) return { outcome: 'wrong', problem: field.kind === 'text' ? 'long' : field.kind }
  const number = field.kind === 'text' || field.kind === 'number' ? refusedNumber(text) : null
  return number ? { outcome: 'wrong', problem: number } : { outcome: 'read', value: found }
}

function valueOf(field: Pick<CustomField, 'kind' | 'choices'>, text: string, today: string): string | null {
  switch (field.kind) {
    case 'text':
      return text.length > mostValueLetters ? null : text
    case 'number':
      return readNumber(text)
    case 'date':
      return readDay(text, today)
    case 'choice':
      return choiceOf(field, text)?.key ?? null
  }
}

/** 1,200 and 0012.50 as 1200 and 12.5: equal numbers are kept the same. */
function readNumber(text: string): string | null {
  const bare = /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/.test(text) ? text.replaceAll(',', '') : text
  const read = /^(-?)0*(\d{1,15})(?:\.(\d{1,6}?)0*)?$/.exec(bare)
  if (!read) return null
  const [, minus = '', whole = '', part = ''] = read
  const digits = part === '' || /^0+$/.test(part) ? whole : `${whole}.${part}`
  return digits === '0' ? '0' : `${minus}${digits}`
}
