import { type Bilingual, type Language, languages } from '~/i18n/language'
import { plain } from '~/officials/posts/name-key'

export const fieldKinds = ['text', 'number', 'date', 'choice'] as const
type FieldKind = (typeof fieldKinds)[number]

/** One of those that a field is chosen from. Its key is what is kept of people, so that it can be reworded. */
export interface FieldChoice {
  key: string
  label: Bilingual
}

/** What a group keeps about its people, beside what they typed themselves. */
export interface CustomField {
  id: string
  groupId: string
  label: Bilingual
  kind: FieldKind
  /** Of a choice; otherwise none. */
  choices: FieldChoice[]
}

/** A kept value, in words. */
export function fieldWords(field: Pick<CustomField, 'choices'>, value: string, lang: Language): string {
  return field.choices.find(({ key }) => key === value)?.label[lang] ?? value
}

/** The choice that was chosen, or whose words were typed, in either language and however they are capitalized. */
export function choiceOf({ choices }: Pick<CustomField, 'choices'>, typed: string): FieldChoice | undefined {
  return (
    choices.find(({ key }) => key === typed) ??
    choices.find(({ label }) => languages.some((lang) => plain(label[lang]) === plain(typed)))
  )
}

/** The name of a field in the form of a person; `was` is what stood there when the page was opened. */
export function inputOf(id: string, part: 'field' | 'was'): string {
  return `${part}-${id}`
}
