import { daysBetween } from '~/ui/page/zoned-time'
import { instantOf, localOf, usualZone, type Zone } from '~/ui/page/zones'
import type { MeetingContent } from './meeting-content'

/** When a meeting is, and where that leaves us now. */
export interface MeetingTimes {
  zone: Zone
  startsAt: Date
  /** As announced, or three hours after it begins. */
  endsAt: Date
  phase: 'coming' | 'now' | 'over'
  /** Days on the calendar of its zone from today until it begins; 0 is today. */
  daysUntil: number
  /** Null when there is no deadline. */
  comments: { closesAt: Date; isOpen: boolean; daysLeft: number } | null
}

/** Milliseconds that a meeting without an announced end is taken to last. */
const usualLength = 3 * 3_600_000

/** @returns null when its time is missing or does not exist */
export function meetingTimes(content: MeetingContent, now: Date): MeetingTimes | null {
  const zone = content.timeZone || usualZone
  const startsAt = instantOf(content.startsAt, zone)
  if (!startsAt) return null
  const announced = instantOf(content.endsAt, zone)
  const endsAt = announced && announced > startsAt ? announced : new Date(startsAt.getTime() + usualLength)
  const closesAt = instantOf(content.commentBy, zone)
  const today = localOf(now, zone).slice(0, 10)
  const daysUntil = (at: Date) => daysBetween(today, localOf(at, zone).slice(0, 10))
  return {
    zone,
    startsAt,
    endsAt,
    phase: now < startsAt ? 'coming' : now < endsAt ? 'now' : 'over',
    daysUntil: daysUntil(startsAt),
    comments: closesAt && { closesAt, isOpen: now < closesAt, daysLeft: daysUntil(closesAt) },
  }
}
