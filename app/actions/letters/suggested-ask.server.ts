import type { Db } from '#db/client'
import { findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import type { Language } from '~/i18n/language'
import { askFor } from './compose-letter'
import { compositionOf, readLetterTargets } from './read-letter.server'

/**
 * What a letter action asks its officials for, in one language. '' when it has none of its own, because they are found
 * by where the writer lives: what is asked then depends on their powers.
 */
export async function suggestedAsk(db: Db, slug: string, language: Language, now: Date): Promise<string> {
  const action = slug ? await findAdvocacyCampaign(db, 'letter', slug) : null
  if (action?.targeting.how !== 'posts') return ''
  const desk = await readLetterTargets(db, action, [])
  return desk.targets.length > 0 ? askFor(compositionOf(desk, language, '', now)) : ''
}
