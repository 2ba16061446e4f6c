import { decodeText } from '~/channels/uploads/decode-text'
import type { boundaryFile, Whereabouts } from './boundary-file'
import { checkAreas } from './check-areas.server'
import { drawAreas } from './draw-areas.server'
import { readAreas } from './read-boundaries'

type Piece = NonNullable<(typeof boundaryFile)['types']>['piece']

/** Reads, checks and draws areas; runs in the file parser's child process. */
export async function* parseBoundaries(
  files: { bytes: Buffer }[],
  { countyIds, state }: Whereabouts,
): AsyncGenerator<Piece> {
  const read = readAreas(files.map(({ bytes }) => decodeText(bytes).text))
  if (read.outcome === 'invalid') return yield { problem: read.problem, which: null }
  const wrong = checkAreas(read.areas, countyIds.length > 0 ? (id) => countyIds.includes(id) : (_, of) => of === state)
  yield wrong ?? { areas: JSON.stringify(read.areas), map: JSON.stringify(drawAreas(read.areas, countyIds)) }
}
