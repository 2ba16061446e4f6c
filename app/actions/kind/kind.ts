import type { Db } from '#db/client'
import type { AdvocacyKind } from '#db/schema-advocacy'
import type { Env } from '~/env.server'
import type { Language } from '~/i18n/language'
import type { AdvocacyCampaign } from './advocacy.server'
import type { ContentField, Missing } from './content'

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

/** What a kind brings besides that leads people to officials: calls, letters, texts. */
export interface OutreachKind extends ActionKind {
  kind: AdvocacyKind
  /** What organizers write, in the order they write it; the editor, its checks and the publishing gate follow from it. */
  fields: readonly ContentField[]
  /** Stored content as the kind reads it: every field, whatever has been written so far. @throws when it is not this kind's */
  readContent(stored: unknown): Record<string, unknown>
  /** What is missing before publishing beyond what `fields` say. */
  missingIn(content: Record<string, unknown>): Missing[]
  /** What can come of it, in the order of the dashboards; their words are `outreach.outcomes.<kind>.<outcome>`. */
  outcomes: readonly string[]
  /** Those among the outcomes with which the office was reached. */
  reached: readonly string[]
  /** Where it is done. */
  path(language: Language, slug: string): string
  /** The public page's content as it will be, as HTML, for the office. @param action as if it were open */
  preview(
    context: { db: Db; env: Pick<Env, 'channels'> },
    action: AdvocacyCampaign,
    language: Language,
    now: Date,
  ): Promise<string>
}
