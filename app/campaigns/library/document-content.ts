import { z } from 'zod'
import { sourceFields, sourceShape } from '~/campaigns/story/source-fields'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { paths } from '~/paths'
import { type ContentField, storedText, storedWords } from '~/ui/forms/content'

/** Stored content of a document: what is said about its file. */
export const documentContent = z.object({
  title: storedWords,
  description: storedWords,
  datedOn: storedText,
  language: z.enum(['en', 'es', 'other', '']).default(''),
  /** Slug of the document that this one translates; '' for an original. */
  translationOf: storedText,
  /** Slug of a collection of the campaign; '' for none. */
  collection: storedText,
  licence: storedWords,
  redactionNote: storedWords,
  ...sourceShape,
})

export type DocumentContent = z.output<typeof documentContent>

const fields: readonly ContentField[] = [
  { name: 'title', shape: 'words', lines: 'one', most: 160, isRequired: true, label: { en: 'Title', es: 'Título' } },
  {
    name: 'description',
    shape: 'words',
    lines: 'many',
    most: 1_500,
    isRequired: true,
    label: { en: 'What it is and why it matters', es: 'Qué es y por qué importa' },
  },
  {
    name: 'datedOn',
    shape: 'day',
    isPartial: true,
    label: { en: 'Dated', es: 'Fecha' },
    hint: { en: '2014, 2014-11 or 2014-11-20.', es: '2014, 2014-11 o 2014-11-20.' },
  },
  {
    name: 'language',
    shape: 'choice',
    isRequired: true,
    label: { en: 'Language of the document', es: 'Idioma del documento' },
    options: [
      { value: 'en', label: { en: 'English', es: 'inglés' } },
      { value: 'es', label: { en: 'Spanish', es: 'español' } },
      { value: 'other', label: { en: 'Another, or several', es: 'Otro, o varios' } },
    ],
  },
  {
    name: 'translationOf',
    shape: 'reference',
    to: 'document',
    label: { en: 'It is a translation of', es: 'Es una traducción de' },
    hint: {
      en: 'Lists show the two as one, each reader’s language first.',
      es: 'En las listas los dos salen como uno, primero en el idioma de quien lee.',
    },
  },
  {
    name: 'collection',
    shape: 'reference',
    to: 'collection',
    label: { en: 'Collection', es: 'Colección' },
    hint: { en: 'New ones are added under “Upload documents”.', es: 'Las nuevas se agregan en «Subir documentos».' },
  },
  {
    name: 'licence',
    shape: 'words',
    lines: 'one',
    most: 160,
    label: { en: 'Who may use it', es: 'Quién puede usarlo' },
    hint: { en: 'Such as “Public record” or “CC BY 4.0”.', es: 'Por ejemplo: «Documento público» o «CC BY 4.0».' },
  },
  {
    name: 'redactionNote',
    shape: 'words',
    lines: 'many',
    most: 500,
    label: { en: 'What was blacked out, and by whom', es: 'Qué se tachó y quién lo tachó' },
  },
  ...sourceFields,
]

/** Documents: their file is uploaded, this is what is said about it. */
export const documentKind: StoryKind<DocumentContent> = {
  name: 'documents',
  table: 'document',
  words: { plural: { en: 'Documents', es: 'Documentos' }, singular: { en: 'document', es: 'documento' } },
  fields,
  readContent: (stored) => documentContent.parse(stored),
  titleOf: ({ title }) => title,
  noteOf: ({ datedOn }) => datedOn,
  columns: ({ datedOn, language }) => ({ dated_on: datedOn || null, language: language || 'en' }),
  path: (language, _, slug) => paths.document(language, slug),
  isUploaded: true,
}
