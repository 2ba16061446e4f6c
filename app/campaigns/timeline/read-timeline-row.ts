import { contentValues, missingIn, readContent } from '~/ui/forms/content'
import { textOfCell } from '~/ui/forms/safe-cell'
import { slugOf } from '~/ui/page/slug'
import { type TimelineContent, timelineContent, timelineKind, timelineKindNames } from './timeline-content'
import { type TimelineColumn, timelineColumnNames, timelineColumns } from './timeline-csv'

/** What is wrong with a line, or still missing in it. */
interface RowProblem {
  column: TimelineColumn
  /** `missing` is no reason to leave the line out: what it makes is a draft. */
  why:
    | 'missing'
    | 'keyWrong'
    | 'keyTwice'
    | 'kindUnknown'
    | 'partialDayWrong'
    | 'dayWrong'
    | 'linkWrong'
    | 'pictureWrong'
    | 'tooLong'
    | 'notThere'
  /** What the cell says. */
  cell: string
}

/** A line of a list of entries. */
export interface TimelineRow {
  /** Slug of the entry. */
  key: string
  content: TimelineContent
  problems: RowProblem[]
}

/** Content as a line says it: what the importer compares. */
export function asListed(content: TimelineContent): TimelineContent {
  return timelineContent.parse(readContent(timelineKind.fields, contentValues(timelineKind.fields, content)).content)
}

/** Reads the column that a heading names; null for one that is not read. */
export function timelineColumnOf(heading: string): TimelineColumn | null {
  const name = heading
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
  return timelineColumnNames.find((column) => column === name) ?? null
}

/** Reads a line with the checks of the editor; what a cell says and we cannot store is a problem, never dropped. */
export function readTimelineRow(cells: Partial<Record<TimelineColumn, string>>): TimelineRow {
  const said = (column: TimelineColumn) => textOfCell((cells[column] ?? '').trim())
  const typed: Record<string, string> = {}
  for (const column of timelineColumnNames) {
    const field = timelineColumns[column]
    if (field) typed[field] = column === 'kind' ? kindNamed(said(column)) : said(column)
  }
  const read = readContent(timelineKind.fields, typed)
  const content = timelineContent.parse(read.content)
  const problems: RowProblem[] = []
  const add = (column: TimelineColumn, why: RowProblem['why']) => problems.push({ column, why, cell: said(column) })
  const key = said('key') || slugOf(said('title_en') || said('title_es'), '')
  if (!/^[a-z0-9-]{1,80}$/.test(key)) add('key', 'keyWrong')
  for (const { field, message } of read.errors) add(columnOfField(field), message as RowProblem['why'])
  if (said('kind') && !content.kind) add('kind', 'kindUnknown')
  if (said('picture') && !content.picture) add('picture', 'pictureWrong')
  for (const { field, language } of missingIn(timelineKind.fields, content)) {
    const column = columnOfField(language ? `${field}_${language}` : field)
    if (!said(column)) add(column, 'missing')
  }
  return { key, content, problems }
}

/** A kind by its name in either language, or as it is stored; the text itself when it is none. */
function kindNamed(text: string): string {
  const plain = text.toLowerCase()
  const found = Object.entries(timelineKindNames).find(
    ([kind, { en, es }]) => plain === kind || plain === en.toLowerCase() || plain === es.toLowerCase(),
  )
  return found?.[0] ?? text
}

function columnOfField(field: string): TimelineColumn {
  return timelineColumnNames.find((column) => timelineColumns[column] === field) ?? 'key'
}
