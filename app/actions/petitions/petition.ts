import type { PetitionState } from '#db/schema'
import type { Channels } from '~/channel-states'
import type { Bilingual } from '~/i18n/language'
import type { MemberGroup } from '~/ui/page/public-layout'
import { localOf } from '~/ui/page/zones'

/** A petition's public fields. */
export interface Petition {
  id: string
  campaignId: string
  groupId: string
  /** The member group that runs it; null for the network itself. */
  group: MemberGroup | null
  slug: string
  state: PetitionState
  title: Bilingual
  /** What the target is asked to do, in one sentence. */
  ask: Bilingual
  /** Who decides. */
  target: Bilingual
  /** Slug or id of the post that decides; null when nobody of the directory is named. */
  targetKey: string | null
  /** Markdown. */
  story: Bilingual
  /** Path of an image under `public/`, or null. */
  image: string | null
  imageAlt: Bilingual | null
  shareText: Bilingual
  /** Ascending numbers of signatures; the progress bar advances to the next. */
  goalSteps: number[]
  /** Markdown shown when it is closed or won, or null. */
  outcome: Bilingual | null
  opensAt: Date | null
  closesAt: Date | null
  /** When its campaign closes or was archived; it accepts no signatures from then on. */
  campaignEndsAt: Date | null
  /** Label of the comment field, or null for the default. */
  commentPrompt: Bilingual | null
  offers: Offers
  /** Markdown for the thank-you page, or null. */
  thanksText: Bilingual | null
  /** Subject of the confirmation request, or null for the default. */
  confirmSubject: Bilingual | null
  /** Paragraphs before the default text of the confirmation request, or null. */
  confirmText: Bilingual | null
  /** Paragraphs after the default text of the thank-you mail, or null. */
  thanksMail: Bilingual | null
  /** Path of the image for link previews, or null for the generated one. */
  shareImage: string | null
  timeZone: string
  updatedAt: Date
}

/** What the form asks for beyond name, place and contact. Values for anything not offered are ignored. */
export interface Offers {
  comment: boolean
  /** Showing the signer's name. */
  names: boolean
  /** A phone, in addition to or instead of an email address. */
  phone: boolean
  /** Sharing contact details with the network; only offered by its member groups. */
  network: boolean
  /** Texts are off: a phone submitted anyway, from an outdated page, is refused with an error. */
  refusesPhone?: boolean
}

/** What the form offers on this site: no phone when texts are off. */
export function offersHere(offers: Offers, { texts }: Pick<Channels, 'texts'>): Offers {
  return texts === 'none' ? { ...offers, phone: false, refusesPhone: true } : offers
}

/** News on a petition's page. */
export interface PetitionUpdate {
  publishedOn: string
  title: Bilingual
  body: Bilingual
}

/** A signer who ticked "show my name". */
export interface PublicName {
  displayName: string
  place: string
  comment: string | null
}

/** A public name, and when it became one. */
export interface NewestName extends PublicName {
  confirmedAt: Date
}

/** The public numbers: confirmed signatures only. */
export interface PetitionTotal {
  confirmed: number
  private: number
  changedAt: Date
}

/** When the numbers last changed; before the first signature, when the petition did. */
export function countedAt({ updatedAt }: Pick<Petition, 'updatedAt'>, { changedAt }: PetitionTotal): Date {
  return changedAt.getTime() === 0 ? updatedAt : changedAt
}

/** What determines whether a petition accepts signatures. */
type Times = Pick<Petition, 'state' | 'opensAt' | 'closesAt' | 'campaignEndsAt'>

/** Whether the petition accepts signatures now. */
export function isOpen(petition: Times, now: Date): boolean {
  if (petition.state !== 'open') return false
  if (petition.opensAt && now < petition.opensAt) return false
  const endsAt = lastMoment(petition)
  return !endsAt || now < endsAt
}

/** When it closes: at its own time or with its campaign, whichever is first. */
export function lastMoment({ closesAt, campaignEndsAt }: Pick<Petition, 'closesAt' | 'campaignEndsAt'>): Date | null {
  return closesAt && campaignEndsAt
    ? closesAt < campaignEndsAt
      ? closesAt
      : campaignEndsAt
    : (closesAt ?? campaignEndsAt)
}

/** Signatures that were handed over. */
export interface PetitionDelivery {
  /** YYYY-MM-DD */
  day: string
  recipient: string
  byWhom: string
  signatures: number
  photo: { path: string; alt: Bilingual } | null
}

/** Why a signature on paper does not count. */
export type PaperProblem = 'not-open' | 'closed' | 'after-close'

/**
 * Why a signature on paper that is brought in now does not count, or null. After the petition has closed it counts only
 * with a day of signing, up to the day it closed.
 *
 * @param signedOn YYYY-MM-DD, or null when the sheet does not say
 */
export function paperProblem(petition: Petition, signedOn: string | null, now: Date): PaperProblem | null {
  if (isOpen(petition, now)) return null
  if (petition.state === 'draft' || statusOf(petition, now) === 'not-yet') return 'not-open'
  if (signedOn === null) return 'closed'
  const endsAt = lastMoment(petition)
  // Closed by hand: then.
  const closedAt = endsAt && endsAt < now ? endsAt : petition.updatedAt
  return signedOn <= localOf(new Date(closedAt.getTime() - 1), petition.timeZone).slice(0, 10) ? null : 'after-close'
}

export type PetitionStatus = 'open' | 'not-yet' | 'closed' | 'victory'

/** Status of a public petition. */
export function statusOf(petition: Times, now: Date): PetitionStatus {
  if (isOpen(petition, now)) return 'open'
  if (petition.state === 'victory') return 'victory'
  if (petition.campaignEndsAt && petition.campaignEndsAt <= now) return 'closed'
  return petition.state === 'open' && petition.opensAt && now < petition.opensAt ? 'not-yet' : 'closed'
}

/**
 * The goal to show: the first step not yet reached.
 *
 * @param steps ascending; the last one is kept when all are reached
 */
export function currentGoal(steps: number[], confirmed: number): number {
  return steps.find((step) => confirmed < step) ?? steps.at(-1) ?? 100
}
