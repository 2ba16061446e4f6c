import { z } from 'zod'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { daysBetween, wallClock } from '~/ui/page/zoned-time'
import { instantOf, usualZone, zoneNames } from '~/ui/page/zones'
import { type ContentField, linesOf, storedText, storedWords } from './content'
import { fullWhen } from './when-words'

/** The part of an action's content about a meeting or deadline: part of every kind's schema. */
export const eventShape = {
  eventName: storedWords,
  eventAt: storedText,
  /** Of the meeting or deadline, and of when the action opens and closes. */
  timeZone: z.enum(zoneNames).catch(usualZone),
  eventAgenda: storedText,
  eventComment: storedWords,
  eventAfter: storedWords,
}

/** The fields of a meeting or deadline: part of every kind's fields. */
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

/** The part of stored content about a meeting or deadline. */
export type EventContent = z.output<z.ZodObject<typeof eventShape>>

/** When the meeting or deadline is, or null when the action has none. */
function eventMoment({ eventAt, timeZone }: Pick<EventContent, 'eventAt' | 'timeZone'>): Date | null {
  return eventAt ? instantOf(eventAt, timeZone) : null
}

/** Whether the meeting or deadline has passed: from then on it is asked what is to be asked afterwards. */
export function isAfterEvent(content: Pick<EventContent, 'eventAt' | 'timeZone'>, now: Date): boolean {
  const at = eventMoment(content)
  return at !== null && at <= now
}

/** A meeting or deadline, in one language. */
export interface EventView {
  name: string
  /** In words, with the zone. */
  when: string
  /** How long until then, in words; '' when it has passed. */
  countdown: string
  isAfter: boolean
  agenda: string
  /** How to comment, line by line. */
  comment: string[]
  after: string
}

/** The meeting or deadline as the public page shows it, or null. */
export function eventView(content: EventContent, language: Language, now: Date): EventView | null {
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
  }
}
