import type { Language } from '~/i18n/language'
import type { AdvocacyCampaign } from './advocacy.server'
import { type EventContent, type EventView, eventView } from './event'

/** What the page of every action that leads to officials shows above and below its own part, in one language. */
export interface ActionView {
  slug: string
  title: string
  summary: string
  campaignSlug: string
  campaignName: string
  colour: string
  /** How often it has been done, in words; '' where that is not said: nobody is asked to be the first when it is over. */
  soFar: string
  event: EventView | null
  /** Names of those who have agreed already: they are not asked again. */
  agreed: string[]
}

/** An action as its page frames it. @param content its own, with the meeting or deadline in it */
export function actionView(
  action: AdvocacyCampaign,
  content: EventContent,
  language: Language,
  { soFar, agreed }: Pick<ActionView, 'soFar' | 'agreed'>,
  now: Date,
): ActionView {
  return {
    slug: action.slug,
    title: action.title[language],
    summary: action.summary[language],
    campaignSlug: action.campaignSlug,
    campaignName: action.campaignName[language],
    colour: action.colour,
    soFar,
    event: eventView(content, language, now),
    agreed,
  }
}
