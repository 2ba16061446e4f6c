import type { ListHead } from '~/office/lists/files/list-file'
import type { NewList } from '~/office/lists/take-in-list.server'
import { guessRosterMapping, guessRosterRole } from '~/office/officials/rosters/lines/roster-fields'
import type { RosterOptions } from '~/office/officials/rosters/lines/understood-row'

/** What the headings of a list of officials say of its columns, and whether all of it is about one role. */
export function beginRoster({ format, columns }: ListHead, options: RosterOptions): NewList {
  const mapping = guessRosterMapping(columns)
  return { format, mapping, options: { ...options, role: options.role || guessRosterRole(columns, mapping) } }
}
