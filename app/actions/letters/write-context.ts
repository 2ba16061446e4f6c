import type { Db } from '#db/client'
import type { Intake } from '~/queue/intake/append.server'
import type { LetterVisit } from './read-letter.server'

/** A visit with what is needed to accept a letter. */
export interface WriteContext extends LetterVisit {
  db: Db
  intake: Intake
}
