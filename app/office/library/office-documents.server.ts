import { sql } from 'kysely'
import type { Db } from '#db/client'
import { documentContent } from '~/campaigns/library/document-content'
import type { Finding } from '~/campaigns/library/finding'
import type { Bilingual } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { withoutRight } from '~/office/guard/refuse-by-role.server'
import type { Right } from '~/office/guard/rights'
import { uuidOf } from '~/office/team/team.server'

/** A campaign as the pages of its documents need it. */
export interface CampaignOfDocuments {
  id: string
  slug: string
  groupId: string
  name: Bilingual
}

/** @throws 404 if they cannot see it, 403 if they can see it but lack the right */
export async function campaignOfDocuments(office: Office, right: Right): Promise<CampaignOfDocuments> {
  const row = await office.db
    .selectFrom('campaign')
    .select(['id', 'slug', 'group_id', 'name'])
    .where('slug', '=', office.params.slug ?? '')
    .executeTakeFirst()
  if (!row || !office.may('see-numbers', row.group_id)) throw new Response(null, { status: 404 })
  if (!office.may(right, row.group_id)) throw withoutRight(right, row.group_id)
  return { id: row.id, slug: row.slug, groupId: row.group_id, name: row.name }
}

/** A document as the office sees its file. */
export interface OfficeDocument {
  id: string
  slug: string
  title: Bilingual
  state: 'draft' | 'open' | 'archived'
  sha256: string
  bytes: number
  pages: number
  reading: 'waiting' | 'reading' | 'read' | 'failed'
  pagesRead: number
  /** Key under `library.failures`. */
  failure: string | null
  /** It could not be read, and is read again by itself. */
  isReadAgain: boolean
  findings: Finding[]
  acceptedAt: Date | null
  /** What the worker is doing with its file. */
  work: 'clean' | 'drop' | null
  keptSha256: string | null
  campaign: CampaignOfDocuments
}

/**
 * A document by the id in the address.
 *
 * @throws 404 if they cannot see it, 403 if they can see it but lack the right
 */
export async function officeDocument(office: Office, right: Right): Promise<OfficeDocument> {
  const { rows } = await documents(office.db, sql`document.id = ${uuidOf(office.params.id)}`)
  const document = rows[0]
  if (!document || !office.may('see-numbers', document.campaign.groupId)) throw new Response(null, { status: 404 })
  if (!office.may(right, document.campaign.groupId)) throw withoutRight(right, document.campaign.groupId)
  return document
}

/** Documents of a campaign, newest first. */
export async function documentsOf(db: Db, campaignId: string, most: number): Promise<OfficeDocument[]> {
  const { rows } = await documents(db, sql`document.campaign_id = ${campaignId}`, most)
  return rows
}

async function documents(db: Db, which: ReturnType<typeof sql>, most = 1): Promise<{ rows: OfficeDocument[] }> {
  const { rows } = await sql<Omit<OfficeDocument, 'title'> & { content: unknown }>`
    select document.id, document.slug, document.state, document.content, sha256, bytes::float8 as bytes, pages, reading, pages_read as "pagesRead",
      failure, read_again_at is not null as "isReadAgain", findings, findings_accepted_at as "acceptedAt", file_work->>'act' as work, kept_sha256 as "keptSha256",
      jsonb_build_object('id', campaign.id, 'slug', campaign.slug, 'groupId', campaign.group_id, 'name', campaign.name) as campaign
    from document join campaign on campaign.id = campaign_id
    where ${which} and file_work->>'act' is distinct from 'remove'
    order by document.created_at desc, document.id limit ${most}
  `.execute(db)
  return { rows: rows.map(({ content, ...row }) => ({ ...row, title: documentContent.parse(content).title })) }
}

/** Collections of a campaign, by title. */
export async function collectionsOf(db: Db, campaignId: string): Promise<{ slug: string; title: Bilingual }[]> {
  return db
    .selectFrom('document_collection')
    .select(['slug', 'title'])
    .where('campaign_id', '=', campaignId)
    .orderBy('slug')
    .execute()
}
