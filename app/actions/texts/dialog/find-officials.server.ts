import { citiesWithPosts, divisionIds } from '~/actions/kind/place.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import { translator } from '~/i18n/translator'
import { countiesOfZip } from '~/officials/divisions/lookup.server'
import type { RecordContext } from '~/queue/intake/opened-submission'
import { territoryZone } from '~/ui/forms/us-number'
import { beginningOf, type DialogState } from './dialog-state'
import type { Conversation } from './find-conversation.server'
import { actionOf, questionWords } from './questions.server'

/**
 * Finds the officials for a ZIP. A single one is chosen; several are offered by number, a few per text, after the city
 * if a city decides. Without any, the dialog ends.
 */
export async function findOfficials(
  recording: RecordContext,
  conversation: Conversation,
  dialog: DialogState,
  at: Date,
): Promise<{ dialog: DialogState | null; words: string }> {
  const { trx } = recording
  const t = translator(conversation.language)
  const action = await actionOf(trx, dialog.deedId, at)
  if (!action) return { dialog: null, words: t('texts.conversation.ended') }
  const zip = await countiesOfZip(trx, dialog.zip)
  await trx
    .updateTable('conversation')
    .set({ time_zone: zip?.timeZone ?? territoryZone(conversation.phone) })
    .where('id', '=', conversation.conversationId)
    .execute()
  const counties = zip?.counties ?? []
  // A mailing address does not tell whose city council decides, so ask.
  if (dialog.city === null && action.targeting.how === 'lookup') {
    const cities = await citiesWithPosts(
      trx,
      counties.map((county) => county.slug),
      action.targeting.roles,
    )
    const asking: DialogState = {
      ...dialog,
      misses: 0,
      step: 'city',
      cities: cities.map((city) => city.slug),
      offeredFrom: 0,
    }
    if (cities.length > 0) return { dialog: asking, words: await questionWords(trx, conversation.language, asking) }
  }
  const reached = await postsToReach(trx, action, [
    ...counties.map((county) => county.id),
    ...(await divisionIds(trx, dialog.city ? [dialog.city] : [])),
  ])
  if (reached.postIds.length === 0)
    return {
      dialog: null,
      words: t(reached.agreedIds.length > 0 ? 'texts.conversation.agreed' : 'texts.conversation.nobody', {
        zip: dialog.zip,
        word: beginningOf(dialog, conversation.language),
      }),
    }
  const isChoice = reached.postIds.length > 1 && action.targeting.order === 'in-turn'
  const next: DialogState = {
    ...dialog,
    misses: 0,
    postIds: reached.postIds,
    offeredFrom: 0,
    chosenIds: isChoice ? [] : reached.postIds,
    step: isChoice ? 'which' : 'words',
  }
  return { dialog: next, words: await questionWords(trx, conversation.language, next) }
}
