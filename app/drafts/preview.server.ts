import type { Db } from '#db/client'
import { campaignById } from '~/campaigns/campaigns.server'
import type { Language } from '~/i18n/language'
import type { Petition } from '~/petitions/petition'
import { petitionView, type PetitionView } from '~/petitions/petition-view'
import { findTotal, listUpdates, newestNames } from '~/petitions/petitions.server'
import { renderMarkdown } from '~/ui/markdown.server'
import { readDraft } from './drafts.server'
import { officePicture } from './edit-page'

/** A draft in the shape of the public page; a draft that was never published is shown open. */
export async function readPreview(db: Db, petition: Petition, language: Language, now: Date): Promise<PetitionView> {
  const [{ content }, campaign, total, updates, names] = await Promise.all([
    readDraft(db, petition),
    campaignById(db, petition.campaignId),
    findTotal(db, petition.id),
    listUpdates(db, petition.id),
    newestNames(db, petition.id),
  ])
  const drafted: Petition = {
    ...petition,
    ...content,
    state: petition.state === 'draft' ? 'open' : petition.state,
    image: content.image && officePicture(content.image),
    outcome: content.outcome.en || content.outcome.es ? content.outcome : null,
    commentPrompt: content.commentPrompt[language] ? content.commentPrompt : null,
    opensAt: null,
    closesAt: null,
  }
  const parts = { petition: drafted, campaign: { slug: campaign.slug, name: campaign.name[language], colour: campaign.colour }, total, updates, names }
  return petitionView(parts, language, now, renderMarkdown)
}
