import { parseKind } from '~/channels/uploads/parse-kind'
import type { BoundaryProblem } from './read-boundaries'

/** Where areas may lie: in these counties or, if none are given, anywhere in the state. */
export interface Whereabouts {
  countyIds: readonly string[]
  state: string | null
}

/**
 * GeoJSON files: yields the areas and their map (`AreaMap`) as JSON, or a problem and the area it is about (from 1).
 */
export const boundaryFile = parseKind<
  Whereabouts,
  { areas: string; map: string } | { problem: BoundaryProblem; which: number | null }
>('boundaries')
