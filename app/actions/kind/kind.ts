import type { Db } from '#db/client'
import type { Mail } from '#emails/mail'
import type { Env } from '~/env.server'
import type { Bilingual, Language } from '~/i18n/language'
import type { Outreach } from '~/queue/intake/outreach'
import type { KindTemplate } from '~/queue/outbox/message'
import type { AdvocacyCampaign, Availability } from './advocacy.server'
import type { ContentField, MissingContent } from './content'

/** One thing a visitor can do, as it stands on the home page, a campaign's page and after another action. */
export interface ActionCard {
  /** Unique among all cards; what `petition:<id>` or `action:<id>` announces has changed. */
  tag: string
  campaignId: string
  title: string
  /** Who decides. */
  target: string
  /** Where it is done, in the card's language. */
  path: string
  image: string | null
  imageAlt: string
  /** How many have done it, counted publicly, in words; '' when that is not worth a line. */
  soFar: string
  /** What a press leads to, in words. */
  go: string
  state: 'open' | 'not-yet' | 'over'
}

/** What every kind of action brings with it. A new kind fulfils this, and stands in `registry.server.ts`. */
export interface ActionKind {
  /** What can be done (open first) and what has been, in one language; all campaigns or one. */
  listCards(db: Db, language: Language, now: Date, campaignId: string | null): Promise<ActionCard[]>
}

/**
 * What a kind brings besides that leads people to officials: calls, letters, texts. Nothing outside of the kind's own
 * folder knows its name; whatever differs from kind to kind is said here.
 */
export interface OutreachKind extends ActionKind {
  /** Its name in the database: `advocacy_campaign.kind`, and `outreach.channel` of what is done by it. */
  kind: string
  words(language: Language): KindWords
  /** What organizers write, in the order they write it; the editor, its checks and the publishing gate follow from it. */
  fields: readonly ContentField[]
  /** Stored content as the kind reads it: every field, whatever has been written so far. @throws when it is not this kind's */
  readContent(stored: unknown): Record<string, unknown>
  /** What is missing before publishing beyond what `fields` say. */
  missingIn(content: Record<string, unknown>): MissingContent[]
  /** What can come of it, in the order of the dashboards; `KindWords.outcomes` has a word for each. */
  outcomes: readonly string[]
  /** Those among the outcomes with which the office was reached. */
  reached: readonly string[]
  /** Those of which the public is told how many there are, on cards and on the page: what was done, and did not come back. */
  counted: readonly string[]
  /** How somebody may have gone about it: `outreach.via`. */
  ways: readonly string[]
  /** Its type in the Open Supporter Data Interface. @see https://opensupporter.github.io/osdi-docs/outreaches.html */
  osdiType: string
  /** Where it is done. */
  path(language: Language, slug: string): string
  /** The public page's content as it will be, as HTML, for the office. @param action as if it were open */
  preview(
    context: { db: Db; env: Pick<Env, 'channels'> },
    action: AdvocacyCampaign,
    language: Language,
    now: Date,
  ): Promise<string>
  /** What of it does not work with the channels that are set up, for the organizer, or null. */
  warning?(channels: Env['channels'], language: Language): string | null
  /** Whether keywords may lead to it, because all of it can be done by text. */
  isDoneByText?: boolean
  /** Whether letters carry it, at least to some offices; the office then shows how letters fare. */
  isCarriedByLetter?: boolean
  /** Whether a person's part in it stands in `letter`, from where it is told, and not in `outreach` alone. */
  isToldFromLetters?: boolean
  /** The mails that only this kind sends. */
  mails?: Readonly<Record<KindTemplate, KindMail>>
  /** What was done on its page, of a submission of the kind `action`; null: nothing that counts. The worker writes it down. */
  readDone?(fields: Record<string, string>): Done | null
}

/** What somebody did on the page of an action. */
export interface Done {
  /** Whom they reached, and what came of it: among the kind's `outcomes` and `ways`. */
  outreach: Pick<Outreach, 'id' | 'postId' | 'contactDetailId' | 'outcome' | 'via'>[]
  /** A mail to the one who did it, among the kind's `mails`. The address is kept until it has left. */
  mail: { template: KindTemplate; to: string } | null
}

/** A mail that one kind sends, and what the office calls it. */
export interface KindMail {
  name: Bilingual
  /** Loaded when it is sent: the site starts without what only mails need. */
  load(): Promise<Mail>
}

/** What a kind is called, and what is said of it, in one language. */
export interface KindWords {
  /** Calls. */
  plural: string
  /** Call. */
  singular: string
  /** What a press on its card leads to. */
  go: Record<Availability, string>
  /** How often it has been done, for the public; with 0, what is said to the first. */
  soFar(count: number): string
  /** What somebody did: a call to Ida Vance. */
  reachedOut(official: string): string
  /** Each of `OutreachKind.outcomes`. */
  outcomes: Readonly<Record<string, string>>
  /** The dashboard: how many were reached, what share, when last; when none ever; what its colours mean. */
  numbers: { reached: string; rate: string; last: string; never: string; legend: string }
  /** Nobody has reached these. */
  neverReached(names: string): string
}
