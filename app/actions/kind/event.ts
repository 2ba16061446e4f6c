import { z } from 'zod'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { paths } from '~/paths'
import { type ContentField, linesOf, storedText, storedWords } from '~/ui/forms/content'
import { daysBetween, wallClock } from '~/ui/page/zoned-time'
import { instantOf, usualZone, zoneNames } from '~/ui/page/zones'
import type { AdvocacyCampaign } from './advocacy.server'
import type { CalendarDate } from './calendar-file.server'
import { fullWhen } from './when-words'

/** The meeting or deadline in an action's content, shared by every kind's schema. */
export const eventShape = {
  eventName: storedWords,
  eventAt: storedText,
  /** Zone of the meeting or deadline, and of the action's opening and closing times. */
  timeZone: z.enum(zoneNames).catch(usualZone),
  eventAgenda: storedText,
  eventComment: storedWords,
  eventAfter: storedWords,
}

/** The editor fields of a meeting or deadline, shared by every kind. */
export const eventFields: readonly ContentField[] = [
  {
    name: 'eventName',
    shape: 'words',
    lines: 'one',
    most: 120,
    label: 'outreach.fields.eventName.label',
    hint: 'outreach.fields.eventName.hint',
  },
  { name: 'eventAt', shape: 'moment', label: 'outreach.fields.eventAt.label', hint: 'outreach.fields.eventAt.hint' },
  { name: 'eventAgenda', shape: 'link', label: 'outreach.fields.eventAgenda.label' },
  {
    name: 'eventComment',
    shape: 'words',
    lines: 'many',
    most: 1_000,
    label: 'outreach.fields.eventComment.label',
    hint: 'outreach.fields.eventComment.hint',
  },
  {
    name: 'eventAfter',
    shape: 'words',
    lines: 'many',
    most: 1_000,
    label: 'outreach.fields.eventAfter.label',
    hint: 'outreach.fields.eventAfter.hint',
  },
]

/** The stored meeting or deadline of an action. */
export type EventContent = z.output<z.ZodObject<typeof eventShape>>

/** When the meeting or deadline is, or null when there is none. */
function eventMoment({ eventAt, timeZone }: Pick<EventContent, 'eventAt' | 'timeZone'>): Date | null {
  return eventAt ? instantOf(eventAt, timeZone) : null
}

/** Whether the meeting or deadline has passed, so that `eventAfter` is asked instead. */
export function isAfterEvent(content: Pick<EventContent, 'eventAt' | 'timeZone'>, now: Date): boolean {
  const at = eventMoment(content)
  return at !== null && at <= now
}

/** A meeting or deadline, in one language. */
export interface EventView {
  name: string
  /** In words, with the time zone. */
  when: string
  /** Time left, in words; '' when it has passed. */
  countdown: string
  isAfter: boolean
  agenda: string
  /** How to comment, one line each. */
  comment: string[]
  after: string
  /** Path of its calendar file; null once it has passed. */
  calendar: string | null
}

/** The meeting or deadline for the public page, or null when there is none. @param path of the page */
export function eventView(content: EventContent, language: Language, path: string, now: Date): EventView | null {
  const at = eventMoment(content)
  if (!at) return null
  const days = daysBetween(wallClock(content.timeZone, now).day, wallClock(content.timeZone, at).day)
  const isAfter = at <= now
  return {
    name: content.eventName[language],
    when: fullWhen(language, at, content.timeZone),
    countdown: isAfter ? '' : translator(language)('outreach.event.inDays', { days }),
    isAfter,
    agenda: content.eventAgenda,
    comment: linesOf(content.eventComment[language]),
    after: content.eventAfter[language],
    calendar: isAfter ? null : paths.calendar(path),
  }
}

/** The meeting or deadline for a calendar, or null when there is none. @param url of the page */
export function eventDate(
  {
    id,
    title,
    summary,
    content,
    updatedAt,
  }: Pick<AdvocacyCampaign, 'id' | 'title' | 'summary' | 'content' | 'updatedAt'>,
  language: Language,
  url: string,
): CalendarDate | null {
  const event = z.object(eventShape).parse(content)
  const at = eventMoment(event)
  if (!at) return null
  return {
    id: `action-${id}@firme`,
    at,
    name: event.eventName[language] || title[language],
    lines: [summary[language], ...linesOf(event.eventComment[language]), event.eventAgenda],
    url,
    changedAt: updatedAt,
  }
}
