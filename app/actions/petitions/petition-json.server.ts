import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { currentGoal, isOpen, lastMoment } from './petition'
import { countsByArea, findPetition, findTotal } from './petitions.server'

/**
 * A petition as data, in one language. Counts only confirmed signatures, and lists only places with at least ten.
 *
 * @returns null when there is no such petition
 */
export async function petitionAsJson(db: Db, slug: string, lang: Language, publicUrl: string, now: Date) {
  const petition = await findPetition(db, slug)
  if (!petition) return null
  const [total, byArea] = await Promise.all([findTotal(db, petition.id), countsByArea(db, petition.id)])
  const json = {
    title: petition.title[lang],
    ask: petition.ask[lang],
    target: petition.target[lang],
    language: lang,
    url: `${publicUrl}${paths.petition(lang, petition.slug)}`,
    state: petition.state,
    is_open: isOpen(petition, now),
    signature_count: total.confirmed,
    private_count: total.private,
    goal: currentGoal(petition.goalSteps, total.confirmed),
    opens_at: petition.opensAt,
    closes_at: lastMoment(petition),
    updated_at: total.changedAt.getTime() === 0 ? petition.updatedAt : total.changedAt,
    /** First three digits of the ZIP, or `abroad`. */
    signatures_by_place: byArea.map(({ area, signatures }) => ({ place: area, signature_count: signatures })),
  }
  return { petitionId: petition.id, json }
}
