import type { Db } from '#db/client'
import { callKind } from '~/actions/calls/call-kind.server'
import type { ActionCard, ActionKind, KindMail, OutreachKind } from '~/actions/kind/kind'
import { letterKind } from '~/actions/letters/letter-kind.server'
import { petitionKind } from '~/actions/petitions/petition-kind.server'
import { textKind } from '~/actions/texts/text-kind.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { type AnyTemplate, isKindTemplate, type KindTemplate } from '~/queue/outbox/message'

/** Every kind of action. To add one, add a sibling folder and a line here. */
const kinds: readonly (ActionKind | OutreachKind)[] = [petitionKind, callKind, letterKind, textKind]

/** The kinds that lead people to officials. */
export const outreachKinds: readonly OutreachKind[] = kinds.filter((kind) => 'kind' in kind)

/** Finds a kind by name. @throws when it is unknown */
export function outreachKind(wanted: string): OutreachKind {
  const found = outreachKinds.find(({ kind }) => kind === wanted)
  if (!found) throw new Error(`no kind of action is called ${wanted}`)
  return found
}

/** Names of the kinds that match. */
export function kindsWhich(holds: (kind: OutreachKind) => boolean | undefined): string[] {
  return outreachKinds.filter(holds).map(({ kind }) => kind)
}

/** The kinds' own mails, by template. */
export const kindMails: Readonly<Record<KindTemplate, KindMail>> = Object.assign(
  {},
  ...outreachKinds.map(({ mails }) => mails),
)

/** A message template's name in the office. */
export function templateName(template: AnyTemplate, language: Language): string {
  return isKindTemplate(template)
    ? (kindMails[template]?.name[language] ?? template)
    : translator(language)(`texts.office.templates.${template}`)
}

const order: ActionCard['state'][] = ['open', 'not-yet', 'over']

/** Cards of all kinds, open ones first. @param campaignId one campaign, or null for all */
export async function listActionCards(
  db: Db,
  language: Language,
  now: Date,
  campaignId: string | null,
): Promise<ActionCard[]> {
  const lists = await Promise.all(kinds.map((kind) => kind.listCards(db, language, now, campaignId)))
  return lists.flat().sort((one, two) => order.indexOf(one.state) - order.indexOf(two.state))
}

/** Cards of one campaign, a list for each kind, in the order of the kinds. */
export function listCardsByKind(db: Db, language: Language, now: Date, campaignId: string): Promise<ActionCard[][]> {
  return Promise.all(kinds.map((kind) => kind.listCards(db, language, now, campaignId)))
}
