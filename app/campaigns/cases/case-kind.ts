import { sourceFields } from '~/campaigns/story/source-fields'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { paths } from '~/paths'
import type { ContentField, MissingContent } from '~/ui/forms/content'
import { type CaseContent, type CaseEvent, caseContent, caseEventKinds, caseEventNames } from './case-content'
import { standingOf } from './standing'

const eventFields: readonly ContentField[] = [
  {
    name: 'happenedOn',
    shape: 'day',
    isPartial: true,
    isRequired: true,
    label: { en: 'When', es: 'Cuándo' },
    hint: { en: '2014, 2014-11 or 2014-11-20.', es: '2014, 2014-11 o 2014-11-20.' },
  },
  { name: 'title', shape: 'words', lines: 'one', most: 140, isRequired: true, label: { en: 'Title', es: 'Título' } },
  { name: 'text', shape: 'words', lines: 'many', most: 1_500, label: { en: 'What happened', es: 'Qué pasó' } },
  ...sourceFields,
  { name: 'document', shape: 'reference', to: 'document', label: { en: 'Document', es: 'Documento' } },
  {
    name: 'overturnedBy',
    shape: 'sibling',
    label: { en: 'Reversed or vacated by', es: 'Revocada o anulada por' },
    hint: {
      en: 'The later event. Every page that shows this one then says that it no longer stands.',
      es: 'El evento posterior. Cada página que muestre este dirá que ya no está vigente.',
    },
  },
  {
    name: 'overturnedNote',
    shape: 'words',
    lines: 'one',
    most: 240,
    label: { en: 'What of it no longer stands', es: 'Qué parte ya no está vigente' },
  },
]

const line = { shape: 'text', lines: 'one' } as const

const fields: readonly ContentField[] = [
  {
    name: 'name',
    ...line,
    most: 160,
    isRequired: true,
    label: { en: 'Name of the case', es: 'Nombre del caso' },
    hint: { en: 'Such as NDLON v. ICE.', es: 'Por ejemplo: NDLON v. ICE.' },
  },
  { name: 'court', shape: 'words', lines: 'one', most: 160, isRequired: true, label: { en: 'Court', es: 'Corte' } },
  { name: 'docket', ...line, most: 120, label: { en: 'Docket number', es: 'Número de expediente' } },
  { name: 'judge', ...line, most: 120, label: { en: 'Judge', es: 'Juez o jueza' } },
  { name: 'plaintiffs', ...line, most: 300, label: { en: 'Plaintiffs', es: 'Demandantes' } },
  { name: 'defendants', ...line, most: 300, label: { en: 'Defendants', es: 'Demandados' } },
  {
    name: 'counsel',
    ...line,
    most: 300,
    label: { en: 'Counsel for the plaintiffs', es: 'Abogados de los demandantes' },
  },
  {
    name: 'summary',
    shape: 'words',
    lines: 'many',
    most: 3_000,
    isRequired: true,
    label: { en: 'What it is about', es: 'De qué se trata' },
  },
  {
    name: 'meaning',
    shape: 'words',
    lines: 'many',
    most: 2_000,
    isRequired: true,
    label: { en: 'What it means for you', es: 'Qué significa para usted' },
    hint: {
      en: 'In plain words, without advice about a person’s own case.',
      es: 'En palabras sencillas, sin consejo sobre el caso de nadie.',
    },
  },
  {
    name: 'events',
    shape: 'list',
    isRequired: true,
    label: { en: 'What happened in it', es: 'Qué ha pasado en el caso' },
    kinds: Object.fromEntries(
      caseEventKinds.map((kind) => [kind, { label: caseEventNames[kind], fields: eventFields }]),
    ),
  },
]

/** Cases in court. */
export const caseKind: StoryKind<CaseContent> = {
  name: 'cases',
  table: 'court_case',
  words: { plural: { en: 'Cases', es: 'Casos' }, singular: { en: 'case', es: 'caso' } },
  fields,
  readContent: (stored) => caseContent.parse(stored),
  titleOf: ({ name }) => ({ en: name, es: name }),
  noteOf: ({ docket }) => docket,
  columns: () => ({}),
  missingIn: unmarkedRulings,
  path: (language, campaign, slug) => paths.courtCase(language, campaign, slug),
}

/**
 * What would be shown as if it stood although a later event reversed or vacated it: rulings that do not name that event,
 * that name one which is not there, or one that came before them. A reversal with no ruling before it to belong to is
 * missing one: its date is wrong, or the ruling's is. A ruling that no longer stands as a whole doesn't count as
 * overturning another.
 */
function unmarkedRulings({ events }: CaseContent): MissingContent[] {
  const lost = events.filter(({ overturnedBy }) => overturnedBy && !events.some(({ key }) => key === overturnedBy))
  const missing = new Set(lost.map(({ key }) => `events.${key}.overturnedBy`))
  const early = new Set<string>()
  const alone = new Set<string>()
  for (const event of events) {
    const by = events.find(({ key }) => key === event.overturnedBy)
    if (by && !mayPrecede(event, by)) early.add(`events.${event.key}.overturnedBy`)
  }
  for (const later of events.filter(({ kind }) => kind === 'reversed' || kind === 'vacated')) {
    const overturned = standingOf({ events }, later.key)
    const isUndone = overturned && !overturned.note.en && !overturned.note.es
    if (isUndone || events.some(({ overturnedBy }) => overturnedBy === later.key)) continue
    const ruling = rulingBefore(events, later)
    if (ruling) missing.add(`events.${ruling.key}.overturnedBy`)
    else alone.add(`events.${later.key}.happenedOn`)
  }
  const each = (fields: Set<string>, why: MissingContent['why']) =>
    [...fields].map((field): MissingContent => ({ field, language: null, why }))
  return [...each(missing, 'missing'), ...each(early, 'reversed-first'), ...each(alone, 'ruling')]
}

/** The last decision before an event. */
function rulingBefore(events: readonly CaseEvent[], later: CaseEvent): CaseEvent | undefined {
  return events
    .filter((event) => ['ruled', 'affirmed'].includes(event.kind) && mayPrecede(event, later))
    .toSorted((one, other) => (one.happenedOn < other.happenedOn ? 1 : -1))[0]
}

/** Whether one event may have happened before another, or on its day, as far as their dates are known: 2014 may be before 2014-11. */
function mayPrecede(one: CaseEvent, other: CaseEvent): boolean {
  const known = Math.min(one.happenedOn.length, other.happenedOn.length)
  return one.happenedOn.slice(0, known) <= other.happenedOn.slice(0, known)
}
