import { z } from 'zod'
import { utcDay } from '#db/utc-day'
import { type RosterField, rosterFields } from '~/office/officials/rosters/lines/roster-fields'
import { isObject, type RosterTable } from './flatten-json'

/** People as a table: a line for each post, and one with the name alone for whoever holds none or could not be read. */
export interface PeopleTable extends RosterTable {
  /** How many things in the file are not written as their format has them. */
  misshapen: number
}

/** What a line says in its fields. */
export type Cells = Partial<Record<RosterField, string>>

/** Text, also where a file has a number or a day. */
export const text = z
  .union([z.string(), z.number().transform(String), z.date().transform((day) => utcDay(day))])
  .nullish()
  .transform((value) => value ?? '')

/** A page, or a source. */
export const link = z.object({ url: text })

/** A list that may be missing. */
export const listOf = <One extends z.ZodType>(one: One) =>
  z
    .array(one)
    .nullish()
    .transform((list) => list ?? [])

/** The list under a key of any thing; empty when there is none. */
export function listIn(thing: unknown, key: string): unknown[] {
  const list = isObject(thing) ? thing[key] : undefined
  return Array.isArray(list) ? list : []
}

/** What can be told of somebody whose entry cannot be read as a whole. */
export function nameAlone(thing: unknown): Cells {
  const said = (key: string) => (isObject(thing) ? (text.safeParse(thing[key]).data ?? '') : '')
  const name = said('name') || `${said('given_name')} ${said('family_name')}`.trim()
  // A line without a word would count as blank.
  return { external_id: said('id') || said('_id') || (name === '' ? '?' : ''), name }
}

/** Several addresses in one cell have a blank line between them. */
export const joinAddresses = (addresses: readonly string[]) => addresses.filter((one) => one !== '').join('\n\n')

/** Keys of these things that their shape has no place for, so that the report can name them. */
export function unreadKeys(places: [prefix: string, things: unknown[], shape: object][]): string[] {
  return [
    ...new Set(
      places.flatMap(([prefix, things, shape]) =>
        things.flatMap((thing) =>
          isObject(thing)
            ? Object.keys(thing)
                .filter((key) => !(key in shape))
                .map((key) => prefix + key)
            : [],
        ),
      ),
    ),
  ]
}

/** The lines under all columns of ours. @param unread headings of what is in the file and not in the rows */
export function peopleTable(rows: Cells[], unread: string[], misshapen: number): PeopleTable {
  return {
    columns: [...rosterFields, ...new Set(unread)],
    rows: rows.map((cells) => rosterFields.map((field) => cells[field] ?? '')),
    misshapen,
  }
}
