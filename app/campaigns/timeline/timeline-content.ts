import { z } from 'zod'
import { timelineKinds } from '#db/schema-story'
import { sourceFields, sourceShape, storedReference } from '~/campaigns/story/source-fields'
import type { StoryKind } from '~/campaigns/story/story-kind'
import type { Bilingual } from '~/i18n/language'
import { paths } from '~/paths'
import { type ContentField, storedText, storedWords } from '~/ui/forms/content'

/** Names of the kinds of entries. */
export const timelineKindNames: Record<(typeof timelineKinds)[number], Bilingual> = {
  program: { en: 'The program', es: 'El programa' },
  litigation: { en: 'In court', es: 'En las cortes' },
  policy: { en: 'Policy', es: 'Leyes y políticas' },
  organizing: { en: 'Organizing', es: 'Organización' },
}

/** Stored content of an entry of the timeline. */
export const timelineContent = z.object({
  happenedOn: storedText,
  kind: z.enum(timelineKinds).or(z.literal('')).default(''),
  title: storedWords,
  text: storedWords,
  picture: storedText,
  pictureAlt: storedWords,
  ...sourceShape,
  courtCase: storedReference,
  /** Key of the event in that case which this entry tells, such as a ruling that was later vacated; '' for none. */
  caseEvent: storedText,
  document: storedReference,
  place: storedReference,
})

export type TimelineContent = z.output<typeof timelineContent>

const fields: readonly ContentField[] = [
  {
    name: 'happenedOn',
    shape: 'day',
    isPartial: true,
    isRequired: true,
    label: { en: 'When', es: 'Cuándo' },
    hint: {
      en: 'As exact as is known: 2014, 2014-11 or 2014-11-20.',
      es: 'Tan exacto como se sepa: 2014, 2014-11 o 2014-11-20.',
    },
  },
  {
    name: 'kind',
    shape: 'choice',
    isRequired: true,
    label: { en: 'Kind', es: 'Tipo' },
    options: timelineKinds.map((value) => ({ value, label: timelineKindNames[value] })),
  },
  { name: 'title', shape: 'words', lines: 'one', most: 140, isRequired: true, label: { en: 'Title', es: 'Título' } },
  {
    name: 'text',
    shape: 'words',
    lines: 'many',
    most: 2_000,
    isRequired: true,
    label: { en: 'What happened', es: 'Qué pasó' },
    hint: { en: 'Two or three sentences. Markdown.', es: 'Dos o tres frases. Markdown.' },
  },
  { name: 'picture', shape: 'picture', label: { en: 'Picture', es: 'Imagen' } },
  {
    name: 'pictureAlt',
    shape: 'words',
    lines: 'one',
    most: 200,
    label: { en: 'What the picture shows', es: 'Qué muestra la imagen' },
  },
  ...sourceFields,
  { name: 'courtCase', shape: 'reference', to: 'case', label: { en: 'Case', es: 'Caso' } },
  {
    name: 'caseEvent',
    shape: 'reference',
    to: 'event',
    of: 'courtCase',
    label: { en: 'Event in that case', es: 'Evento de ese caso' },
    hint: {
      en: 'Choose the case and save; then its events are listed here. If that ruling is vacated or reversed, this entry says so.',
      es: 'Elija el caso y guarde; entonces sus eventos aparecen aquí. Si esa decisión se anula o se revoca, esta entrada lo dice.',
    },
  },
  { name: 'document', shape: 'reference', to: 'document', label: { en: 'Document', es: 'Documento' } },
  { name: 'place', shape: 'reference', to: 'place', label: { en: 'Place', es: 'Lugar' } },
]

/** Entries of the timeline. */
export const timelineKind: StoryKind<TimelineContent> = {
  name: 'timeline',
  table: 'timeline_entry',
  words: {
    plural: { en: 'Timeline', es: 'Cronología' },
    singular: { en: 'timeline entry', es: 'entrada de la cronología' },
  },
  fields,
  readContent: (stored) => timelineContent.parse(stored),
  titleOf: ({ title }) => title,
  noteOf: ({ happenedOn }) => happenedOn,
  columns: ({ happenedOn, kind }) => ({ happened_on: happenedOn || null, kind: kind || 'organizing' }),
  missingIn: ({ picture, pictureAlt }) =>
    picture && !pictureAlt.en && !pictureAlt.es
      ? [
          { field: 'pictureAlt', language: 'en', why: 'missing' },
          { field: 'pictureAlt', language: 'es', why: 'missing' },
        ]
      : [],
  path: (language, campaign, slug) => `${paths.timeline(language, campaign)}#${slug}`,
}
