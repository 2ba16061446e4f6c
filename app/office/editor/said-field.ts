import type { Language } from '~/i18n/language'
import type { ContentField, Referred } from '~/ui/forms/content'

/** What a reference may lead to. */
export interface OfferedThing {
  slug: string
  name: string
  /** Slug of what it belongs to: the case of an event. */
  of?: string
}

/** What references may lead to, by kind. */
export type Offered = Partial<Record<Referred, OfferedThing[]>>

type Said<Field> = Field extends { options: unknown }
  ? Omit<Field, 'label' | 'hint' | 'options'> & Labels & { options: { value: string; label: string }[] }
  : Field extends { kinds: unknown }
    ? Omit<Field, 'label' | 'hint' | 'kinds'> & Labels & { kinds: Record<string, SaidItemKind>; language: Language }
    : Field extends { to: unknown } | { shape: 'sibling' }
      ? Omit<Field, 'label' | 'hint'> & Labels & { offered: OfferedThing[] }
      : Omit<Field, 'label' | 'hint'> & Labels

interface Labels {
  label: string
  hint: string
}

/** A kind of thing in a list, with its labels. */
interface SaidItemKind {
  label: string
  fields: EditorField[]
}

/** An editor field with its labels in the organizer's language. */
export type EditorField = Said<ContentField>
