import type { Db } from '#db/client'
import type { PartialDay, StoryState } from '#db/schema-story'
import { type ReferredDocument, referredDocuments } from '~/campaigns/story/referred.server'
import { type CaseContent, type CaseEvent, caseContent } from './case-content'
import { type WeighedEvent, weighedEvents } from './standing'

/** A case in court as pages read it. */
export interface CourtCase {
  id: string
  slug: string
  content: CaseContent
  /** In the order in which they happened. */
  events: WeighedEvent[]
  /** The last event: what the case is at now. Null when nothing of it is known. */
  latest: CaseEvent | null
  updatedAt: Date
}

/** Published cases of a campaign: the one in which something happened last comes first. */
export async function readCases(db: Db, campaignId: string): Promise<CourtCase[]> {
  const rows = await casesOf(db, campaignId).where('state', '=', 'open').execute()
  return rows.map(courtCaseOf).sort((one, other) => dayOf(other).localeCompare(dayOf(one)))
}

/** A published case by its slug; null for a draft. */
export async function readCase(db: Db, campaignId: string, slug: string): Promise<CourtCase | null> {
  const row = await casesOf(db, campaignId).where('state', '=', 'open').where('slug', '=', slug).executeTakeFirst()
  return row ? courtCaseOf(row) : null
}

/** A case that something else refers to. */
export interface ReferredCase {
  slug: string
  content: CaseContent
  /** Whether it has a page. One that was taken down still says which of its rulings stand. */
  isOpen: boolean
  updatedAt: Date
}

/** Cases of a campaign that are or were published, by slug. */
export async function referredCases(db: Db, campaignId: string): Promise<Map<string, ReferredCase>> {
  const rows = await casesOf(db, campaignId).where('state', '<>', 'draft').execute()
  return new Map(
    rows.map(({ slug, state, content, updated_at: updatedAt }) => [
      slug,
      { slug, content: caseContent.parse(content), isOpen: state === 'open', updatedAt },
    ]),
  )
}

/** Public documents that events of a campaign's cases refer to, by slug. */
export function documentsOfCases(
  db: Db,
  campaignId: string,
  cases: readonly CourtCase[],
): Promise<Map<string, ReferredDocument>> {
  return referredDocuments(
    db,
    campaignId,
    cases.flatMap(({ events }) => events.map(({ event }) => event.document)),
  )
}

function casesOf(db: Db, campaignId: string) {
  return db
    .selectFrom('court_case')
    .select(['id', 'slug', 'state', 'content', 'updated_at'])
    .where('campaign_id', '=', campaignId)
    .orderBy('created_at')
    .orderBy('slug')
}

function courtCaseOf(row: {
  id: string
  slug: string
  state: StoryState
  content: unknown
  updated_at: Date
}): CourtCase {
  const content = caseContent.parse(row.content)
  const events = weighedEvents(content)
  return {
    id: row.id,
    slug: row.slug,
    content,
    events,
    latest: events.at(-1)?.event ?? null,
    updatedAt: row.updated_at,
  }
}

function dayOf({ latest }: CourtCase): PartialDay {
  return latest?.happenedOn ?? ''
}
