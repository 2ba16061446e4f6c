import { mostCells, mostRows, RefusedFile } from '~/channels/uploads/parse-kind'
import { mostColumns } from './roster-file'

/** A list of things as columns and rows of text. */
export interface Table {
  columns: string[]
  rows: string[][]
}

const deepest = 4

/**
 * Any JSON that is a list of things, or an object that keeps things under their names, as a table: what is nested gets
 * a column of its own (`office.phone`), several words in one place stand in one cell, and the name under which a thing
 * is kept is the column `key`.
 *
 * @returns null when there is no list in it
 * @throws RefusedFile when there are more rows or cells than can be held
 */
export function flattenJson(value: unknown): Table | null {
  const things = thingsOf(value)
  if (!things || things.length === 0) return null
  if (things.length > mostRows) throw new RefusedFile({ why: 'too-many-rows', most: mostRows })
  const columns = new Map<string, number>()
  let count = 0
  const flat = things.map(({ key, thing }) => {
    const cells = new Map<string, string>(key === null ? [] : [['key', key]])
    flatten(thing, '', cells, 0)
    count += cells.size
    refuseMore(count)
    for (const name of cells.keys())
      if (!columns.has(name) && columns.size <= mostColumns) columns.set(name, columns.size)
    return cells
  })
  refuseMore(things.length * columns.size)
  return {
    columns: [...columns.keys()],
    rows: flat.map((cells) => [...columns.keys()].map((name) => cells.get(name) ?? '')),
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

function flatten(value: unknown, path: string, cells: Map<string, string>, depth: number): void {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) {
    if (value.every((one) => !isObject(one))) cells.set(path, value.filter((one) => one !== null).join('; '))
    else if (depth < deepest)
      for (const [index, one] of value.slice(0, 10).entries()) flatten(one, `${path}.${index}`, cells, depth + 1)
  } else if (isObject(value)) {
    if (depth < deepest)
      for (const [name, one] of Object.entries(value)) flatten(one, path ? `${path}.${name}` : name, cells, depth + 1)
  } else cells.set(path || 'value', String(value))
}

/** Whether a value of a JSON file is an object: no list, not null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
