import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { z } from 'zod'
import { inSegment } from '~/messages/segments/segment-condition.server'
import { segmentRule } from '~/messages/segments/segment-rule'
import type { Segment } from '~/messages/segments/segments.server'

/** A segment as it was when a message to it was approved. */
const keptSegment = z.object({
  id: z.uuid(),
  name: z.string(),
  groupId: z.uuid(),
  campaignId: z.uuid().nullable(),
  rule: segmentRule,
  frozenAt: z.coerce.date().nullable(),
}) satisfies z.ZodType<Segment>

/** Reads what `JSON.stringify` kept of a segment; null: everybody. */
export function readKeptSegment(stored: unknown): Segment | null {
  return stored === null || stored === undefined ? null : keptSegment.parse(stored)
}

/** Whether a kept segment can still be read. */
export function isReadable(stored: unknown): boolean {
  return stored === null || stored === undefined || keptSegment.safeParse(stored).success
}

/** Whom a message goes to, before anybody asks whether they may get it. */
export interface Whom {
  segment: Segment | null
  /** Of the campaign. */
  groupId: string
  campaignId: string
}

/**
 * A condition on `person`: in the segment, or everybody whom the campaign's group may see. A message goes to nobody whom its
 * group may not see (decision 010), also when it goes to a segment of another group.
 */
export function whoIn({ segment, groupId, campaignId }: Whom, now: Date): RawBuilder<SqlBool> {
  const everybody: Segment = { id: campaignId, name: '', groupId, campaignId, rule: { all: [] }, frozenAt: null }
  if (segment === null || segment.groupId === groupId) return inSegment(segment ?? everybody, now)
  return sql<SqlBool>`(${inSegment(segment, now)} and ${inSegment(everybody, now)})`
}
