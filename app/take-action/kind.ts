import type { Db } from '#db/client'
import type { Language } from '~/i18n/language'

/** One thing a visitor can do, as it stands on the home page, a campaign's page and after another action. */
export interface ActionCard {
  /** Unique among all cards; what `petition:<id>` announces has changed. */
  tag: string
  campaignId: string
  title: string
  /** Who decides. */
  target: string
  /** Where it is done, in the card's language. */
  path: string
  image: string | null
  imageAlt: string
  /** How many have done it, counted publicly. */
  count: number
  state: 'open' | 'not-yet' | 'over'
}

/** What every kind of action brings with it. A new kind fulfils this, and stands in `registry.server.ts`. */
export interface ActionKind {
  /** What can be done (open first) and what has been, in one language; all campaigns or one. */
  listCards(db: Db, language: Language, now: Date, campaignId: string | null): Promise<ActionCard[]>
}
