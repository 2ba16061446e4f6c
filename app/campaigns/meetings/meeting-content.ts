import { z } from 'zod'
import { sourceFields, sourceShape, storedReference } from '~/campaigns/story/source-fields'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { paths } from '~/paths'
import { type ContentField, storedText, storedWords } from '~/ui/forms/content'
import { instantOf, usualZone, type Zone, zoneNames, zones } from '~/ui/page/zones'

/** Stored content of a meeting of a council or board. Times are local, in its zone. */
export const meetingContent = z.object({
  title: storedWords,
  /** Slug of the place whose board or council meets. */
  place: storedReference,
  timeZone: z.enum(zoneNames).or(z.literal('')).default(''),
  startsAt: storedText,
  endsAt: storedText,
  where: storedWords,
  about: storedWords,
  agendaUrl: storedText,
  howToComment: storedWords,
  commentBy: storedText,
  commentUrl: storedText,
  ...sourceShape,
})

export type MeetingContent = z.output<typeof meetingContent>

const fields: readonly ContentField[] = [
  {
    name: 'title',
    shape: 'words',
    lines: 'one',
    most: 140,
    isRequired: true,
    label: { en: 'Who meets, about what', es: 'Quién se reúne y sobre qué' },
  },
  { name: 'place', shape: 'reference', to: 'place', isRequired: true, label: { en: 'Place', es: 'Lugar' } },
  {
    name: 'timeZone',
    shape: 'choice',
    isRequired: true,
    label: 'office.edit.timeZone',
    options: zoneNames.map((value) => ({ value, label: zones[value] })),
  },
  { name: 'startsAt', shape: 'moment', isRequired: true, label: { en: 'Begins', es: 'Empieza' } },
  { name: 'endsAt', shape: 'moment', label: { en: 'Ends', es: 'Termina' } },
  { name: 'where', shape: 'words', lines: 'many', most: 300, isRequired: true, label: { en: 'Where', es: 'Dónde' } },
  {
    name: 'about',
    shape: 'words',
    lines: 'many',
    most: 1_500,
    label: { en: 'What is decided, and what we ask', es: 'Qué se decide y qué pedimos' },
  },
  { name: 'agendaUrl', shape: 'link', label: { en: 'Agenda', es: 'Orden del día' } },
  {
    name: 'howToComment',
    shape: 'words',
    lines: 'many',
    most: 800,
    label: { en: 'How to speak or write to them', es: 'Cómo tomar la palabra o escribirles' },
  },
  { name: 'commentBy', shape: 'moment', label: { en: 'Deadline for comments', es: 'Fecha límite para comentar' } },
  { name: 'commentUrl', shape: 'link', label: { en: 'Sign up to comment', es: 'Apuntarse para hablar' } },
  ...sourceFields,
]

/** Meetings of councils and boards. */
export const meetingKind: StoryKind<MeetingContent> = {
  name: 'meetings',
  table: 'meeting',
  words: { plural: { en: 'Meetings', es: 'Juntas' }, singular: { en: 'meeting', es: 'junta' } },
  fields,
  readContent: (stored) => meetingContent.parse(stored),
  titleOf: ({ title }) => title,
  noteOf: ({ startsAt }) => startsAt.replace('T', ' '),
  columns: (content) => ({
    starts_at: at(content.startsAt, content.timeZone),
    comment_by: at(content.commentBy, content.timeZone),
  }),
  missingIn: ({ startsAt, endsAt }) =>
    startsAt && endsAt && endsAt <= startsAt ? [{ field: 'endsAt', language: null, why: 'order' }] : [],
  placeOf: ({ place }) => place,
  path: (language, campaign, slug) => paths.meeting(language, campaign, slug),
}

function at(local: string, zone: Zone | ''): Date | null {
  return local ? instantOf(local, zone || usualZone) : null
}
