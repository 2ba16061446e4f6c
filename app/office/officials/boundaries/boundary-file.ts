import { parseKind } from '~/channels/uploads/parse-kind'
import type { BoundaryProblem } from './read-boundaries'

/** Where areas may lie: in these counties, or, when none is named, anywhere in the state. */
export interface Whereabouts {
  countyIds: readonly string[]
  state: string | null
}

/** Files of areas in GeoJSON: the areas and their drawing (`AreaMap`) as JSON, or what is wrong with one of them (counted from one). */
export const boundaryFile = parseKind<
  Whereabouts,
  { areas: string; map: string } | { problem: BoundaryProblem; which: number | null }
>('boundaries')
