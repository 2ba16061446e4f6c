import type { Db } from '#db/client'
import { type Meeting, readNextMeeting } from '~/campaigns/meetings/meetings.server'
import { isOpen, type Petition } from './petition'

/**
 * The next meeting, in its campaign, of the council or board on which a petition's target sits. Null when there is none,
 * while it is going on, and where nobody can sign.
 */
export async function readPetitionMeeting(db: Db, petition: Petition, now: Date): Promise<Meeting | null> {
  if (!isOpen(petition, now)) return null
  const { campaignId, targetKey: official } = petition
  const next = official && (await readNextMeeting(db, { official, campaignId }, now))
  return next && next.phase === 'coming' ? next : null
}
