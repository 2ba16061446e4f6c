import { paths } from '~/paths'
import type { ActionKind } from '~/take-action/kind'
import { isOpen } from './petition'
import { listPetitions } from './petitions.server'

/** Petitions, as one kind of action. */
export const petitionKind: ActionKind = {
  async listCards(db, language, now, campaignId) {
    const listed = await listPetitions(db, campaignId ?? undefined)
    return listed.map(({ petition, total }) => ({
      tag: `petition:${petition.id}`,
      campaignId: petition.campaignId,
      title: petition.title[language],
      target: petition.target[language],
      path: paths.petition(language, petition.slug),
      image: petition.image,
      imageAlt: petition.imageAlt?.[language] ?? '',
      count: total.confirmed,
      isOpen: isOpen(petition, now),
    }))
  },
}
