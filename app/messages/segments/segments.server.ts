import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import { type SegmentRule, segmentRule } from './segment-rule'

/** A saved question about people. */
export interface Segment {
  id: string
  name: string
  /** Only people whom this group may see are ever in it. */
  groupId: string
  /** Only people of this campaign; null: of any. */
  campaignId: string | null
  rule: SegmentRule
  /** Since then, the same people, whatever the rule finds later; null: whoever it finds. */
  frozenAt: Date | null
}

/** @returns null when there is none, or when it was removed */
export async function findSegment(db: Db, id: string): Promise<Segment | null> {
  if (!isUuid(id)) return null
  const { rows } = await sql<Segment>`
    select id, name, group_id as "groupId", campaign_id as "campaignId", rule, frozen_at as "frozenAt"
    from segment where id = ${id} and removed_at is null
  `.execute(db)
  return rows[0] ? { ...rows[0], rule: segmentRule.parse(rows[0].rule) } : null
}
