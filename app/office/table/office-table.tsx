import type { ReactNode } from 'react'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { wholeNumber } from '~/ui/page/dates'
import { type Part, pagesOf, skippedLines, tableQuery } from './table-state'

/** A column: its heading, and what it shows of a row. */
interface Column<Row> {
  /** Unique in the table; what the address calls it when it can be sorted. */
  name: string
  head: string
  cell: (row: Row) => ReactNode
  /** Right-aligned. */
  isNumber?: boolean
  /** Names the row; one in each table. */
  isName?: boolean
  /** Absent: it cannot be sorted. `down`: its first click puts the largest on top. */
  sorts?: 'up' | 'down'
  className?: string
}

/** Where a table is sorted, filtered and paged. */
export interface ListState extends Omit<Part<unknown>, 'lines'> {
  path: string
  /** What narrows the list down, by its name in the address; '' for any. */
  filters?: Readonly<Record<string, string>>
  /** What else its address keeps, such as the tab. */
  kept?: Readonly<Record<string, string>>
  /** Only the first so many of a longer list are in it. */
  isCut?: boolean
}

interface TableProps<Row> {
  t: Translate
  lang: Language
  /** What the table contains, for screen readers. */
  label: string
  /** `false`: left out. */
  columns: (Column<Row> | false)[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** In place of an empty table: what to do to fill it. */
  empty: ReactNode
  /** Absent: it is all there, in one order. */
  list?: ListState
}

/**
 * A table of the office: columns to sort by, pages, true totals, and a card for each row on phones. Its address keeps how
 * it is sorted and filtered; it works without scripts.
 */
export function OfficeTable<Row>({ t, lang, label, columns, rows, keyOf, empty, list }: TableProps<Row>) {
  if (rows.length === 0) return <Nothing t={t} list={list} empty={empty} />
  const shown = columns.filter((column) => column !== false)
  return (
    <>
      <div className="scroll cards" role="region" tabIndex={0} aria-label={label}>
        <table>
          {list && <caption>{rangeOf(t, lang, list, rows.length)}</caption>}
          <thead data-sort={t('office.table.sortBy')}>
            <tr>
              {shown.map((column) => (
                <Heading key={column.name} column={column} list={list} />
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOf(row)}>
                {shown.map((column) => (
                  <Cell key={column.name} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {list && list.count > rows.length && <Pager t={t} lang={lang} label={label} list={list} shown={rows.length} />}
    </>
  )
}

/** Whether a list is narrowed down. */
export function isFiltered({ filters = {} }: ListState): boolean {
  return Object.values(filters).some((value) => value !== '')
}

/**
 * The address of a list without its filters, in the same order. They are named, so that the menu's campaign is not taken
 * for one of them.
 */
export function unfilteredPath({ path, filters = {}, kept = {}, table }: ListState): string {
  const query = tableQuery(kept, { ...table, page: 1 })
  const asked = new URLSearchParams({ ...query, ...('campaign' in filters ? { campaign: '' } : {}) })
  return asked.size > 0 ? `${path}?${asked}` : path
}

function pathOf({ path, filters = {}, kept = {} }: ListState, table: ListState['table']): string {
  const query = new URLSearchParams(tableQuery({ ...kept, ...filters }, table))
  return query.size > 0 ? `${path}?${query}` : path
}

function Nothing({ t, list, empty }: { t: Translate; list: ListState | undefined; empty: ReactNode }) {
  return list && isFiltered(list) ? (
    <p role="status">
      {t('office.table.noneFound')} <a href={unfilteredPath(list)}>{t('office.table.clear')}</a>
    </p>
  ) : (
    <p role="status">{empty}</p>
  )
}

/** Like “51–100 of 1,238”. */
function rangeOf(t: Translate, lang: Language, { table, count, isCut }: ListState, shown: number): string {
  const skipped = skippedLines(table)
  const range = {
    from: wholeNumber(lang, skipped + 1),
    to: wholeNumber(lang, skipped + shown),
    all: wholeNumber(lang, count),
  }
  return isCut ? t('office.table.rangeOfMore', range) : t('office.table.range', range)
}

function Heading<Row>({ column, list }: { column: Column<Row>; list: ListState | undefined }) {
  const { name, head, isNumber, sorts } = column
  const className = isNumber ? 'number' : undefined
  if (!list || !sorts)
    return (
      <th scope="col" className={className}>
        {head}
      </th>
    )
  const isSorted = list.table.sort === name
  const isDown = isSorted ? !list.table.isDown : sorts === 'down'
  return (
    <th
      scope="col"
      className={className}
      aria-sort={isSorted ? (list.table.isDown ? 'descending' : 'ascending') : undefined}
    >
      <a href={pathOf(list, { sort: name, isDown, page: 1 })}>
        {head}
        {isSorted && <span aria-hidden="true">{list.table.isDown ? ' ↓' : ' ↑'}</span>}
      </a>
    </th>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const { head, cell, isNumber, isName, className } = column
  if (isName) return <th scope="row">{cell(row)}</th>
  // On phones, where the headings are hidden, each cell is shown with its own.
  return (
    <td className={isNumber ? 'number' : className} data-head={head}>
      {cell(row)}
    </td>
  )
}

interface PagerProps {
  t: Translate
  lang: Language
  label: string
  list: ListState
  shown: number
}

function Pager({ t, lang, label, list, shown }: PagerProps) {
  const { page } = list.table
  const to = (other: number) => pathOf(list, { ...list.table, page: other })
  return (
    <nav className="pager" aria-label={t('office.table.pagesOf', { table: label })}>
      {page > 1 && (
        <a className="button" rel="prev" href={to(page - 1)}>
          {t('office.table.previous')}
        </a>
      )}
      <span>{rangeOf(t, lang, list, shown)}</span>
      {page < pagesOf(list.count) && (
        <a className="button" rel="next" href={to(page + 1)}>
          {t('office.table.next')}
        </a>
      )}
    </nav>
  )
}
