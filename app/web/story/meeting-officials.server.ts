import type { Db } from '#db/client'
import type { Meeting } from '~/campaigns/meetings/meetings.server'
import { firstWays } from '~/web/finder/official-view'
import { officialsHere } from '~/web/finder/officials-here.server'
import type { MeetingOfficial } from './meeting-page'

/** Officials of one meeting's place that its page names. */
const most = 12

/** Those who decide where a meeting is, each with the first ways to reach them. */
export async function readMeetingOfficials(db: Db, { place }: Meeting): Promise<MeetingOfficial[]> {
  if (!place) return []
  const targets = (await officialsHere(db, place.id)).slice(0, most)
  return targets.map(({ slug, role, title, district, holder, contacts }) => ({
    slug,
    role,
    title,
    district,
    holder: holder?.name ?? null,
    ways: firstWays(contacts, []),
  }))
}
