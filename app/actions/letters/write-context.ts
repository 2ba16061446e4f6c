import type { Db } from '#db/client'
import type { Intake } from '~/queue/intake/append.server'
import type { LetterVisit } from './read-letter.server'

/** Somebody who writes a letter: which, where they live, and where it is taken in. */
export interface WriteContext extends LetterVisit {
  db: Db
  intake: Intake
}
