import type { Db } from '#db/client'
import { type TimelineKind, timelineKinds } from '#db/schema-story'
import { type ReferredCase, referredCases } from '~/campaigns/cases/cases.server'
import { type Overturned, standingOfEntry } from '~/campaigns/cases/standing'
import {
  type ReferredDocument,
  type ReferredPlace,
  referredDocuments,
  referredPlaces,
} from '~/campaigns/story/referred.server'
import { type TimelineContent, timelineContent } from './timeline-content'

/** An entry of the timeline, with what it leads to. */
export interface TimelineEntry {
  id: string
  slug: string
  kind: TimelineKind
  content: TimelineContent
  courtCase: ReferredCase | null
  /** Null while the ruling that it tells stands, and for an entry that tells none. */
  overturned: Overturned | null
  document: ReferredDocument | null
  place: ReferredPlace | null
  /** When it or its case changed last: whether a ruling stands is written in the case. */
  updatedAt: Date
}

/** What a reader narrows the timeline down to; null for everything. */
export interface TimelineFilter {
  kind: TimelineKind | null
  /** YYYY. */
  year: string | null
}

/** A campaign's timeline. */
export interface Timeline {
  /** Oldest first. */
  entries: TimelineEntry[]
  /** How many entries of each kind there are in all, only kinds that have any, in their usual order. */
  kinds: { kind: TimelineKind; count: number }[]
  /** Years with entries, in order. */
  years: string[]
  /** The filter as far as it names something that is there. */
  filter: TimelineFilter
  /** How many there are without a filter. */
  count: number
}

export const everything: TimelineFilter = { kind: null, year: null }

/** Published entries of a campaign's timeline. A filter for what is not there is ignored. */
export async function readTimeline(db: Db, campaignId: string, wanted: TimelineFilter): Promise<Timeline> {
  const all = await readEntries(db, campaignId)
  const years = [...new Set(all.map(yearOf))]
  const kinds = timelineKinds
    .map((kind) => ({ kind, count: all.filter((entry) => entry.kind === kind).length }))
    .filter(({ count }) => count > 0)
  const filter: TimelineFilter = {
    kind: kinds.find(({ kind }) => kind === wanted.kind)?.kind ?? null,
    year: years.find((year) => year === wanted.year) ?? null,
  }
  const entries = all.filter(
    (entry) =>
      (filter.kind === null || entry.kind === filter.kind) && (filter.year === null || yearOf(entry) === filter.year),
  )
  return { entries, kinds, years, filter, count: all.length }
}

async function readEntries(db: Db, campaignId: string): Promise<TimelineEntry[]> {
  const rows = await db
    .selectFrom('timeline_entry')
    .select(['id', 'slug', 'kind', 'content', 'updated_at'])
    .where('campaign_id', '=', campaignId)
    .where('state', '=', 'open')
    .where('happened_on', 'is not', null)
    .orderBy('happened_on')
    .orderBy('created_at')
    .orderBy('slug')
    .execute()
  const entries = rows.map((row) => ({ ...row, content: timelineContent.parse(row.content) }))
  const [cases, documents, places] = await Promise.all([
    referredCases(db, campaignId),
    referredDocuments(
      db,
      campaignId,
      entries.map(({ content }) => content.document),
    ),
    referredPlaces(
      db,
      entries.map(({ content }) => content.place),
    ),
  ])
  return entries.map(({ id, slug, kind, content, updated_at }) => {
    const courtCase = cases.get(content.courtCase) ?? null
    return {
      id,
      slug,
      kind,
      content,
      courtCase,
      overturned: courtCase && standingOfEntry(courtCase.content, content),
      document: documents.get(content.document) ?? null,
      place: places.get(content.place) ?? null,
      updatedAt: courtCase && courtCase.updatedAt > updated_at ? courtCase.updatedAt : updated_at,
    }
  })
}

/** The year of an entry, YYYY. */
export function yearOf({ content }: Pick<TimelineEntry, 'content'>): string {
  return content.happenedOn.slice(0, 4)
}
