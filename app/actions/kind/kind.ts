import type { Db } from '#db/client'
import type { ContactKind } from '#db/schema-officials'
import type { Mail } from '#emails/mail'
import type { Env } from '~/env.server'
import type { Bilingual, Language } from '~/i18n/language'
import type { Outreach } from '~/queue/intake/outreach'
import type { KindTemplate } from '~/queue/outbox/message'
import type { ContentField, MissingContent } from '~/ui/forms/content'
import type { SignName } from '~/ui/page/sign'
import type { AdvocacyCampaign, Availability } from './advocacy.server'

/** An action as shown on the home page, on a campaign's page and after another action. */
export interface ActionCard {
  /** Unique among all cards. Changes are announced under it: `petition:<id>` or `action:<id>`. */
  tag: string
  campaignId: string
  title: string
  /** Who decides, in words. */
  target: string
  /** Path of the action's page in the card's language. */
  path: string
  image: string | null
  imageAlt: string
  /** The public count, in words; '' when not worth a line. */
  soFar: string
  /** How often it was done. */
  done: number
  /** Label of the link. */
  go: string
  sign: SignName
  state: 'open' | 'not-yet' | 'over'
  /** Whether its page first asks where somebody lives. */
  asksPlace?: boolean
}

/** What every kind of action provides. A new kind implements this and is listed in `registry.server.ts`. */
export interface ActionKind {
  /** Cards of current and past actions (open first), in one language; of all campaigns or one. */
  listCards(db: Db, language: Language, now: Date, campaignId: string | null): Promise<ActionCard[]>
}

/**
 * What a kind that leads people to officials provides besides: calls, letters, texts. Code outside the kind's folder
 * must not know its name; whatever differs between kinds goes here.
 */
export interface OutreachKind extends ActionKind {
  /** Its name in the database: `advocacy_campaign.kind`, and `outreach.channel` for its outreach. */
  kind: string
  words(language: Language): KindWords
  /** The fields organizers fill in, in order. The editor, its checks and the publishing gate are derived from them. */
  fields: readonly ContentField[]
  /** Parses stored content, with every field present. @throws when it does not fit this kind */
  readContent(stored: unknown): Record<string, unknown>
  /** What is missing before publishing, beyond what `fields` require. */
  missingIn(content: Record<string, unknown>): MissingContent[]
  /** Possible outcomes, in dashboard order; `KindWords.outcomes` names each. */
  outcomes: readonly string[]
  /** The outcomes in which the office was reached. */
  reached: readonly string[]
  /** The outcomes included in the public count, on cards and pages: done, and not returned. */
  counted: readonly string[]
  /** Values of `outreach.via`: how somebody did it. */
  ways: readonly string[]
  /** Contacts by which an office can be reached with it, one of them enough. */
  reachedBy: readonly ContactKind[]
  /** Other contacts that its page shows, for an office that cannot be reached with it. */
  alsoShows?: readonly ContactKind[]
  /** Its OSDI type. @see https://opensupporter.github.io/osdi-docs/outreaches.html */
  osdiType: string
  /** The sign beside its name: a phone, an envelope. */
  sign: SignName
  /** Path of an action's page. */
  path(language: Language, slug: string): string
  /** HTML preview of the public page, for the office. @param action as if it were open */
  preview(
    context: { db: Db; env: Pick<Env, 'channels'> },
    action: AdvocacyCampaign,
    language: Language,
    now: Date,
  ): Promise<string>
  /** A warning for organizers when part of it does not work with the configured channels, or null. */
  warning?(channels: Env['channels'], language: Language): string | null
  /** Whether keywords may lead to it, because it can be done entirely by text. */
  isDoneByText?: boolean
  /** Whether letters carry it, at least to some offices; the office then shows their delivery. */
  isCarriedByLetter?: boolean
  /** Whether a person's part in it is recorded in `letter` and shown from there, rather than only in `outreach`. */
  isToldFromLetters?: boolean
  /** Mails that only this kind sends. */
  mails?: Readonly<Record<KindTemplate, KindMail>>
  /** Reads what somebody did from an `action` submission; null when nothing counts. The worker records the result. */
  readDone?(fields: Record<string, string>): Done | null
}

/** What somebody did on the page of an action. */
export interface Done {
  /** The outreach made, with outcomes and ways of this kind. */
  outreach: Pick<Outreach, 'id' | 'postId' | 'contactDetailId' | 'outcome' | 'via'>[]
  /** A mail to the person who did it, from the kind's `mails`. The address is kept until the mail is sent. */
  mail: { template: KindTemplate; to: string } | null
}

/** A mail of one kind, and its name in the office. */
export interface KindMail {
  name: Bilingual
  /** Loads the template when a mail is sent, so that the site starts without the mail code. */
  load(): Promise<Mail>
}

/** A kind's names and phrases in one language. */
export interface KindWords {
  /** "Calls". */
  plural: string
  /** "Call". */
  singular: string
  /** Label of a card's link. */
  go: Record<Availability, string>
  /** The public count in words; with 0, an invitation to be the first. */
  soFar(count: number): string
  /** What somebody did: "a call to Ida Vance". */
  reachedOut(official: string): string
  /** A name for each of `OutreachKind.outcomes`. */
  outcomes: Readonly<Record<string, string>>
  /** Dashboard phrases: number reached, rate, last time, none yet, and the color legend. */
  numbers: { reached: string; rate: string; last: string; never: string; legend: string }
  /** Says that nobody has reached these officials. */
  neverReached(names: string): string
}
