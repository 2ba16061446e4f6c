import type { Translate } from '~/i18n/translator'
import type { MeetingLineView } from './meeting-view.server'

/** How far away a meeting is: today, tomorrow, in five days, now, over. */
export function sayWhenMeeting(
  t: Translate,
  { phase, daysUntil }: Pick<MeetingLineView, 'phase' | 'daysUntil'>,
): string {
  return phase === 'coming' ? t('meetings.in', { days: daysUntil }) : t(`meetings.phase.${phase}`)
}

/** How long comments are taken, or that they no longer are; null without a deadline. */
export function sayDeadline(t: Translate, { comments }: Pick<MeetingLineView, 'comments'>): string | null {
  if (!comments) return null
  const { isOpen, daysLeft, when } = comments
  return isOpen ? t('meetings.comment.until', { when, days: daysLeft }) : t('meetings.comment.closed', { when })
}
