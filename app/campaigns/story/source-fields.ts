import { type ContentField, storedText } from '~/ui/forms/content'

/** Where a fact is from. */
export interface Source {
  sourceUrl: string
  /** Who published it: "ICE news release". In the source's own language. */
  sourceTitle: string
  /** The day on which somebody looked at it, YYYY-MM-DD. */
  sourceCheckedOn: string
}

/** Part of the stored content of everything that needs a source. */
export const sourceShape = { sourceUrl: storedText, sourceTitle: storedText, sourceCheckedOn: storedText }

/** Fields for the source of a fact. */
export const sourceFields: readonly ContentField[] = [
  {
    name: 'sourceUrl',
    shape: 'link',
    isRequired: true,
    label: { en: 'Source: web address', es: 'Fuente: dirección web' },
    hint: {
      en: 'Where readers can check this.',
      es: 'Donde quien lee lo puede comprobar.',
    },
  },
  {
    name: 'sourceTitle',
    shape: 'text',
    lines: 'one',
    most: 160,
    isRequired: true,
    label: { en: 'Source: who says so', es: 'Fuente: quién lo dice' },
    hint: { en: 'Such as “ICE news release”.', es: 'Por ejemplo: «comunicado de ICE».' },
  },
  {
    name: 'sourceCheckedOn',
    shape: 'day',
    isRequired: true,
    label: { en: 'Source: day you looked at it', es: 'Fuente: día en que la revisó' },
  },
]

/** Stored slugs, '' for none. */
export const storedReference = storedText
