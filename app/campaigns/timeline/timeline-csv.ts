import { stringify } from 'csv-stringify/sync'
import type { Overturned } from '~/campaigns/cases/standing'
import { sayStanding } from '~/campaigns/cases/standing-words'
import { safeCell } from '~/ui/forms/safe-cell'
import type { TimelineContent } from './timeline-content'

/** Columns of a timeline as CSV, and the form field that each of them fills; `key` is the entry's slug. */
export const timelineColumns = {
  key: null,
  date: 'happenedOn',
  kind: 'kind',
  title_en: 'title_en',
  title_es: 'title_es',
  text_en: 'text_en',
  text_es: 'text_es',
  picture: 'picture',
  picture_alt_en: 'pictureAlt_en',
  picture_alt_es: 'pictureAlt_es',
  source_url: 'sourceUrl',
  source_title: 'sourceTitle',
  source_checked_on: 'sourceCheckedOn',
  case: 'courtCase',
  case_event: 'caseEvent',
  document: 'document',
  place: 'place',
} as const

export type TimelineColumn = keyof typeof timelineColumns

export const timelineColumnNames = Object.keys(timelineColumns) as TimelineColumn[]

/** Columns that say whether the ruling of an entry still stands. They follow from its case and are not read back in. */
export const standingColumns = ['standing_en', 'standing_es'] as const

interface ListedEntry {
  slug: string
  content: TimelineContent
  overturned?: Overturned | null
}

type Cells = Record<TimelineColumn | (typeof standingColumns)[number], string>

/** A timeline as CSV, in both languages. The office reads it back in unchanged. */
export function timelineCsv(entries: readonly ListedEntry[]): string {
  return `\ufeff${stringify(entries.map(cellsOf), { header: true, columns: [...timelineColumnNames, ...standingColumns] })}`
}

function cellsOf({ slug, content, overturned }: ListedEntry): Cells {
  const { title, text, pictureAlt } = content
  const cells: Cells = {
    key: slug,
    date: content.happenedOn,
    kind: content.kind,
    title_en: title.en,
    title_es: title.es,
    text_en: text.en,
    text_es: text.es,
    picture: content.picture,
    picture_alt_en: pictureAlt.en,
    picture_alt_es: pictureAlt.es,
    source_url: content.sourceUrl,
    source_title: content.sourceTitle,
    source_checked_on: content.sourceCheckedOn,
    case: content.courtCase,
    case_event: content.caseEvent,
    document: content.document,
    place: content.place,
    standing_en: overturned ? sayStanding('en', overturned).line : '',
    standing_es: overturned ? sayStanding('es', overturned).line : '',
  }
  return Object.fromEntries(Object.entries(cells).map(([column, cell]) => [column, safeCell(cell)])) as typeof cells
}
