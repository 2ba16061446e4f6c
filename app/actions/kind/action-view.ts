import type { Language } from '~/i18n/language'
import type { MemberGroup } from '~/ui/page/public-layout'
import type { AdvocacyCampaign } from './advocacy.server'
import { type EventContent, type EventView, eventView } from './event'

/** What the page of every outreach action shows around its own content, in one language. */
export interface ActionView {
  slug: string
  title: string
  summary: string
  group: MemberGroup | null
  campaignSlug: string
  campaignName: string
  colour: string
  /** How often it has been done, in words; '' when it is over and nobody has done it. */
  soFar: string
  event: EventView | null
  /** Names of officials who have already agreed and are not contacted any more. */
  agreed: string[]
}

/** Builds an action's page frame. @param content the kind's own, including the meeting or deadline; `path` of the page */
export function actionView(
  action: AdvocacyCampaign,
  content: EventContent,
  language: Language,
  { path, soFar, agreed }: Pick<ActionView, 'soFar' | 'agreed'> & { path: string },
  now: Date,
): ActionView {
  return {
    slug: action.slug,
    title: action.title[language],
    summary: action.summary[language],
    group: action.group,
    campaignSlug: action.campaignSlug,
    campaignName: action.campaignName[language],
    colour: action.colour,
    soFar,
    event: eventView(content, language, path, now),
    agreed,
  }
}
