import { timelineKinds } from '#db/schema-story'
import type { TimelineFilter } from './timeline.server'

/** What a query asks of the timeline: a kind, a year; anything else counts as nothing. */
export function timelineFilter(query: URLSearchParams): TimelineFilter {
  const year = query.get('year') ?? ''
  return {
    kind: timelineKinds.find((kind) => kind === query.get('kind')) ?? null,
    year: /^\d{4}$/.test(year) ? year : null,
  }
}
