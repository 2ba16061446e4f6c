import { z } from 'zod'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { daysBetween, instantOf, wallClock } from '~/ui/zoned-time'
import { linesOf, storedText, storedWords, type ContentField } from './content'
import { fullWhen } from './when-words'

/** Zones in which the officials of the fifty states meet. */
export const eventZones = ['America/New_York', 'America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage', 'Pacific/Honolulu'] as const

/** The part of an action's content about a meeting or deadline: part of every kind's schema. */
export const eventShape = {
  eventName: storedWords,
  eventAt: storedText,
  eventZone: z.enum(eventZones).or(z.literal('')).default(''),
  eventAgenda: storedText,
  eventComment: storedWords,
  eventAfter: storedWords,
}

/** The fields of a meeting or deadline: part of every kind's fields. */
export const eventFields: readonly ContentField[] = [
  { name: 'eventName', shape: 'words', lines: 'one', most: 120, label: 'outreach.fields.eventName.label', hint: 'outreach.fields.eventName.hint' },
  { name: 'eventAt', shape: 'moment', label: 'outreach.fields.eventAt.label', hint: 'outreach.fields.eventAt.hint' },
  {
    name: 'eventZone', shape: 'choice', label: 'outreach.fields.eventZone.label',
    options: [
      { value: 'America/New_York', label: 'outreach.zones.eastern' },
      { value: 'America/Chicago', label: 'outreach.zones.central' },
      { value: 'America/Denver', label: 'outreach.zones.mountain' },
      { value: 'America/Phoenix', label: 'outreach.zones.arizona' },
      { value: 'America/Los_Angeles', label: 'outreach.zones.pacific' },
      { value: 'America/Anchorage', label: 'outreach.zones.alaska' },
      { value: 'Pacific/Honolulu', label: 'outreach.zones.hawaii' },
    ],
  },
  { name: 'eventAgenda', shape: 'link', label: 'outreach.fields.eventAgenda.label' },
  { name: 'eventComment', shape: 'words', lines: 'many', most: 1_000, label: 'outreach.fields.eventComment.label', hint: 'outreach.fields.eventComment.hint' },
  { name: 'eventAfter', shape: 'words', lines: 'many', most: 1_000, label: 'outreach.fields.eventAfter.label', hint: 'outreach.fields.eventAfter.hint' },
]

/** The part of stored content about a meeting or deadline. */
export type EventContent = z.output<z.ZodObject<typeof eventShape>>

/** When the meeting or deadline is, or null when the action has none. */
export function eventMoment({ eventAt, eventZone }: Pick<EventContent, 'eventAt' | 'eventZone'>): Date | null {
  return eventAt && eventZone ? instantOf(eventZone, eventAt.slice(0, 10), eventAt.slice(11)) : null
}

/** Whether the meeting or deadline has passed: from then on it is asked what is to be asked afterwards. */
export function isAfterEvent(content: Pick<EventContent, 'eventAt' | 'eventZone'>, now: Date): boolean {
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
  if (!at || !content.eventZone) return null
  const days = daysBetween(wallClock(content.eventZone, now).day, wallClock(content.eventZone, at).day)
  const isAfter = at <= now
  return {
    name: content.eventName[language],
    when: fullWhen(language, at, content.eventZone),
    countdown: isAfter ? '' : translator(language)('outreach.event.inDays', { days }),
    isAfter,
    agenda: content.eventAgenda,
    comment: linesOf(content.eventComment[language]),
    after: content.eventAfter[language],
  }
}
