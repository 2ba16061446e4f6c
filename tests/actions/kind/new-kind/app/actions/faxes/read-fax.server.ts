import { randomUUID } from 'node:crypto'
import type { Db } from '#db/client'
import { type ActionView, actionView } from '~/actions/kind/action-view'
import { type AdvocacyCampaign, type Availability, availabilityOf } from '~/actions/kind/advocacy.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import { nameOf } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import { bestContact } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { faxContent } from './fax-content'

/** A fax action as its page shows it, in one language. */
export interface FaxView extends ActionView {
  state: Availability
  page: string
  offices: { postId: string; name: string; contactId: string; number: string; outreachId: string }[]
}

export async function readFaxPage(db: Db, action: AdvocacyCampaign, language: Language, now: Date): Promise<FaxView> {
  const content = faxContent.parse(action.content)
  const { postIds } = await postsToReach(db, action, [])
  const targets = await readTargets(db, postIds)
  return {
    ...actionView(action, content, language, { path: `/${language}/faxes/${action.slug}`, soFar: '', agreed: [] }, now),
    state: availabilityOf(action, now),
    page: content.page[language],
    offices: targets.flatMap((target) => {
      const fax = bestContact(target, ['fax'])
      return fax
        ? [
            {
              postId: target.postId,
              name: nameOf(target, language),
              contactId: fax.id,
              number: fax.value,
              outreachId: randomUUID(),
            },
          ]
        : []
    }),
  }
}
