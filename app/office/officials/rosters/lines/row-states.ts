import { longestCell } from '~/office/lists/files/list-file'
import { stateInName } from './gazetteer'
import { idIn, stateInId } from './place-id'
import { readAgency, readState } from './read-words'
import { cellOf, type RosterMapping } from './roster-fields'
import type { Cell, RosterOptions } from './understood-row'

/** The states in which to look up a line's place: two letters, or the Census' two digits. */
export function statesOfRow(cells: readonly string[], mapping: RosterMapping, options: RosterOptions): string[] {
  // Lines with a longer cell are refused later.
  const cell: Cell = (field) => cellOf(cells, mapping, field).slice(0, longestCell)
  const agency = readAgency(cell('agency') || cell('organization'))
  return [
    stateInId(idIn(cell)),
    readState(cell('state')),
    agency?.state,
    readState(options.state),
    stateInName(options.place),
    readState(cell('mail_state')),
  ].filter((state): state is string => Boolean(state))
}
