import { z } from 'zod'
import { type Bilingual, type Language, languages } from '~/i18n/language'
import { type Translate, translator } from '~/i18n/translator'
import type { FieldError } from '~/ui/forms/form-state'
import { cleanLine, cleanLines } from '~/ui/forms/text'
import { changeList, type ListItem, listedItems, mostItems, mostListed, orderOf } from './content-list'

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

/** What a reference leads to. The editor offers what this campaign has; the slug is stored. */
export type Referred = 'case' | 'event' | 'document' | 'collection' | 'place' | 'action' | 'segment'

/** A field that organizers fill in, as the editor shows it. */
export type ContentField =
  /**
   * Text in both languages. `paired`: each line has its translation on the same line of the other language. `captions`:
   * WebVTT, which may also come as a file.
   */
  | (FieldBase & { shape: 'words'; lines: 'one' | 'many' | 'paired' | 'captions'; most: number })
  | (FieldBase & { shape: 'choice'; options: readonly { value: string; label: Words }[] })
  | (FieldBase & { shape: 'number'; least: number; most: number })
  /** Local day and time in the action's zone, YYYY-MM-DDTHH:MM. */
  | (FieldBase & { shape: 'moment' })
  /** A URL. */
  | (FieldBase & { shape: 'link' })
  /** Text that is the same in both languages: a name, a docket number. */
  | (FieldBase & { shape: 'text'; lines: 'one' | 'many'; most: number })
  /** YYYY-MM-DD; `partial` also YYYY-MM or YYYY. */
  | (FieldBase & { shape: 'day'; isPartial?: true })
  | (FieldBase & { shape: 'check' })
  /** Path of a picture that was uploaded. */
  | (FieldBase & { shape: 'picture' })
  /** `of`: the field beside it without which it names nothing, such as the case of an event. */
  | (FieldBase & { shape: 'reference'; to: Referred; of?: string })
  /** Several of them in an order of the organizers' own. Slugs are stored, one a line. */
  | (FieldBase & { shape: 'references'; to: Referred })
  /** Something else in the same list. Its key is stored. */
  | (FieldBase & { shape: 'sibling' })
  /** Path of a video that was uploaded. */
  | (FieldBase & { shape: 'video' })
  /** Several things in an order of the organizers' own, each of one kind. */
  | (FieldBase & { shape: 'list'; kinds: Readonly<Record<string, ItemKind>> })

/** A kind of thing in a list. A field `isOn` of shape `check` switches it off without removing it. */
export interface ItemKind {
  label: Words
  hint?: Words
  fields: readonly ContentField[]
  /** At most this many; without it, as many as the list takes. */
  most?: number
}

/** A field's value, by shape: text, chosen value, number, time, URL, items; '', null or [] when not filled in. */
export type FieldValue = Bilingual | string | number | boolean | null | ListItem[]

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
  /** `lines`: the languages differ in number of lines. `tokens`: an unknown token in braces. `order`: an end that is not after its beginning. `ruling`: a reversal without the ruling that it reversed. */
  why: 'missing' | 'lines' | 'tokens' | 'order' | 'ruling' | 'reversed-first'
}

/** Flattens content into form values: `script_en`, `script_es`, `perHour`, `events.e1.title_en`. */
export function contentValues(
  fields: readonly ContentField[],
  content: Record<string, unknown>,
  prefix = '',
): Record<string, string> {
  return Object.fromEntries(
    fields.flatMap((field): [string, string][] => {
      const name = prefix + field.name
      if (field.shape === 'words')
        return languages.map((language) => [`${name}_${language}`, wordsIn(content, field.name)[language]])
      const value = content[field.name]
      if (field.shape === 'list') return listValues(field, (value ?? []) as ListItem[], name)
      if (field.shape === 'check') return [[name, value ? '1' : '']]
      if (field.shape === 'references') return slugsIn(value).map((slug, at) => [`${name}.${at + 1}`, slug])
      return [[name, value === null || value === undefined ? '' : String(value)]]
    }),
  )
}

/**
 * Reads content from its form. Missing fields are not errors here, only values that cannot be stored. A button of a list
 * (`intent` like `up:sections:s3`) changes it on the way.
 */
export function readContent(
  fields: readonly ContentField[],
  typed: Record<string, string>,
  prefix = '',
): { content: Record<string, FieldValue>; errors: FieldError[] } {
  const errors: FieldError[] = []
  const refuse = (field: string, message: string) => void errors.push({ field, message })
  const content = Object.fromEntries(fields.map((field) => [field.name, valueOf(field, typed, prefix, refuse)]))
  return { content, errors }
}

function valueOf(
  field: ContentField,
  typed: Record<string, string>,
  prefix: string,
  refuse: (field: string, message: string) => void,
): FieldValue {
  const at = prefix + field.name
  const one = cleanLine(typed[at] ?? '')
  switch (field.shape) {
    case 'words':
      return Object.fromEntries(
        languages.map((language) => {
          const name = `${at}_${language}`
          const text = (field.lines === 'one' ? cleanLine : cleanLines)(typed[name] ?? '')
          if (text.length > field.most) refuse(name, 'tooLong')
          return [language, text]
        }),
      ) as unknown as Bilingual
    case 'text': {
      const text = field.lines === 'one' ? one : cleanLines(typed[at] ?? '')
      if (text.length > field.most) refuse(at, 'tooLong')
      return text
    }
    case 'choice':
      return field.options.some((option) => option.value === one) ? one : ''
    case 'number': {
      if (one === '') return null
      const number = Number(one)
      if (!Number.isInteger(number) || number < field.least || number > field.most) refuse(at, 'numberWrong')
      return number
    }
    case 'moment':
      if (one !== '' && !isMoment(one.slice(0, 16))) refuse(at, 'momentWrong')
      return one.slice(0, 16)
    case 'day':
      if (one !== '' && !isDay(one, field.isPartial ?? false))
        refuse(at, field.isPartial ? 'partialDayWrong' : 'dayWrong')
      return one
    case 'check':
      return one !== ''
    case 'link':
      if (one !== '' && !isLink(one)) refuse(at, 'linkWrong')
      return one
    case 'picture':
      return isPicture(one) ? one : ''
    case 'references': {
      const slugs = numberedFields(typed, at).flatMap((name) => slugsIn(typed[name]))
      if (slugs.length > mostItems) refuse(at, 'tooMany')
      return [...new Set(slugs)].join('\n')
    }
    case 'video':
      return isVideo(one) ? one : ''
    case 'reference':
    case 'sibling':
      // Whether it leads anywhere is asked before publishing, so that what was typed can be named.
      if (one.length > longestReference) refuse(at, 'tooLong')
      return one
    case 'list':
      return readList(field, typed, at, refuse)
  }
}

/** Names of the form fields that hold several references, in their order: `chosen.1`, `chosen.2` and so on. */
export function numberedFields(typed: Record<string, string>, at: string): string[] {
  const numberOf = (name: string) => Number(name.slice(at.length + 1))
  return Object.keys(typed)
    .filter((name) => name.startsWith(`${at}.`) && /^\d{1,2}$/.test(name.slice(at.length + 1)))
    .sort((one, other) => numberOf(one) - numberOf(other))
}

/** Slugs as they are stored together. */
export function slugsIn(text: unknown): string[] {
  return typeof text === 'string' ? text.split(/[\s,]+/).filter(Boolean) : []
}

/** What is missing before publishing. Optional text needs both languages or neither. */
export function missingIn(
  fields: readonly ContentField[],
  content: Record<string, unknown>,
  prefix = '',
): MissingContent[] {
  return fields.flatMap((field): MissingContent[] => {
    const at = prefix + field.name
    if (field.shape === 'list') return missingInList(field, (content[field.name] ?? []) as ListItem[], at)
    if (field.shape !== 'words')
      return field.isRequired && !content[field.name] ? [{ field: at, language: null, why: 'missing' }] : []
    const words = wordsIn(content, field.name)
    if (!field.isRequired && !words.en && !words.es) return []
    const empty = languages
      .filter((language) => !words[language])
      .map((language) => ({ field: at, language, why: 'missing' as const }))
    if (empty.length > 0 || field.lines !== 'paired') return empty
    return linesOf(words.en).length === linesOf(words.es).length ? [] : [{ field: at, language: 'es', why: 'lines' }]
  })
}

type ListField = Extract<ContentField, { shape: 'list' }>

function listValues(field: ListField, items: readonly ListItem[], at: string): [string, string][] {
  return [
    [at, orderOf(items)],
    ...items.flatMap((item) =>
      Object.entries(contentValues(field.kinds[item.kind]?.fields ?? [], item, `${at}.${item.key}.`)),
    ),
  ]
}

function readList(
  field: ListField,
  typed: Record<string, string>,
  at: string,
  refuse: (field: string, message: string) => void,
): ListItem[] {
  const items = listedItems(field, typed[at] ?? '')
  const [verb, list, what] = (typed.intent ?? '').split(':')
  const changed = list === at ? changeList(field, items, verb!, what ?? '') : items
  if (changed.length > mostListed || changed.filter((item) => !item.isRemoved).length > mostItems) refuse(at, 'tooMany')
  return changed.map((item) => {
    const { content, errors } = readContent(field.kinds[item.kind]!.fields, typed, `${at}.${item.key}.`)
    for (const { field: name, message } of errors) refuse(name, message)
    const isNew = items.every(({ key }) => key !== item.key)
    return { ...item, ...content, ...(isNew && 'isOn' in content ? { isOn: true } : {}) }
  })
}

function missingInList(field: ListField, items: readonly ListItem[], at: string): MissingContent[] {
  const missing = items
    .filter((item) => !item.isRemoved && item.isOn !== false)
    .flatMap((item) => missingIn(field.kinds[item.kind]?.fields ?? [], item, `${at}.${item.key}.`))
  return field.isRequired && items.every((item) => item.isRemoved)
    ? [{ field: at, language: null, why: 'missing' }, ...missing]
    : missing
}

/** Content as it is published: without what was removed from its lists. */
export function withoutRemoved<Content extends Record<string, unknown>>(
  fields: readonly ContentField[],
  content: Content,
): Content {
  const lists = fields.filter((field) => field.shape === 'list')
  return {
    ...content,
    ...Object.fromEntries(
      lists.map(({ name }) => [name, ((content[name] ?? []) as ListItem[]).filter((item) => !item.isRemoved)]),
    ),
  }
}

interface Reference {
  /** Name of the form field. */
  field: string
  to: Referred
  slug: string
  /** What the field beside it holds, without which it names nothing. */
  of?: string
}

/** References that were chosen, also in lists, with the names of their form fields. Those that are switched off count. */
export function referencesIn(
  fields: readonly ContentField[],
  content: Record<string, unknown>,
  prefix = '',
): Reference[] {
  return fields.flatMap((field): Reference[] => {
    const value = content[field.name]
    const name = prefix + field.name
    if (field.shape === 'reference' && typeof value === 'string' && value !== '')
      return [{ field: name, to: field.to, slug: value, ...(field.of ? { of: String(content[field.of] ?? '') } : {}) }]
    if (field.shape === 'references')
      return slugsIn(value).map((slug, at) => ({ field: `${name}.${at + 1}`, to: field.to, slug }))
    if (field.shape !== 'list') return []
    return ((value ?? []) as ListItem[])
      .filter((item) => !item.isRemoved)
      .flatMap((item) =>
        referencesIn(field.kinds[item.kind]?.fields ?? [], item, `${prefix}${field.name}.${item.key}.`),
      )
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

/** Whether a text is a day, or with `isPartial` a month or a year: YYYY, YYYY-MM, YYYY-MM-DD. */
export function isDay(text: string, isPartial: boolean): boolean {
  const [, year, month, day] = /^([12]\d{3})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? []
  if (!year || (!isPartial && !day)) return false
  const whole = `${year}-${month ?? '01'}-${day ?? '01'}`
  return !Number.isNaN(Date.parse(whole)) && new Date(whole).toISOString().startsWith(whole)
}

/** A name and password in front of the host would only disguise where it leads. */
function isLink(text: string): boolean {
  if (!z.url({ protocol: /^https?$/ }).safeParse(text).success) return false
  const { username, password } = new URL(text)
  return username === '' && password === ''
}

/** The field that has this name in a form, as `picture`, `sections.s3.picture` or `sections.s3.cues_es`; null for none. */
export function fieldNamed(
  fields: readonly ContentField[],
  typed: Record<string, string>,
  name: string,
): ContentField | null {
  for (const field of fields) {
    if (
      field.shape === 'words' ? languages.some((language) => name === `${field.name}_${language}`) : name === field.name
    )
      return field
    if (field.shape !== 'list') continue
    for (const { key, kind } of listedItems(field, typed[field.name] ?? '')) {
      const prefix = `${field.name}.${key}.`
      const found = name.startsWith(prefix)
        ? fieldNamed(field.kinds[kind]!.fields, typed, name.slice(prefix.length))
        : null
      if (found) return found
    }
  }
  return null
}

function isPicture(text: string): boolean {
  return /^\/pictures\/[0-9a-f-]{36}\.jpg$/.test(text) || /^\/pictures\/[a-z-]+\.svg$/.test(text)
}

function isVideo(text: string): boolean {
  return /^\/videos\/[0-9a-f]{64}\.(?:mp4|webm)$/.test(text)
}

const longestReference = 200

/** Returns words in one language. */
export function sayWords(words: Words, language: Language): string {
  return typeof words === 'string' ? translator(language)(words) : words[language]
}
