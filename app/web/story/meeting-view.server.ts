import type { MeetingTimes } from '~/campaigns/meetings/meeting-times'
import type { Meeting } from '~/campaigns/meetings/meetings.server'
import type { Source } from '~/campaigns/story/source-fields'
import { placeName } from '~/geography/place-name'
import { type Language, localeOf } from '~/i18n/language'
import { paths } from '~/paths'
import { renderMarkdown } from '~/ui/page/markdown.server'
import { zones } from '~/ui/page/zones'

/** A meeting in a list, in one language. */
export interface MeetingLineView {
  slug: string
  href: string
  title: string
  place: { name: string; href: string } | null
  phase: MeetingTimes['phase']
  daysUntil: number
  /** When it begins: instant, and in words of its own zone. */
  startsAt: string
  day: string
  time: string
  zoneName: string
  comments: { isOpen: boolean; daysLeft: number; closesAt: string; when: string } | null
}

/** A meeting in one language. */
export interface MeetingView extends MeetingLineView {
  where: string
  aboutHtml: string
  howToCommentHtml: string
  agendaUrl: string
  commentUrl: string
  source: Source
}

/** A meeting in a list, in one language. */
export function meetingLineView(lang: Language, meeting: Meeting): MeetingLineView {
  const { slug, campaign, content, place, zone, startsAt, phase, daysUntil, comments } = meeting
  return {
    slug,
    href: paths.meeting(lang, campaign.slug, slug),
    title: content.title[lang],
    place: place && { name: placeName(lang, place), href: paths.place(lang, place.slug) },
    phase,
    daysUntil,
    startsAt: startsAt.toISOString(),
    day: wordsOf(lang, startsAt, { dateStyle: 'full', timeZone: zone }),
    time: wordsOf(lang, startsAt, { timeStyle: 'short', timeZone: zone }),
    zoneName: zones[zone][lang],
    comments: comments && {
      isOpen: comments.isOpen,
      daysLeft: comments.daysLeft,
      closesAt: comments.closesAt.toISOString(),
      when: wordsOf(lang, comments.closesAt, { dateStyle: 'full', timeStyle: 'short', timeZone: zone }),
    },
  }
}

/** A meeting in one language. */
export function meetingView(lang: Language, meeting: Meeting): MeetingView {
  const { where, about, howToComment, agendaUrl, commentUrl, ...content } = meeting.content
  return {
    ...meetingLineView(lang, meeting),
    where: where[lang],
    aboutHtml: renderMarkdown(about[lang]),
    howToCommentHtml: renderMarkdown(howToComment[lang]),
    agendaUrl,
    commentUrl,
    source: {
      sourceUrl: content.sourceUrl,
      sourceTitle: content.sourceTitle,
      sourceCheckedOn: content.sourceCheckedOn,
    },
  }
}

function wordsOf(lang: Language, at: Date, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(localeOf[lang], style).format(at)
}
