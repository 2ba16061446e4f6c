import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import { countedAt, currentGoal, isOpen, lastMoment } from './petition'
import { countsByArea, findPetition, findTotal } from './petitions.server'

/** A public count by place moves in steps of this size: the total is exact, so a cell that moved with it would show where its signer lives. */
const placeStep = 10

/**
 * A petition as data, in one language: counts from confirmed signatures only; the total exact, places rounded down to tens.
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
    updated_at: countedAt(petition, total),
    /** First three digits of the ZIP, or `abroad`. In the order of the places: by exact counts, it would give them away. */
    signatures_by_place: byArea
      .map(({ area, signatures }) => ({ place: area, signature_count: signatures - (signatures % placeStep) }))
      .toSorted((one, other) => other.signature_count - one.signature_count || one.place.localeCompare(other.place)),
  }
  return { petitionId: petition.id, json }
}
