import type { ReactNode } from 'react'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { wholeNumber } from '~/ui/page/dates'
import { type TableState, tableQuery } from './table-state'

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
}

interface TableProps<Row> {
  t: Translate
  lang: Language
  /** What the table contains, for screen readers. */
  label: string
  caption?: string
  /** `false`: left out. */
  columns: (Column<Row> | false)[]
  rows: readonly Row[]
  keyOf: (row: Row) => string
  /** Where it is sorted and paged; absent: it is all there, in one order. */
  state?: { path: string; filters: Readonly<Record<string, string>>; table: TableState; pages: number }
}

/** A table of the office: columns to sort by, pages, and a card for each row on phones. */
export function OfficeTable<Row>({ t, lang, label, caption, columns, rows, keyOf, state }: TableProps<Row>) {
  const shown = columns.filter((column) => column !== false)
  return (
    <>
      <div className="scroll cards" role="region" tabIndex={0} aria-label={label}>
        <table>
          {caption && <caption>{caption}</caption>}
          <thead>
            <tr>
              {shown.map((column) => (
                <Heading key={column.name} column={column} state={state} />
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
      {state && state.pages > 1 && <Pager t={t} lang={lang} label={label} state={state} />}
    </>
  )
}

type State = NonNullable<TableProps<unknown>['state']>

function Heading<Row>({ column, state }: { column: Column<Row>; state: State | undefined }) {
  const { name, head, isNumber, sorts } = column
  const className = isNumber ? 'number' : undefined
  if (!state || !sorts)
    return (
      <th scope="col" className={className}>
        {head}
      </th>
    )
  const isSorted = state.table.sort === name
  const isDown = isSorted ? !state.table.isDown : sorts === 'down'
  const query = tableQuery(state.filters, { sort: name, isDown, page: 1 })
  return (
    <th
      scope="col"
      className={className}
      aria-sort={isSorted ? (state.table.isDown ? 'descending' : 'ascending') : undefined}
    >
      <a href={`${state.path}?${new URLSearchParams(query)}`}>
        {head}
        {isSorted && <span aria-hidden="true">{state.table.isDown ? ' ↓' : ' ↑'}</span>}
      </a>
    </th>
  )
}

function Cell<Row>({ column: { head, cell, isNumber, isName }, row }: { column: Column<Row>; row: Row }) {
  const className = isNumber ? 'number' : undefined
  if (isName) return <th scope="row">{cell(row)}</th>
  // On phones, where the headings are hidden, each cell is shown with its own.
  return (
    <td className={className} data-head={head}>
      {cell(row)}
    </td>
  )
}

interface PagerProps {
  t: Translate
  lang: Language
  label: string
  state: State
}

function Pager({ t, lang, label, state: { path, filters, table, pages } }: PagerProps) {
  const to = (page: number) => `${path}?${new URLSearchParams(tableQuery(filters, { ...table, page }))}`
  return (
    <nav className="pager" aria-label={t('office.table.pagesOf', { table: label })}>
      {table.page > 1 && (
        <a className="button" rel="prev" href={to(table.page - 1)}>
          {t('office.table.previous')}
        </a>
      )}
      <span>{t('office.table.page', { page: wholeNumber(lang, table.page), pages: wholeNumber(lang, pages) })}</span>
      {table.page < pages && (
        <a className="button" rel="next" href={to(table.page + 1)}>
          {t('office.table.next')}
        </a>
      )}
    </nav>
  )
}
