import { longestCell } from '~/office/officials/rosters/files/roster-file'
import { idIn, stateInId } from './place-id'
import { readAgency, readState } from './read-words'
import { cellOf, type RosterMapping } from './roster-fields'
import type { Cell, RosterOptions } from './understood-row'

/** The states in which the places of a line are to be looked for: two letters, or Census's two digits. */
export function statesOfRow(cells: readonly string[], mapping: RosterMapping, options: RosterOptions): string[] {
  // A line with a longer cell is refused later.
  const cell: Cell = (field) => cellOf(cells, mapping, field).slice(0, longestCell)
  const agency = readAgency(cell('agency') || cell('organization'))
  return [
    stateInId(idIn(cell)),
    readState(cell('state')),
    agency?.state,
    readState(options.state),
    readState(cell('mail_state')),
  ].filter((state): state is string => Boolean(state))
}
