import type { Language } from '~/i18n/language'

/**
 * What a message to many may say of its reader: their name and county, the sheriff there, the petition they signed last
 * and how many have signed it.
 */
const mergeFields = ['name', 'place', 'official', 'petition', 'count'] as const

export type MergeField = (typeof mergeFields)[number]

/** What was written in Spanish before there was one spelling: filled in still, and refused where somebody writes it. */
const inSpanish: Readonly<Record<string, MergeField>> = {
  nombre: 'name',
  lugar: 'place',
  autoridad: 'official',
  peticion: 'petition',
  petición: 'petition',
  cuantas: 'count',
  cuántas: 'count',
}

/** What each says of one reader; null where we do not know it. */
export type FieldValues = Readonly<Record<MergeField, string | null>>

export const nothingKnown: FieldValues = { name: null, place: null, official: null, petition: null, count: null }

/** What is wrong with a field in braces. `translated`: it has one name in both languages. */
export type FieldProblem = 'unknown' | 'translated' | 'noFallback'

const braces = /\{([^{}]*)\}/g

/** A field with what is said where it is not known: `{name|friend}`. */
interface Field {
  field: MergeField
  fallback: string
}

function readField(inside: string): Field | Exclude<FieldProblem, 'translated'> {
  const bar = inside.indexOf('|')
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim().toLowerCase()
  const field = mergeFields.find((one) => one === name) ?? inSpanish[name]
  if (!field) return 'unknown'
  const fallback = bar < 0 ? '' : inside.slice(bar + 1).trim()
  // A greeting that ends in nothing is never sent.
  return fallback === '' ? 'noFallback' : { field, fallback }
}

/** The first field of a text that nobody can fill, as it was typed, or as it has to be written. */
export function fieldProblem(text: string): { problem: FieldProblem; typed: string } | null {
  for (const [typed, inside] of text.matchAll(braces)) {
    const read = readField(inside!)
    if (typeof read === 'string') return { problem: read, typed }
    const name = inside!.slice(0, inside!.indexOf('|')).trim().toLowerCase()
    if (name !== read.field) return { problem: 'translated', typed: `{${read.field}|${read.fallback}}` }
  }
  return null
}

/** The fields that a text uses. */
export function fieldsIn(text: string): MergeField[] {
  const used = [...text.matchAll(braces)].flatMap(([, inside]) => {
    const read = readField(inside!)
    return typeof read === 'string' ? [] : [read.field]
  })
  return [...new Set(used)]
}

/** Fills the fields of a text for one reader. */
export function fillFields(text: string, values: FieldValues): string {
  return text.replace(braces, (whole, inside: string) => {
    const read = readField(inside)
    return typeof read === 'string' ? whole : (values[read.field] ?? read.fallback)
  })
}

/**
 * Takes the fields out of a text, so that it can be rendered once for everybody: each becomes a mark between two
 * characters that nobody types.
 *
 * @param kept where the fields are kept; a mark is the place of its field in it
 */
export function markFields(text: string, kept: Field[]): string {
  return text.replace(braces, (whole, inside: string) => {
    const read = readField(inside)
    if (typeof read === 'string') return whole
    kept.push(read)
    return `\uE000${kept.length - 1}\uE001`
  })
}

/** Fills marks. @param escape for where the values go, such as HTML */
export function fillMarks(
  text: string,
  kept: readonly Field[],
  values: FieldValues,
  escape: (value: string) => string = (value) => value,
): string {
  return text.replace(/\uE000(\d+)\uE001/g, (_, at: string) => {
    const { field, fallback } = kept[Number(at)]!
    return escape(values[field] ?? fallback)
  })
}

export type MarkedField = Field

/** Long, realistic values, for what a text costs at most. */
export const dearestFields: Record<Language, FieldValues> = {
  en: {
    name: 'Concepción',
    place: 'San Bernardino County',
    official: 'María Guadalupe Hernández-Villalobos',
    petition: 'Keep our deputies out of immigration arrests',
    count: '12,345',
  },
  es: {
    name: 'Concepción',
    place: 'el condado de San Bernardino',
    official: 'María Guadalupe Hernández-Villalobos',
    petition: 'Que nuestros oficiales no hagan arrestos de migración',
    count: '12,345',
  },
}

/** The same by every name that a field has, as a text is counted while it is typed. */
export function dearestByName(language: Language): Readonly<Record<string, string>> {
  const values = dearestFields[language]
  const named = [...mergeFields.map((field) => [field, field] as const), ...Object.entries(inSpanish)]
  return Object.fromEntries(named.flatMap(([name, field]) => (values[field] ? [[name, values[field]]] : [])))
}
