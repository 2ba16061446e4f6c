import type { PetitionState } from '#db/schema'
import type { Channels } from '~/channel-states'
import type { Bilingual } from '~/i18n/language'

/** A petition as everybody may read it. */
export interface Petition {
  id: string
  campaignId: string
  groupId: string
  slug: string
  state: PetitionState
  title: Bilingual
  /** What the target is asked to do, one sentence. */
  ask: Bilingual
  /** Who decides. */
  target: Bilingual
  /** Markdown. */
  story: Bilingual
  /** Path of a picture under `public/`, or null. */
  image: string | null
  imageAlt: Bilingual | null
  shareText: Bilingual
  /** Rising numbers of signatures; the progress bar moves on to the next one. */
  goalSteps: number[]
  /** Markdown said when it is closed or won, or null. */
  outcome: Bilingual | null
  opensAt: Date | null
  closesAt: Date | null
  /** When its campaign closes or was archived: it takes no signature from then on. */
  campaignEndsAt: Date | null
  /** What the comment field asks, or null for the usual question. */
  commentPrompt: Bilingual | null
  offers: Offers
  /** Markdown on the page of thanks, or null. */
  thanksText: Bilingual | null
  /** Its own subject of the request to confirm, or null for the usual one. */
  confirmSubject: Bilingual | null
  /** Paragraphs before the usual words of the request to confirm, or null. */
  confirmText: Bilingual | null
  /** Paragraphs after the usual words of the mail of thanks, or null. */
  thanksMail: Bilingual | null
  /** Path of the picture that messengers show, or null for the drawn one. */
  shareImage: string | null
  timeZone: string
  updatedAt: Date
}

/** What the form asks for beyond a name, a place and a way to answer. What is not offered is not taken, whoever sends it. */
export interface Offers {
  comment: boolean
  /** Showing one's name. */
  names: boolean
  /** A phone, beside or instead of an e-mail address. */
  phone: boolean
  /** Letting the network know of oneself too; offered by its member groups alone. */
  network: boolean
  /** No texts leave here: a phone that is typed all the same (a page kept from before) is refused in words. */
  refusesPhone?: boolean
}

/** What a petition's form offers on this installation: no phone where no text could reach it. */
export function offersHere(offers: Offers, { texts }: Pick<Channels, 'texts'>): Offers {
  return texts === 'none' ? { ...offers, phone: false, refusesPhone: true } : offers
}

/** News on a petition's page. */
export interface PetitionUpdate {
  publishedOn: string
  title: Bilingual
  body: Bilingual
}

/** Somebody who ticked "show my name". */
export interface PublicName {
  displayName: string
  place: string
  comment: string | null
}

/** What anyone may know of the numbers: confirmed signatures only. */
export interface PetitionTotal {
  confirmed: number
  private: number
  changedAt: Date
}

/** What decides whether a petition takes signatures. */
type Times = Pick<Petition, 'state' | 'opensAt' | 'closesAt' | 'campaignEndsAt'>

/** Whether the petition takes signatures at this moment. */
export function isOpen(petition: Times, now: Date): boolean {
  if (petition.state !== 'open') return false
  if (petition.opensAt && now < petition.opensAt) return false
  const endsAt = lastMoment(petition)
  return !endsAt || now < endsAt
}

/** When it closes: by its own time or with its campaign, whichever comes first. */
export function lastMoment({ closesAt, campaignEndsAt }: Pick<Petition, 'closesAt' | 'campaignEndsAt'>): Date | null {
  return closesAt && campaignEndsAt
    ? closesAt < campaignEndsAt
      ? closesAt
      : campaignEndsAt
    : (closesAt ?? campaignEndsAt)
}

export type PetitionStatus = 'open' | 'not-yet' | 'closed' | 'victory'

/** Where a public petition stands at this moment. */
export function statusOf(petition: Times, now: Date): PetitionStatus {
  if (isOpen(petition, now)) return 'open'
  if (petition.state === 'victory') return 'victory'
  if (petition.campaignEndsAt && petition.campaignEndsAt <= now) return 'closed'
  return petition.state === 'open' && petition.opensAt && now < petition.opensAt ? 'not-yet' : 'closed'
}

/**
 * The goal to show: the first step that leaves some way to go, so that it moves on before it is reached.
 *
 * @param steps rising; the last one stays when all are passed
 */
export function currentGoal(steps: number[], confirmed: number): number {
  return steps.find((step) => confirmed < step) ?? steps.at(-1) ?? 100
}
