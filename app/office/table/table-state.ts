import { readWhole } from '#db/whole-number'
import type { Language } from '~/i18n/language'

/** How a table is sorted, and which page of it is shown. Its address keeps it: `?sort=-week&page=2`. */
export interface TableState<Column extends string = string> {
  /** '': its usual order. */
  sort: Column | ''
  isDown: boolean
  /** From 1. */
  page: number
}

/** One page of a list. */
export interface Part<Line, Column extends string = string> {
  lines: Line[]
  /** As it was asked for, or its last page when there are not that many. */
  table: TableState<Column>
  /** How many lines the whole list has. */
  count: number
}

/** Lines on a page of a table. */
export const linesOnPage = 50

const lastPage = 10_000

/** Reads it from an address; anything invalid is ignored. @param columns those the table can be sorted by */
export function readTableState<Column extends string>(
  query: URLSearchParams,
  columns: readonly Column[],
): TableState<Column> {
  const asked = query.get('sort') ?? ''
  const isDown = asked.startsWith('-')
  const sort = columns.find((column) => column === asked.replace(/^-/, '')) ?? ''
  return {
    sort,
    isDown: sort !== '' && isDown,
    page: Math.min(lastPage, Math.max(1, readWhole(query.get('page') ?? '') ?? 1)),
  }
}

/** The query of the same table with another order or page. @param filters '' for any, which is left out */
export function tableQuery(
  filters: Readonly<Record<string, string>>,
  { sort, isDown, page }: TableState,
): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')),
    ...(sort === '' ? {} : { sort: isDown ? `-${sort}` : sort }),
    ...(page > 1 ? { page: String(page) } : {}),
  }
}

/**
 * The address of a list as it was when a form on it was posted: its filters, its order and its page.
 *
 * @param query of the address that was posted to; what the list said at its top is left out
 */
export function sameList(path: string, query: URLSearchParams): string {
  const kept = new URLSearchParams(query)
  for (const said of ['index', 'undo', 'changed']) kept.delete(said)
  return kept.size > 0 ? `${path}?${kept}` : path
}

/** How many pages a list of so many lines has; an empty one has one. */
export function pagesOf(count: number): number {
  return Math.max(1, Math.ceil(count / linesOnPage))
}

/** The table of a list of so many lines: on its last page if it was asked for one behind it. */
export function withinPages<Column extends string>(table: TableState<Column>, count: number): TableState<Column> {
  return { ...table, page: Math.min(table.page, pagesOf(count)) }
}

/** How many lines are on the pages before this one. */
export function skippedLines({ page }: TableState): number {
  return (page - 1) * linesOnPage
}

interface Sorting<Line, Column extends string> {
  /** What a line is sorted by, for each column that can be sorted; null and '' come last. */
  by: Record<Column, (line: Line) => string | number | null>
  language: Language
}

/**
 * Sorts a list as its address says and takes one page of it. For lists that are read whole: short ones, and those with
 * sealed names.
 *
 * @param lines in the usual order, which also decides between lines that are alike
 */
export function partOf<Line, Column extends string>(
  lines: readonly Line[],
  query: URLSearchParams,
  sorting: Sorting<Line, Column>,
): Part<Line, Column> {
  const table = withinPages(readTableState(query, Object.keys(sorting.by) as Column[]), lines.length)
  const skipped = skippedLines(table)
  return { lines: inOrder(lines, table, sorting).slice(skipped, skipped + linesOnPage), table, count: lines.length }
}

/** A list in the order of its table. */
export function inOrder<Line, Column extends string>(
  lines: readonly Line[],
  { sort, isDown }: TableState<Column>,
  { by, language }: Sorting<Line, Column>,
): Line[] {
  if (sort === '') return [...lines]
  const words = new Intl.Collator(language, { numeric: true })
  const isEmpty = (value: string | number | null) => value === null || value === ''
  return lines.toSorted((one, two) => {
    const [a, b] = [by[sort](one), by[sort](two)]
    if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b))
    const order = typeof a === 'number' && typeof b === 'number' ? a - b : words.compare(String(a), String(b))
    return isDown ? -order : order
  })
}

/** Whether one of these texts holds the words, whatever their accents and capitals. */
export function hasWords(words: string, ...texts: string[]): boolean {
  return texts.some((text) => folded(text).includes(folded(words.trim())))
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Words to look for, in an address. */
export function wordsIn(query: URLSearchParams): string {
  return (query.get('q') ?? '').slice(0, 100)
}
