import type { Db } from '#db/client'
import { callKind } from '~/actions/calls/call-kind.server'
import type { ActionCard, ActionKind, KindMail, OutreachKind } from '~/actions/kind/kind'
import { letterKind } from '~/actions/letters/letter-kind.server'
import { petitionKind } from '~/actions/petitions/petition-kind.server'
import { textKind } from '~/actions/texts/text-kind.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { type AnyTemplate, isKindTemplate, type KindTemplate } from '~/queue/outbox/message'

/** Every kind of action. Adding one is a sibling folder and a line here. */
const kinds: readonly (ActionKind | OutreachKind)[] = [petitionKind, callKind, letterKind, textKind]

/** The kinds that lead people to officials. */
export const outreachKinds: readonly OutreachKind[] = kinds.filter((kind) => 'kind' in kind)

/** The kind of an action. @throws when its kind is not among `kinds` */
export function outreachKind(wanted: string): OutreachKind {
  const found = outreachKinds.find(({ kind }) => kind === wanted)
  if (!found) throw new Error(`no kind of action is called ${wanted}`)
  return found
}

/** Names of the kinds for which something holds. */
export function kindsWhich(holds: (kind: OutreachKind) => boolean | undefined): string[] {
  return outreachKinds.filter(holds).map(({ kind }) => kind)
}

/** The mails that kinds bring, by their template. */
export const kindMails: Readonly<Record<KindTemplate, KindMail>> = Object.assign(
  {},
  ...outreachKinds.map(({ mails }) => mails),
)

/** What the office calls a message. */
export function templateName(template: AnyTemplate, language: Language): string {
  return isKindTemplate(template)
    ? (kindMails[template]?.name[language] ?? template)
    : translator(language)(`texts.office.templates.${template}`)
}

const order: ActionCard['state'][] = ['open', 'not-yet', 'over']

/** What can be done, of every kind: what is open first. @param campaignId one campaign's, or null for all */
export async function listActionCards(
  db: Db,
  language: Language,
  now: Date,
  campaignId: string | null,
): Promise<ActionCard[]> {
  const lists = await Promise.all(kinds.map((kind) => kind.listCards(db, language, now, campaignId)))
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
  const lists = await Promise.all(kinds.map((kind) => kind.listCards(db, language, now, campaignId)))
  const done = lists.findIndex((cards) => cards.some((card) => card.tag === doneTag))
  const others = [...lists.slice(done + 1), ...lists.slice(0, done + 1)].flat()
  return others.find((card) => card.state === 'open' && card.tag !== doneTag) ?? null
}
