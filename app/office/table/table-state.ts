import { readWhole } from '#db/whole-number'

/** How a table is sorted, and which page of it is shown. Its address keeps it: `?sort=-week&page=2`. */
export interface TableState<Column extends string = string> {
  /** '': its usual order. */
  sort: Column | ''
  isDown: boolean
  /** From 1. */
  page: number
}

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
