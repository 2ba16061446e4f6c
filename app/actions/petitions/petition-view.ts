import type { CalendarDate } from '~/actions/kind/calendar-file.server'
import type { Meeting } from '~/campaigns/meetings/meetings.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { dayOf, momentOf } from '~/ui/page/dates'
import type { MemberGroup } from '~/ui/page/public-layout'
import {
  countedAt,
  currentGoal,
  lastMoment,
  type NewestName,
  type Offers,
  type Petition,
  type PetitionDelivery,
  type PetitionStatus,
  type PetitionTotal,
  type PetitionUpdate,
  type PublicName,
  statusOf,
} from './petition'

/** A petition in one language, ready to render. */
export interface PetitionView {
  slug: string
  title: string
  ask: string
  target: string
  storyHtml: string
  image: string | null
  imageAlt: string
  shareText: string
  commentPrompt: string | null
  offers: Offers
  thanksHtml: string | null
  shareImage: string | null
  /** What it shows; null without one. */
  shareImageAlt: string | null
  status: PetitionStatus
  outcomeHtml: string | null
  /** In the petition's time zone. */
  opensAt: string | null
  /** The last day to sign, in the petition's time zone; null when it has no end. */
  closes: string | null
  /** The next meeting of the council or board that decides, while it is open; null when none is announced. */
  vote: { title: string; when: string; path: string; calendar: string } | null
  /** The member group that runs it; null for the network itself. */
  group: MemberGroup | null
  campaignSlug: string
  campaignName: string
  colour: string
  numbers: { confirmed: number; privateCount: number; goal: number; updated: string }
  updates: { publishedOn: string; title: string; bodyHtml: string }[]
  /** Deliveries, the latest first. */
  deliveries: {
    day: string
    recipient: string
    byWhom: string
    signatures: number
    photo: { src: string; alt: string } | null
  }[]
  names: PublicName[]
  /** Whether the newest name is less than a day old, while more can sign. */
  isRecent: boolean
}

/** What a view is built from. */
export interface PetitionParts {
  petition: Petition
  campaign: { slug: string; name: string; colour: string }
  total: PetitionTotal
  updates: PetitionUpdate[]
  deliveries: PetitionDelivery[]
  /** Newest first. */
  names: NewestName[]
  meeting: Meeting | null
}

/** Milliseconds that a name is called recent: long, because pages are kept. */
const recentFor = 24 * 60 * 60_000

/** Builds the view. @param markdown turns Markdown into safe HTML */
export function petitionView(
  parts: PetitionParts,
  language: Language,
  now: Date,
  markdown: (text: string) => string,
): PetitionView {
  const { petition, campaign, total } = parts
  const status = statusOf(petition, now)
  const closing = lastMoment(petition)
  return {
    slug: petition.slug,
    title: petition.title[language],
    ask: petition.ask[language],
    target: petition.target[language],
    storyHtml: markdown(petition.story[language]),
    image: petition.image,
    imageAlt: petition.imageAlt?.[language] ?? '',
    shareText: petition.shareText[language] || petition.ask[language],
    commentPrompt: petition.commentPrompt?.[language] ?? null,
    offers: petition.offers,
    thanksHtml: petition.thanksText && markdown(petition.thanksText[language]),
    shareImage: petition.shareImage,
    shareImageAlt: shareImageAlt(petition, language),
    status,
    outcomeHtml: petition.outcome && markdown(petition.outcome[language]),
    opensAt: petition.opensAt && momentOf(language, petition.opensAt, petition.timeZone),
    closes: closing && dayOf(language, new Date(closing.getTime() - 1), petition.timeZone),
    vote: status === 'open' ? voteView(parts, language) : null,
    group: petition.group,
    campaignSlug: campaign.slug,
    campaignName: campaign.name,
    colour: campaign.colour,
    numbers: {
      confirmed: total.confirmed,
      privateCount: total.private,
      goal: currentGoal(petition.goalSteps, total.confirmed),
      updated: momentOf(language, countedAt(petition, total), petition.timeZone, status !== 'open'),
    },
    updates: parts.updates.map((update) => ({
      publishedOn: update.publishedOn,
      title: update.title[language],
      bodyHtml: markdown(update.body[language]),
    })),
    deliveries: parts.deliveries.map(({ photo, ...one }) => ({
      ...one,
      photo: photo && { src: photo.path, alt: photo.alt[language] },
    })),
    names: parts.names.map(({ displayName, place, comment }) => ({ displayName, place, comment })),
    isRecent:
      status === 'open' && parts.names.some(({ confirmedAt }) => now.getTime() - confirmedAt.getTime() < recentFor),
  }
}

function voteView({ campaign, meeting }: PetitionParts, language: Language): PetitionView['vote'] {
  if (!meeting) return null
  const path = paths.meeting(language, campaign.slug, meeting.slug)
  const when = momentOf(language, meeting.startsAt, meeting.zone)
  return { title: meeting.content.title[language], when, path, calendar: `${path}.ics` }
}

/** To whom a petition is, with the preposition before it: Spanish contracts “A el” into “Al”, but not in names. */
export function addressee(language: Language, target: string): { to: string; name: string } {
  const [article = ''] = language === 'es' ? (/^[Ee]l (?=\p{Ll})/u.exec(target) ?? []) : []
  const to = translator(language)('site.petition.to')
  return article ? { to: `${to}l`, name: target.slice(article.length) } : { to, name: target }
}

/** The last moment to sign, for a calendar; null when it has no end. @param url of the page */
export function closingDate(
  petition: Pick<Petition, 'id' | 'title' | 'ask' | 'closesAt' | 'campaignEndsAt' | 'updatedAt'>,
  language: Language,
  url: string,
): CalendarDate | null {
  const closing = lastMoment(petition)
  return (
    closing && {
      id: `petition-${petition.id}@firme`,
      // Midnight would stand on the day after the last one.
      at: new Date(closing.getTime() - 60_000),
      name: translator(language)('site.petition.lastChance', { title: petition.title[language] }),
      lines: [petition.ask[language]],
      url,
      changedAt: petition.updatedAt,
    }
  )
}

/** A share image that is not the page's picture has no description of its own. */
function shareImageAlt({ shareImage, image, imageAlt, title }: Petition, language: Language): string | null {
  if (shareImage === null) return null
  return (
    (shareImage === image && imageAlt?.[language]) ||
    translator(language)('site.share.picture', { title: title[language] })
  )
}
