import { type RawBuilder, sql } from 'kysely'

/** What a list is for: signatures of a petition, or people whom a campaign knows without one. */
export interface ListOwner {
  /** Of the petition or the campaign. */
  id: string
  groupId: string
  campaignId: string
}

/** Whether a list is for people without a signature. */
export function isOfCampaign({ id, campaignId }: Pick<ListOwner, 'id' | 'campaignId'>): boolean {
  return id === campaignId
}

/** The lists of a petition, or of a campaign, as a condition on `import_batch`. */
export function listsOf({ id }: Pick<ListOwner, 'id'>): RawBuilder<boolean> {
  return sql<boolean>`coalesce(import_batch.petition_id, import_batch.campaign_id) = ${id}`
}
