import type { Db } from '#db/client'
import { campaignById } from '~/campaigns/campaigns.server'
import type { Language } from '~/i18n/language'
import { renderMarkdown } from '~/ui/page/markdown.server'
import type { Petition } from './petition'
import { readPetitionMeeting } from './petition-meeting.server'
import { type PetitionView, petitionView } from './petition-view'
import { findPetition, findTotal, listDeliveries, listUpdates, newestNames } from './petitions.server'

/** A public petition with everything its page shows in one language; null when there is none. */
export async function readPetitionPage(
  db: Db,
  slug: string,
  language: Language,
  now: Date,
): Promise<{ petition: Petition; view: PetitionView } | null> {
  const petition = await findPetition(db, slug)
  if (!petition) return null
  const [campaign, total, updates, deliveries, names, meeting] = await Promise.all([
    campaignById(db, petition.campaignId),
    findTotal(db, petition.id),
    listUpdates(db, petition.id),
    listDeliveries(db, petition.id),
    newestNames(db, petition.id),
    readPetitionMeeting(db, petition, now),
  ])
  const parts = {
    petition,
    campaign: { slug: campaign.slug, name: campaign.name[language], colour: campaign.colour },
    total,
    updates,
    deliveries,
    names,
    meeting,
  }
  return { petition, view: petitionView(parts, language, now, renderMarkdown) }
}
