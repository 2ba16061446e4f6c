import { parseKind } from '~/channels/uploads/parse-kind'
import type { ListLine } from './read-csv'
import type { RosterFile } from './read-roster.server'

/** What a list says of itself before its lines. */
export type RosterHead = Omit<RosterFile, 'lines'>

/** The head comes first. */
export type RosterPiece = { head: RosterHead } | { lines: ListLine[] }

/** A list of officials or of signers in whatever format. Several files only of YAML, one person each. */
export const rosterFile = parseKind<null, RosterPiece>('roster')
