import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'
import { petitionKind } from '~/petitions/petition-kind.server'
import type { ActionCard, ActionKind } from './kind'

/** Every kind of action. Adding one is a sibling folder and a line here. */
const kinds: Record<string, ActionKind> = {
  petitions: petitionKind,
}

const order: ActionCard['state'][] = ['open', 'not-yet', 'over']

/** What can be done, of every kind: what is open first. @param campaignId one campaign's, or null for all */
export async function listActionCards(db: Db, language: Language, now: Date, campaignId: string | null): Promise<ActionCard[]> {
  const lists = await Promise.all(Object.values(kinds).map((kind) => kind.listCards(db, language, now, campaignId)))
  return lists.flat().sort((one, two) => order.indexOf(one.state) - order.indexOf(two.state))
}

/** What to do next in the same campaign, or null when there is nothing else. @param doneTag the card that was just done */
export async function nextActionCard(db: Db, language: Language, now: Date, campaignId: string, doneTag: string): Promise<ActionCard | null> {
  const cards = await listActionCards(db, language, now, campaignId)
  return cards.find((card) => card.state === 'open' && card.tag !== doneTag) ?? null
}
