import { cheaperSpelling } from './cheaper-spelling'
import { segmentsOf } from './segments'

/**
 * Writes a text with the names in it as people spell them, or without accents where that saves a segment. Only for names
 * in sentences of ours: what an organizer wrote goes out as it was written.
 *
 * @param write fills the sentence, passing every name through `spelled`
 */
export function inFewestSegments(write: (spelled: (name: string) => string) => string): string {
  const asSpelled = write((name) => name)
  const plain = write(cheaperSpelling)
  return segmentsOf(plain) < segmentsOf(asSpelled) ? plain : asSpelled
}
