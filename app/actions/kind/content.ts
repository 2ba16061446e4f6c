import { z } from 'zod'
import { type Bilingual, type Language, languages } from '~/i18n/language'
import { type Translate, translator } from '~/i18n/translator'
import type { FieldError } from '~/ui/forms/form-state'
import { cleanLine, cleanLines } from '~/ui/forms/text'

/** The key of a message without placeholders. */
type WordKey = Parameters<Translate>[0]
/** A message key, or a kind's own text. */
export type Words = WordKey | Bilingual

interface FieldBase {
  /** Key in the stored content. */
  name: string
  label: Words
  hint?: Words
  isRequired?: boolean
}

/** A field of an action that organizers fill in, as the editor shows it. */
export type ContentField =
  /** Text in both languages. `paired`: each line has its translation on the same line of the other language. */
  | (FieldBase & { shape: 'words'; lines: 'one' | 'many' | 'paired'; most: number })
  | (FieldBase & { shape: 'choice'; options: readonly { value: string; label: Words }[] })
  | (FieldBase & { shape: 'number'; least: number; most: number })
  /** Local day and time in the action's zone, YYYY-MM-DDTHH:MM. */
  | (FieldBase & { shape: 'moment' })
  /** A URL. */
  | (FieldBase & { shape: 'link' })

/** A field's value, by shape: bilingual text, chosen value, number, time or URL; '' or null when not filled in. */
export type FieldValue = Bilingual | string | number | null

/** Stored bilingual text; '' where nothing has been written. */
export const storedWords = z
  .object({ en: z.string().default(''), es: z.string().default('') })
  .default({ en: '', es: '' })
/** Stored text without a language; '' when empty. */
export const storedText = z.string().default('')
/** A stored whole number; null when not set. */
export const storedNumber = z.number().int().nullable().default(null)

/** Something that must be fixed before an action can be shown. */
export interface MissingContent {
  field: string
  /** Null when it does not depend on the language. */
  language: Language | null
  /** `lines`: the languages differ in number of lines. `tokens`: an unknown token in braces. */
  why: 'missing' | 'lines' | 'tokens'
}

/** Flattens content into form values: `script_en`, `script_es`, `perHour`. */
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

/** Reads content from its form. Missing fields are not errors here, only values that cannot be stored. */
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

/** What is missing before publishing. Optional text needs both languages or neither. */
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

/** The nonempty lines of a text, trimmed. */
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

/** Returns words in one language. */
export function sayWords(words: Words, language: Language): string {
  return typeof words === 'string' ? translator(language)(words) : words[language]
}
