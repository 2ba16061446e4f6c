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
 * An event that names what overturned it never stands, even if that other event is missing from the case, unless that
 * other event was itself overturned as a whole.
 *
 * @param eventKey key of an event of the case
 * @returns null while it stands, and for an event that the case does not have
 */
export function standingOf({ events }: Pick<CaseContent, 'events'>, eventKey: string): Overturned | null {
  const event = events.find(({ key }) => key === eventKey)
  if (!event?.overturnedBy) return null
  const by = events.find(({ key }) => key === event.overturnedBy && key !== eventKey)
  if (by && isReinstated(events, event, by)) return null
  return {
    verb: by?.kind === 'reversed' || by?.kind === 'vacated' ? by.kind : 'overturned',
    on: by?.happenedOn ?? '',
    by: by?.title ?? null,
    note: event.overturnedNote,
  }
}

/**
 * Whether what overturned an event was itself overturned, all of it: then the event stands again. Events that name each
 * other in a circle undo nothing.
 */
function isReinstated(events: readonly CaseEvent[], event: CaseEvent, by: CaseEvent): boolean {
  const chain = [event, by]
  for (let last = by; !last.overturnedNote.en && !last.overturnedNote.es; last = chain.at(-1)!) {
    const later = events.find(({ key }) => key === last.overturnedBy)
    if (!later) break
    if (chain.includes(later)) return false
    chain.push(later)
  }
  return chain.length % 2 === 1
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
