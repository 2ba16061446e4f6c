import { mostCells, mostRows, RefusedFile } from '~/channels/uploads/parse-kind'
import { mostColumns } from './list-file'

/** A table of text. */
export interface ListTable {
  columns: string[]
  rows: string[][]
}

const deepest = 4
const mostInside = 10

/** A table made from JSON; `cut` counts the rows with content too deep or too long to include. */
export interface FlatTable extends ListTable {
  cut: number
}

/**
 * Flattens a JSON list of objects, object of objects or single object into a table. Nested values get their own column
 * (`office.phone`), a list of plain values becomes one cell, and the key of an object becomes the column `key`.
 *
 * @returns null when there is nothing to list
 * @throws RefusedFile when there are too many rows or cells, or when a single object has more fields than a list may
 *   have columns
 */
export function flattenJson(value: unknown): FlatTable | null {
  const things = thingsOf(value)
  if (!things || things.length === 0) return null
  if (things.length > mostRows) throw new RefusedFile({ why: 'too-many-rows', most: mostRows })
  const columns = new Map<string, number>()
  let count = 0
  let cut = 0
  const flat = things.map(({ key, thing }) => {
    const cells = new Map<string, string>(key === null ? [] : [['key', key]])
    if (!flatten(thing, '', cells, 0)) cut += 1
    count += cells.size
    refuseMore(count)
    for (const name of cells.keys())
      if (!columns.has(name) && columns.size <= mostColumns) columns.set(name, columns.size)
    return cells
  })
  if (things.length === 1 && columns.size > mostColumns) throw new RefusedFile({ why: 'unreadable' })
  refuseMore(things.length * columns.size)
  return {
    columns: [...columns.keys()],
    rows: flat.map((cells) => [...columns.keys()].map((name) => cells.get(name) ?? '')),
    cut,
  }
}

function refuseMore(cells: number): void {
  if (cells > mostCells) throw new RefusedFile({ why: 'too-many-cells', most: mostCells })
}

function thingsOf(value: unknown): { key: string | null; thing: unknown }[] | null {
  if (Array.isArray(value)) return value.map((thing) => ({ key: null, thing }))
  if (!isObject(value)) return null
  const entries = Object.entries(value)
  const lists = entries.filter(([, one]) => Array.isArray(one) && one.some(isObject))
  if (lists.length === 1) return thingsOf(lists[0]![1])
  const isKeyed = entries.length > 0 && entries.every(([, one]) => isObject(one))
  return isKeyed ? entries.map(([key, thing]) => ({ key, thing })) : [{ key: null, thing: value }]
}

/** @returns whether everything fit into cells */
function flatten(value: unknown, path: string, cells: Map<string, string>, depth: number): boolean {
  if (value === null || value === undefined) return true
  const isList = Array.isArray(value)
  if (isList && value.every((one) => !isObject(one))) {
    cells.set(path, value.filter((one) => one !== null).join('; '))
    return true
  }
  if (!isList && !isObject(value)) {
    cells.set(path || 'value', String(value))
    return true
  }
  if (depth >= deepest) return false
  const inside: [string | number, unknown][] = isList
    ? [...value.slice(0, mostInside).entries()]
    : Object.entries(value)
  const whole = inside.map(([name, one]) => flatten(one, path ? `${path}.${name}` : String(name), cells, depth + 1))
  return whole.every(Boolean) && !(isList && value.length > mostInside)
}

/** Whether a JSON value is an object, not a list or null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
