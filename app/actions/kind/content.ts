import { z } from 'zod'
import { type Bilingual, type Language, languages } from '~/i18n/language'
import { type Translate, translator } from '~/i18n/translator'
import type { FieldError } from '~/ui/forms/form-state'
import { cleanLine, cleanLines } from '~/ui/forms/text'

/** The key of a message without holes. */
type WordKey = Parameters<Translate>[0]
/** Words of ours by their key, or a kind's own. */
export type Words = WordKey | Bilingual

interface FieldBase {
  /** Its key in the content. */
  name: string
  label: Words
  hint?: Words
  isRequired?: boolean
}

/** One thing that organizers write of an action, as the editor shows it. */
export type ContentField =
  /** Words in both languages. `paired`: each line of one language has its line in the other. */
  | (FieldBase & { shape: 'words'; lines: 'one' | 'many' | 'paired'; most: number })
  | (FieldBase & { shape: 'choice'; options: readonly { value: string; label: Words }[] })
  | (FieldBase & { shape: 'number'; least: number; most: number })
  /** A day and time as clocks say it in the action's zone, YYYY-MM-DDTHH:MM. */
  | (FieldBase & { shape: 'moment' })
  /** A web address. */
  | (FieldBase & { shape: 'link' })

/** What a field holds, by its shape: words, the chosen value, a number, a time, an address; '' or null when nobody has written it. */
export type FieldValue = Bilingual | string | number | null

/** Stored words in both languages; what nobody has written yet is ''. */
export const storedWords = z
  .object({ en: z.string().default(''), es: z.string().default('') })
  .default({ en: '', es: '' })
/** Stored words that have no language of their own; '' when there are none. */
export const storedText = z.string().default('')
/** A stored whole number; null when nobody has set one. */
export const storedNumber = z.number().int().nullable().default(null)

/** Something without which an action is not shown. */
export interface MissingContent {
  field: string
  /** Null: not a matter of language. */
  language: Language | null
  /** `lines`: as many in one language as in the other. `tokens`: a blank in braces that nothing fills. */
  why: 'missing' | 'lines' | 'tokens'
}

/** The content as its form shows it: `script_en`, `script_es`, `perHour`. */
export function contentValues(
  fields: readonly ContentField[],
  content: Record<string, unknown>,
): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field): [string, string][] => {
      if (field.shape === 'words')
        return languages.map((language) => [`${field.name}_${language}`, wordsIn(content, field.name)[language]])
      const value = content[field.name]
      return [[field.name, value === null || value === undefined ? '' : String(value)]]
    }),
  )
}

/** Reads the content out of its form. What is missing is no error here; only what could not be kept is. */
export function readContent(
  fields: readonly ContentField[],
  typed: Record<string, string>,
): { content: Record<string, FieldValue>; errors: FieldError[] } {
  const errors: FieldError[] = []
  const refuse = (field: string, message: string) => void errors.push({ field, message })
  const content = Object.fromEntries(fields.map((field) => [field.name, valueOf(field, typed, refuse)]))
  return { content, errors }
}

function valueOf(
  field: ContentField,
  typed: Record<string, string>,
  refuse: (field: string, message: string) => void,
): FieldValue {
  const one = cleanLine(typed[field.name] ?? '')
  switch (field.shape) {
    case 'words':
      return Object.fromEntries(
        languages.map((language) => {
          const name = `${field.name}_${language}`
          const text = (field.lines === 'one' ? cleanLine : cleanLines)(typed[name] ?? '')
          if (text.length > field.most) refuse(name, 'tooLong')
          return [language, text]
        }),
      ) as unknown as Bilingual
    case 'choice':
      return field.options.some((option) => option.value === one) ? one : ''
    case 'number': {
      if (one === '') return null
      const number = Number(one)
      if (!Number.isInteger(number) || number < field.least || number > field.most) refuse(field.name, 'numberWrong')
      return number
    }
    case 'moment':
      if (one !== '' && !isMoment(one.slice(0, 16))) refuse(field.name, 'momentWrong')
      return one.slice(0, 16)
    case 'link':
      if (one !== '' && !z.url({ protocol: /^https?$/ }).safeParse(one).success) refuse(field.name, 'linkWrong')
      return one
  }
}

/** Both languages or neither: what is missing before everybody may see it. */
export function missingIn(fields: readonly ContentField[], content: Record<string, unknown>): MissingContent[] {
  return fields.flatMap((field): MissingContent[] => {
    if (field.shape !== 'words')
      return field.isRequired && !content[field.name] ? [{ field: field.name, language: null, why: 'missing' }] : []
    const words = wordsIn(content, field.name)
    if (!field.isRequired && !words.en && !words.es) return []
    const empty = languages
      .filter((language) => !words[language])
      .map((language) => ({ field: field.name, language, why: 'missing' as const }))
    if (empty.length > 0 || field.lines !== 'paired') return empty
    return linesOf(words.en).length === linesOf(words.es).length
      ? []
      : [{ field: field.name, language: 'es', why: 'lines' }]
  })
}

/** The lines of a text that say something. */
export function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

function wordsIn(content: Record<string, unknown>, name: string): Bilingual {
  return (content[name] as Bilingual | undefined) ?? { en: '', es: '' }
}

function isMoment(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) && !Number.isNaN(Date.parse(`${text}:00Z`))
}

/** Says words in one language. */
export function sayWords(words: Words, language: Language): string {
  return typeof words === 'string' ? translator(language)(words) : words[language]
}
