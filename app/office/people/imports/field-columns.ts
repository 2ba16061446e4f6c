import { type Language, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { CustomField } from '~/office/people/fields/custom-field'
import { readFieldValue, type ValueProblem } from '~/office/people/fields/read-field-value'
import { plain } from '~/officials/posts/name-key'
import { guessMapping, type ImportField, type ImportRowReason, type Mapping, peopleFields } from './import-row'
import { mendAny } from './mend-cell'

/** A field that a group keeps about its people, as a column of a list; named as in the form of a person (`inputOf`). */
export type FieldColumn = `field-${string}`

/** Why a value of such a column is refused, and of which field: `field number <id>`. */
export type FieldReason = `field ${'long' | 'number' | 'date' | 'choice' | 'secret'} ${string}`

export function fieldColumn({ id }: Pick<CustomField, 'id'>): FieldColumn {
  return `field-${id}`
}

export function isFieldColumn(name: string): name is FieldColumn {
  return name.startsWith('field-')
}

/** Headings that say who agreed to what. In a list of signatures that is chosen by hand. */
const consents: readonly [ImportField, RegExp][] = [
  [
    'consent_email',
    /^((consent|opt.?in|agree[sd]?|ok)\b.{0,20}\b(e-?mail|mail|news)|(e-?mail|mail)\b.{0,20}\b(consent|opt.?in|ok)|(permiso|consentimiento|acepta)\b.{0,25}\b(correo|noticias).{0,15})$/i,
  ],
  [
    'consent_sms',
    /^((consent|opt.?in|agree[sd]?|ok)\b.{0,20}\b(sms|texts?)|(sms|texts?)\b.{0,20}\b(consent|opt.?in|ok)|(permiso|consentimiento|acepta)\b.{0,25}\b(mensajes?|sms|textos?).{0,15})$/i,
  ],
]

/**
 * The columns of a list of people: those that were guessed and can be of one, and the group's fields whose name in either
 * language is the heading, which goes before a guess.
 */
export function guessPeopleMapping(
  columns: readonly string[],
  first: string[],
  fields: readonly CustomField[],
): Mapping {
  const agreed = consents.flatMap(([field, heading]) => {
    const at = columns.findIndex((column) => heading.test(column.trim()))
    return at < 0 ? [] : [[field, String(at)] as const]
  })
  const own = fields.flatMap((field) => {
    const at = columns.findIndex((column) => languages.some((lang) => plain(field.label[lang]) === plain(column)))
    return at < 0 ? [] : [[fieldColumn(field), String(at)] as const]
  })
  const named = [...agreed, ...own]
  const taken = new Set(named.map(([, at]) => at))
  const guessed = guessMapping(
    columns.map((column, at) => (taken.has(String(at)) ? '-' : column)),
    first,
  )
  const others = peopleFields.flatMap((field) => {
    const at = guessed[field]
    return at === undefined || taken.has(at) || named.some(([one]) => one === field) ? [] : [[field, at] as const]
  })
  return Object.fromEntries([...others, ...named])
}

/** What a line says for the fields of a group; empty cells say nothing. @param today YYYY-MM-DD */
export function readFieldCells(
  cells: readonly string[],
  { mapping, fields }: { mapping: Mapping; fields: readonly CustomField[] },
  today: string,
): { outcome: 'read'; values: { fieldId: string; value: string }[] } | { outcome: 'invalid'; reason: FieldReason } {
  const values: { fieldId: string; value: string }[] = []
  for (const field of fields) {
    const column = mapping[fieldColumn(field)]
    if (column === undefined) continue
    const read = readFieldValue(field, mendAny(cells[Number(column)] ?? '').text, today)
    if (read.outcome === 'wrong')
      return { outcome: 'invalid', reason: `field ${shortProblem(read.problem)} ${field.id}` as FieldReason }
    if (read.value !== '') values.push({ fieldId: field.id, value: read.value })
  }
  return { outcome: 'read', values }
}

function shortProblem(problem: ValueProblem) {
  switch (problem) {
    case 'long':
    case 'number':
    case 'date':
    case 'choice':
      return problem
    default:
      return 'secret' as const
  }
}

/** Why a line was refused, in words. */
export function sayLineReason(
  t: Translate,
  lang: Language,
  reason: ImportRowReason | FieldReason,
  fields: readonly CustomField[],
): string {
  if (!isFieldReason(reason)) return t(`office.imports.reasons.${reason}`)
  const [, problem, id] = reason.split(' ')
  const field = fields.find((one) => one.id === id)
  return t(`fields.inLists.${problem as 'number'}`, { name: field?.label[lang] ?? t('fields.inLists.removed') })
}

function isFieldReason(reason: string): reason is FieldReason {
  return reason.startsWith('field ')
}
