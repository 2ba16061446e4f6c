import type { Db } from '#db/client'
import { renderMail } from '#emails/render-mail'
import { sampleFacts } from '#emails/sample-facts'
import { offersHere, type Petition } from '~/actions/petitions/petition'
import { readPetitionMeeting } from '~/actions/petitions/petition-meeting.server'
import { type PetitionView, petitionView } from '~/actions/petitions/petition-view'
import { findTotal, listDeliveries, listUpdates, newestNames } from '~/actions/petitions/petitions.server'
import { campaignById } from '~/campaigns/campaigns.server'
import type { Env } from '~/env.server'
import { type Language, languages } from '~/i18n/language'
import { readDraft } from '~/office/editor/drafts.server'
import { officePicture } from '~/office/pictures/office-picture'
import { renderMarkdown } from '~/ui/page/markdown.server'
import type { LeftOut, PetitionContent } from './petition-content'
import { petitionWriting } from './petition-writing.server'

/** A draft in the shape of the public page; one that was never published is shown as open. */
export async function readPreview(
  { db, env }: { db: Db; env: Pick<Env, 'channels'> },
  petition: Petition,
  language: Language,
  now: Date,
): Promise<PetitionView> {
  const [{ content }, campaign, total, updates, deliveries, names] = await Promise.all([
    readDraft(db, petitionWriting, petition),
    campaignById(db, petition.campaignId),
    findTotal(db, petition.id),
    listUpdates(db, petition.id),
    listDeliveries(db, petition.id),
    newestNames(db, petition.id),
  ])
  const drafted: Petition = {
    ...petition,
    ...content,
    group: petition.group && { ...petition.group, logo: petition.group.logo && officePicture(petition.group.logo) },
    state: petition.state === 'draft' ? 'open' : petition.state,
    image: content.image && officePicture(content.image),
    outcome: content.outcome.en || content.outcome.es ? content.outcome : null,
    commentPrompt: content.commentPrompt[language] ? content.commentPrompt : null,
    offers: offersHere({ ...offered(content), network: petition.offers.network }, env.channels),
    thanksText: content.thanksText[language] ? content.thanksText : null,
    opensAt: null,
    closesAt: null,
    campaignEndsAt: null,
  }
  const parts = {
    petition: drafted,
    campaign: { slug: campaign.slug, name: campaign.name[language], colour: campaign.colour },
    total,
    updates,
    deliveries: deliveries.map(({ photo, ...one }) => ({
      ...one,
      photo: photo && { ...photo, path: officePicture(photo.path) },
    })),
    names,
    meeting: await readPetitionMeeting(db, drafted, now),
  }
  return petitionView(parts, language, now, renderMarkdown)
}

/** What signers receive after signing: the thank-you page and two mails, with Rosa as the sample reader. */
export interface AfterSigning {
  language: Language
  thanksHtml: string | null
  mails: { name: 'confirm' | 'thanks'; subject: string; text: string }[]
}

/** Everything signers are told after signing, from the draft, in both languages. */
export async function readAfterSigning(db: Db, petition: Petition): Promise<AfterSigning[]> {
  const [{ content }, campaign] = await Promise.all([
    readDraft(db, petitionWriting, petition),
    campaignById(db, petition.campaignId),
  ])
  return languages.map((language) => {
    const facts = { ...sampleFacts, campaignName: campaign.name[language], petitionTitle: content.title[language] }
    const own = (subject: string, text: string) => ({ ...facts, ownSubject: subject, ownText: text })
    const confirm = renderMail(
      'confirm-signature',
      language,
      own(content.confirmSubject[language], content.confirmText[language]),
    )
    const thanks = renderMail('thank-you', language, own('', content.thanksMail[language]))
    return {
      language,
      thanksHtml: content.thanksText[language] ? renderMarkdown(content.thanksText[language]) : null,
      mails: [
        { name: 'confirm' as const, subject: confirm.subject, text: confirm.text },
        { name: 'thanks' as const, subject: thanks.subject, text: thanks.text },
      ],
    }
  })
}

function offered(content: PetitionContent) {
  const asks = (name: LeftOut) => !content.leavesOut.includes(name)
  return { comment: asks('comment'), names: asks('names'), phone: asks('phone') }
}
