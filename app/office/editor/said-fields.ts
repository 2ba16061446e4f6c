import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { type ContentField, contentValues, type MissingContent, sayWords, type Words } from '~/ui/forms/content'
import type { ListItem } from '~/ui/forms/content-list'
import type { EditorField, Offered } from './said-field'
import type { SaidMissing } from './writing'

interface Reader {
  t: Translate
  lang: Language
}

/** Fields with labels in the organizer's language. @param offered what references may lead to */
export function sayFields(reader: Reader, fields: readonly ContentField[], offered: Offered = {}): EditorField[] {
  const { lang } = reader
  return fields.map((field): EditorField => {
    const words = { label: sayWords(field.label, lang), hint: field.hint ? sayWords(field.hint, lang) : '' }
    const options = (all: readonly { value: string; label: Words }[]) =>
      all.map(({ value, label }) => ({ value, label: sayWords(label, lang) }))
    switch (field.shape) {
      case 'choice':
        return { ...field, ...words, options: options(field.options) }
      case 'reference':
      case 'references':
        return { ...field, ...words, offered: offered[field.to] ?? [] }
      case 'sibling':
        return { ...field, ...words, offered: [] }
      case 'list':
        return {
          ...field,
          ...words,
          language: lang,
          kinds: Object.fromEntries(
            Object.entries(field.kinds).map(([kind, { label, fields }]) => [
              kind,
              { label: sayWords(label, lang), fields: sayFields(reader, fields, offered) },
            ]),
          ),
        }
      default:
        return { ...field, ...words }
    }
  })
}

const wordsOf = {
  order: 'office.edit.endsFirst',
  'reversed-first': 'office.edit.reversedFirst',
  ruling: 'office.edit.noRuling',
  missing: 'outreach.office.isMissing',
  lines: 'outreach.office.isMissing',
  tokens: 'outreach.office.isMissing',
} as const

/** What is missing, in words, and the form field to fix. */
export function sayMissing(
  { t, lang }: Reader,
  fields: readonly ContentField[],
  content: Record<string, unknown>,
  { field, language, why }: MissingContent,
): SaidMissing {
  const name = labelOf(lang, fields, content, field)
  if (!language) return { field, words: t(wordsOf[why], { field: name }) }
  const languageName = t(`office.edit.languages.${language}`)
  const words =
    why === 'missing'
      ? t('office.edit.missingHalf', { field: name, language: languageName })
      : why === 'lines'
        ? t('outreach.office.linesDiffer', { field: name })
        : t('outreach.office.tokensUnknown', { field: name, language: languageName })
  return { field: `${field}_${language}`, words }
}

/**
 * A version of content for comparing it with another one, by form field: what a person reads in place of what is stored.
 * A list is its things in order, by kind and title.
 */
export function sayContent(
  reader: Reader,
  fields: readonly ContentField[],
  content: Record<string, unknown>,
  prefix = '',
): Record<string, string> {
  const said = contentValues(fields, content, prefix)
  for (const field of fields) {
    const name = prefix + field.name
    if (field.shape === 'check') said[name] = reader.t(said[name] ? 'office.edit.yes' : 'office.edit.no')
    if (field.shape === 'choice') {
      const option = field.options.find(({ value }) => value === said[name])
      if (option) said[name] = sayWords(option.label, reader.lang)
    }
    if (field.shape !== 'list') continue
    const items = ((content[field.name] ?? []) as ListItem[]).filter((item) => !item.isRemoved)
    said[name] = items.map((item, at) => `${at + 1}. ${sayItem(reader, field, item)}`).join('\n')
    for (const item of items)
      Object.assign(said, sayContent(reader, field.kinds[item.kind]?.fields ?? [], item, `${name}.${item.key}.`))
  }
  return said
}

/** Its kind, and its heading or title. */
function sayItem({ lang }: Reader, field: Extract<ContentField, { shape: 'list' }>, item: ListItem): string {
  const kind = field.kinds[item.kind]
  const title = ['heading', 'title', 'ask']
    .map((name) => (item as unknown as Record<string, Partial<Record<Language, string>> | undefined>)[name])
    .map((words) => words?.[lang] || words?.en || words?.es)
    .find(Boolean)
  const name = typeof item.name === 'string' ? item.name : ''
  return [kind && sayWords(kind.label, lang), title || name].filter(Boolean).join(': ')
}

/** Label of a form field, such as `title_es` or `sections.s2.heading_es`. */
export function sayFieldName(
  { t, lang }: Reader,
  fields: readonly ContentField[],
  content: Record<string, unknown>,
  name: string,
): string {
  const language = /_(en|es)$/.exec(name)?.[1] as Language | undefined
  const bare = language ? name.slice(0, -3) : name
  const label = labelOf(lang, fields, content, bare)
  return language ? `${label} (${t(`office.edit.languages.${language}`)})` : label
}

/** Label of a field, also of one in a list: "2. Text: Heading". The name itself for a field that is no more. */
function labelOf(
  lang: Language,
  fields: readonly ContentField[],
  content: Record<string, unknown>,
  name: string,
): string {
  const [first, key, ...rest] = name.split('.')
  const field = fields.find((one) => one.name === first)
  if (!field) return name
  if (field.shape !== 'list' || !key) return sayWords(field.label, lang)
  const items = (content[field.name] ?? []) as ListItem[]
  const index = items.findIndex((item) => item.key === key)
  const kind = field.kinds[items[index]?.kind ?? '']
  if (!kind) return `${sayWords(field.label, lang)}: ${key}`
  const item = `${index + 1}. ${sayWords(kind.label, lang)}`
  return rest.length > 0 ? `${item}: ${labelOf(lang, kind.fields, items[index]!, rest.join('.'))}` : item
}
