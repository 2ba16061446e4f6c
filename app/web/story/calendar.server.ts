import ical, { escape as escapeText, ICalCalendarMethod } from 'ical-generator'
import type { Meeting } from '~/campaigns/meetings/meetings.server'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { plainText } from '~/ui/page/markdown.server'
import { meetingView } from './meeting-view.server'

interface Calendar {
  lang: Language
  publicUrl: string
  /** What a calendar program calls it. */
  name: string
  /** The page that lists the same. */
  page: string
}

/** Seconds after which a program that follows the calendar looks again. */
const lookAgain = 6 * 3_600

/**
 * Meetings as a calendar (RFC 5545), each with its page, its agenda and how to comment. Times are instants; the words
 * say them in the meeting's own zone.
 */
export function meetingsCalendar({ lang, publicUrl, name, page }: Calendar, meetings: readonly Meeting[]): string {
  const host = new URL(publicUrl).hostname
  const calendar = ical({
    // The library escapes the texts of events, and not this one.
    name: escapeText(name, false),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'Firme', product: host, language: lang.toUpperCase() },
    url: page,
    ttl: lookAgain,
  })
  for (const meeting of meetings) {
    const view = meetingView(lang, meeting)
    const url = `${publicUrl}${view.href}`
    calendar.createEvent({
      id: `meeting-${meeting.id}@${host}`,
      start: meeting.startsAt,
      end: meeting.endsAt,
      summary: view.title,
      location: [whereLine(view.where), view.place?.name].filter(Boolean).join(', '),
      description: description(lang, meeting, url),
      url,
      // Without it, each answer would be stamped with its own second, and never be the same twice.
      stamp: meeting.updatedAt,
      lastModified: meeting.updatedAt,
    })
  }
  return calendar.toString()
}

function description(lang: Language, meeting: Meeting, url: string): string {
  const t = translator(lang)
  const view = meetingView(lang, meeting)
  const { about, howToComment } = meeting.content
  return [
    `${view.day}, ${view.time}, ${view.zoneName}`,
    moreWhere(view.where),
    plainText(about[lang]),
    plainText(howToComment[lang]),
    sayDeadlineDay(lang, meeting),
    view.agendaUrl && `${t('meetings.agenda')}: ${view.agendaUrl}`,
    url,
  ]
    .filter(Boolean)
    .join('\n\n')
}

/** Where it is, for the one line that a calendar shows and looks up on a map. */
function whereLine(where: string): string {
  return where.split('\n')[0]!.trim()
}

/** What else is said of where it is. */
function moreWhere(where: string): string {
  return where.split('\n').slice(1).join('\n').trim()
}

/** The deadline as a day: an entry in a calendar is read later, so it counts no days. */
function sayDeadlineDay(lang: Language, meeting: Meeting): string | null {
  const t = translator(lang)
  const { comments } = meetingView(lang, meeting)
  return comments && t('meetings.comment.by', { when: comments.when })
}
