import { z } from 'zod'
import { utcDay } from '#db/utc-day'
import { type RosterField, rosterFields } from '~/office/officials/rosters/lines/roster-fields'
import { isObject, type ListTable } from './flatten-json'

/** People as a table: a line per post held, or only the name for people without a post or with an unreadable entry. */
export interface PeopleTable extends ListTable {
  /** How many entries in the file do not match their format. */
  misshapen: number
}

/** The fields of a line. */
export type Cells = Partial<Record<RosterField, string>>

/** Text; numbers and dates are converted, missing values become ''. */
export const text = z
  .union([z.string(), z.number().transform(String), z.date().transform((day) => utcDay(day))])
  .nullish()
  .transform((value) => value ?? '')

/** A link to a page or source. */
export const link = z.object({ url: text })

/** A list; empty when missing. */
export const listOf = <One extends z.ZodType>(one: One) =>
  z
    .array(one)
    .nullish()
    .transform((list) => list ?? [])

/** The list under a key; empty when there is none. */
export function listIn(thing: unknown, key: string): unknown[] {
  const list = isObject(thing) ? thing[key] : undefined
  return Array.isArray(list) ? list : []
}

/** Only the id and name, for an entry without posts or that does not match its format. */
export function nameAlone(thing: unknown): Cells {
  const said = (key: string) => (isObject(thing) ? (text.safeParse(thing[key]).data ?? '') : '')
  const name = said('name') || `${said('given_name')} ${said('family_name')}`.trim()
  // An empty line would be skipped as blank.
  return { external_id: said('id') || said('_id') || (name === '' ? '?' : ''), name }
}

/** Joins addresses into one cell, separated by blank lines. */
export const joinAddresses = (addresses: readonly string[]) => addresses.filter((one) => one !== '').join('\n\n')

/** Keys that are not in the expected shape, so that the report can list them. */
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

/** A table with all our columns. @param unread extra headings for content of the file that is not in the rows */
export function peopleTable(rows: Cells[], unread: string[], misshapen: number): PeopleTable {
  return {
    columns: [...rosterFields, ...new Set(unread)],
    rows: rows.map((cells) => rosterFields.map((field) => cells[field] ?? '')),
    misshapen,
  }
}
