import { translator } from '~/i18n/translator'
import { countiesOfZip } from '~/officials/divisions/lookup.server'
import { territoryZone } from '~/ui/forms/us-number'
import { citiesWithPosts, divisionIds } from '~/actions/kind/place.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import type { Recording } from '~/queue/intake/arrival'
import { beginningOf, type Talk } from './conversation'
import type { Line } from './line.server'
import { actionOf, questionWords } from './questions.server'

/** Most cities or officials to choose from by number: more would not fit a text. */
const mostOffered = 6

/** Who answers to a ZIP: one is chosen at once, several are offered by number, after the city where a city decides; none ends the talk. */
export async function findOfficials(recording: Recording, line: Line, talk: Talk, at: Date): Promise<{ talk: Talk | null; words: string }> {
  const { trx } = recording
  const t = translator(line.language)
  const action = await actionOf(trx, talk.deedId, at)
  if (!action) return { talk: null, words: t('texts.conversation.ended') }
  const zip = await countiesOfZip(trx, talk.zip)
  await trx.updateTable('conversation').set({ time_zone: zip?.timeZone ?? territoryZone(line.phone) }).where('id', '=', line.conversationId).execute()
  const counties = zip?.counties ?? []
  // Where mail is addressed to is not whose council decides: only they know.
  if (talk.city === null && action.targeting.how === 'lookup') {
    const cities = await citiesWithPosts(trx, counties.map((county) => county.slug), action.targeting.roles)
    const asking: Talk = { ...talk, misses: 0, step: 'city', cities: cities.slice(0, mostOffered).map((city) => city.slug) }
    if (cities.length > 0) return { talk: asking, words: await questionWords(trx, line.language, asking) }
  }
  const reached = await postsToReach(trx, action, [...counties.map((county) => county.id), ...(await divisionIds(trx, talk.city ? [talk.city] : []))])
  if (reached.postIds.length === 0) return { talk: null, words: t(reached.agreedIds.length > 0 ? 'texts.conversation.agreed' : 'texts.conversation.nobody', { zip: talk.zip, word: beginningOf(talk, line.language) }) }
  const isChoice = reached.postIds.length > 1 && action.targeting.order === 'in-turn'
  const next: Talk = { ...talk, misses: 0, postIds: reached.postIds.slice(0, mostOffered), chosenIds: isChoice ? [] : reached.postIds, step: isChoice ? 'which' : 'words' }
  return { talk: next, words: await questionWords(trx, line.language, next) }
}
