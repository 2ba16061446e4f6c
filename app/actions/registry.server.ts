import type { Db } from '#db/client'
import type { AdvocacyKind } from '#db/schema-advocacy'
import { callKind } from '~/actions/calls/call-kind.server'
import type { ActionCard, ActionKind, OutreachKind } from '~/actions/kind/kind'
import { letterKind } from '~/actions/letters/letter-kind.server'
import { petitionKind } from '~/actions/petitions/petition-kind.server'
import { textKind } from '~/actions/texts/text-kind.server'
import type { Language } from '~/i18n/language'

/** Every kind of action. Adding one is a sibling folder and a line here. */
const kinds: Record<string, ActionKind | OutreachKind> = {
  petitions: petitionKind,
  calls: callKind,
  letters: letterKind,
  texts: textKind,
}

/** The kinds that lead people to officials. */
export const outreachKinds: readonly OutreachKind[] = Object.values(kinds).filter((kind) => 'kind' in kind)

/** The kind of an action. @throws when its kind is not among `kinds` */
export function outreachKind(wanted: AdvocacyKind): OutreachKind {
  const found = outreachKinds.find(({ kind }) => kind === wanted)
  if (!found) throw new Error(`no kind of action is called ${wanted}`)
  return found
}

const order: ActionCard['state'][] = ['open', 'not-yet', 'over']

/** What can be done, of every kind: what is open first. @param campaignId one campaign's, or null for all */
export async function listActionCards(
  db: Db,
  language: Language,
  now: Date,
  campaignId: string | null,
): Promise<ActionCard[]> {
  const lists = await Promise.all(Object.values(kinds).map((kind) => kind.listCards(db, language, now, campaignId)))
  return lists.flat().sort((one, two) => order.indexOf(one.state) - order.indexOf(two.state))
}

/**
 * What to do next in the same campaign: something of another kind first, in the order of the kinds, so that who has
 * signed is asked to call; or null when there is nothing else.
 *
 * @param doneTag the card that was just done
 */
export async function nextActionCard(
  db: Db,
  language: Language,
  now: Date,
  campaignId: string,
  doneTag: string,
): Promise<ActionCard | null> {
  const lists = await Promise.all(Object.values(kinds).map((kind) => kind.listCards(db, language, now, campaignId)))
  const done = lists.findIndex((cards) => cards.some((card) => card.tag === doneTag))
  const others = [...lists.slice(done + 1), ...lists.slice(0, done + 1)].flat()
  return others.find((card) => card.state === 'open' && card.tag !== doneTag) ?? null
}
