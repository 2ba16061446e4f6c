import type { PartialDay } from '#db/schema-story'
import type { Bilingual } from '~/i18n/language'
import type { CaseContent, CaseEvent } from './case-content'

/** What happened to a ruling that no longer stands, or not as a whole. */
export interface Overturned {
  /** `overturned` when the case does not say which of the two it was. */
  verb: 'reversed' | 'vacated' | 'overturned'
  /** '' when unknown. */
  on: PartialDay | ''
  /** Title of the event that did it; null when unknown. */
  by: Bilingual | null
  /** What of it no longer stands; empty: nothing of it does. */
  note: Bilingual
}

/**
 * Whether a ruling stands. Everything that shows an event of a case asks here: pages, lists, timeline, feeds, JSON, share
 * images, search.
 *
 * An event that names what overturned it never stands, even if that other event is missing from the case.
 *
 * @param eventKey key of an event of the case
 * @returns null while it stands, and for an event that the case does not have
 */
export function standingOf({ events }: Pick<CaseContent, 'events'>, eventKey: string): Overturned | null {
  const event = events.find(({ key }) => key === eventKey)
  if (!event?.overturnedBy) return null
  const by = events.find(({ key }) => key === event.overturnedBy && key !== eventKey)
  return {
    verb: by?.kind === 'reversed' || by?.kind === 'vacated' ? by.kind : 'overturned',
    on: by?.happenedOn ?? '',
    by: by?.title ?? null,
    note: event.overturnedNote,
  }
}

/**
 * Whether the ruling stands that an entry of the timeline tells: the event that it names, or else one of the same case
 * and day, since a ruling that was overturned is never to be told as if it stood.
 */
export function standingOfEntry(
  courtCase: Pick<CaseContent, 'events'>,
  { caseEvent, happenedOn }: { caseEvent: string; happenedOn: PartialDay },
): Overturned | null {
  if (courtCase.events.some(({ key }) => key === caseEvent)) return standingOf(courtCase, caseEvent)
  return overturnedIn(courtCase).find(({ event }) => event.happenedOn === happenedOn)?.overturned ?? null
}

/** An event of a case, and whether it stands. */
export interface WeighedEvent {
  event: CaseEvent
  overturned: Overturned | null
}

/** Events of a case in the order in which they happened; those of one day in the order in which they were written. */
export function weighedEvents(courtCase: Pick<CaseContent, 'events'>): WeighedEvent[] {
  return courtCase.events
    .toSorted((one, other) => (one.happenedOn < other.happenedOn ? -1 : one.happenedOn > other.happenedOn ? 1 : 0))
    .map((event) => ({ event, overturned: standingOf(courtCase, event.key) }))
}

/** Events of a case that no longer stand, or not as a whole, in the order in which they happened. */
export function overturnedIn(courtCase: Pick<CaseContent, 'events'>): { event: CaseEvent; overturned: Overturned }[] {
  return weighedEvents(courtCase).flatMap(({ event, overturned }) => (overturned ? [{ event, overturned }] : []))
}
