import type { ActionKind } from '~/actions/kind/kind'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { statusOf } from './petition'
import { listPetitions } from './petitions.server'

const cardStates = { open: 'open', 'not-yet': 'not-yet', closed: 'over', victory: 'over' } as const

/** Petitions, a kind of action. */
export const petitionKind: ActionKind = {
  async listCards(db, language, now, campaignId) {
    const listed = await listPetitions(db, campaignId ?? undefined)
    const t = translator(language)
    return listed.map(({ petition, total }) => {
      const state = cardStates[statusOf(petition, now)]
      return {
        tag: `petition:${petition.id}`,
        campaignId: petition.campaignId,
        title: petition.title[language],
        target: petition.target[language],
        path: paths.petition(language, petition.slug),
        image: petition.image,
        imageAlt: petition.imageAlt?.[language] ?? '',
        soFar: total.confirmed > 0 || state === 'open' ? t('site.home.signedSoFar', { count: total.confirmed }) : '',
        done: total.confirmed,
        go: t(`site.home.go.${state}`),
        sign: 'pen',
        state,
      }
    })
  },
}
