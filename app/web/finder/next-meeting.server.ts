import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import type { PostRole, Target } from '~/officials/posts/target'
import { meetingsOf } from '~/web/localities/read-stand.server'
import type { MeetingLineView } from '~/web/story/meeting-view.server'

/** Roles that sit on a council or board, or preside over it. */
const sitting: readonly PostRole[] = ['council-member', 'mayor', 'county-supervisor', 'county-executive']

/** The next meeting of the council or board on which an official sits; null when none is known. */
export async function nextMeeting(
  db: Db,
  { role, place }: Pick<Target, 'role' | 'place'>,
  lang: Language,
  now: Date,
): Promise<MeetingLineView | null> {
  if (!sitting.includes(role)) return null
  const [next = null] = await meetingsOf(db, place.slug, lang, now)
  return next
}
