import { mostCells, mostRows, RefusedFile } from '~/channels/uploads/parse-kind'
import { mostColumns } from './roster-file'

/** A list of things as columns and rows of text. */
export interface RosterTable {
  columns: string[]
  rows: string[][]
}

const deepest = 4
const mostInside = 10

/** A table made of JSON, and how many of its rows hold more than was laid out. */
export interface FlatTable extends RosterTable {
  cut: number
}

/**
 * Any JSON that is a list of things, or an object that keeps things under their names, as a table: what is nested gets
 * a column of its own (`office.phone`), several words in one place stand in one cell, and the name under which a thing
 * is kept is the column `key`.
 *
 * @returns null when there is no list in it
 * @throws RefusedFile when there are more rows or cells than can be held, or one thing alone has more names than any list has columns
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

/** @returns whether all of it stands in cells now */
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

/** Whether a value of a JSON file is an object: no list, not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
