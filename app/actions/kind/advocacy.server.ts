import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { AdvocacyState } from '#db/schema-advocacy'
import type { Bilingual } from '~/i18n/language'
import { type Targeting, targetingSchema } from './targeting'

/** An action that leads to officials: an advocacy campaign in the words of the Open Supporter Data Interface. */
export interface AdvocacyCampaign {
  id: string
  campaignId: string
  groupId: string
  campaignSlug: string
  campaignName: Bilingual
  colour: string
  kind: string
  slug: string
  state: AdvocacyState
  title: Bilingual
  summary: Bilingual
  /** Parsed by the kind's own schema. */
  content: unknown
  targeting: Targeting
  opensAt: Date | null
  closesAt: Date | null
  /** Whether everybody may see the campaign it belongs to. */
  isCampaignPublished: boolean
  /** When the whole campaign closes or was archived, and with it all that belongs to it. */
  campaignClosesAt: Date | null
}

type Row = Omit<AdvocacyCampaign, 'targeting'> & { targeting: unknown }

const columns = sql`advocacy_campaign.id, advocacy_campaign.campaign_id as "campaignId", advocacy_campaign.group_id as "groupId", campaign.slug as "campaignSlug", campaign.name as "campaignName",
  campaign.colour, advocacy_campaign.kind, advocacy_campaign.slug, advocacy_campaign.state, advocacy_campaign.title, advocacy_campaign.summary,
  advocacy_campaign.content, advocacy_campaign.targeting, advocacy_campaign.opens_at as "opensAt", advocacy_campaign.closes_at as "closesAt", campaign.state = 'published' as "isCampaignPublished",
  campaign.ends_at as "campaignClosesAt"`

/** One that the public may read: published, in a campaign that is or was. One that was archived is over, and says so. */
export async function findAdvocacyCampaign(db: Db, kind: string, slug: string): Promise<AdvocacyCampaign | null> {
  const { rows } = await sql<Row>`
    select ${columns} from advocacy_campaign join campaign on campaign.id = campaign_id
    where advocacy_campaign.slug = ${slug} and advocacy_campaign.kind = ${kind} and advocacy_campaign.state <> 'draft' and campaign.state <> 'draft'
  `.execute(db)
  return rows[0] ? read(rows[0]) : null
}

/** One by its slug, whatever its kind and state: for the office. */
export async function advocacyBySlug(db: Db, slug: string): Promise<AdvocacyCampaign | null> {
  const { rows } =
    await sql<Row>`select ${columns} from advocacy_campaign join campaign on campaign.id = campaign_id where advocacy_campaign.slug = ${slug}`.execute(
      db,
    )
  return rows[0] ? read(rows[0]) : null
}

/** All of a kind that the public may read, of all campaigns or one. */
export async function listAdvocacyCampaigns(
  db: Db,
  kind: string,
  campaignId: string | null,
): Promise<AdvocacyCampaign[]> {
  const { rows } = await sql<Row>`
    select ${columns} from advocacy_campaign join campaign on campaign.id = campaign_id
    where advocacy_campaign.kind = ${kind} and advocacy_campaign.state in ('open', 'closed') and campaign.state = 'published'
      and (${campaignId}::uuid is null or campaign_id = ${campaignId}::uuid)
    order by advocacy_campaign.created_at
  `.execute(db)
  return rows.map(read)
}

/** Whether something can be done now, not yet, or no more. */
export type Availability = 'open' | 'not-yet' | 'over'

/** What decides where an action stands. */
export type Times = Pick<
  AdvocacyCampaign,
  'state' | 'opensAt' | 'closesAt' | 'isCampaignPublished' | 'campaignClosesAt'
>

/** Whether something can be done now, not yet, or no more: what somebody has closed does not open any more by itself, nor does what belongs to a campaign that is over. */
export function availabilityOf(
  { state, opensAt, closesAt, isCampaignPublished, campaignClosesAt }: Times,
  now: Date,
): Availability {
  const isPast = (at: Date | null) => at !== null && at <= now
  if (state !== 'open' || !isCampaignPublished || isPast(closesAt) || isPast(campaignClosesAt)) return 'over'
  return opensAt === null || isPast(opensAt) ? 'open' : 'not-yet'
}

/** Whether something can be done now. */
export function isOpenNow(action: Times, now: Date): boolean {
  return availabilityOf(action, now) === 'open'
}

/** The same in SQL, also of petitions. @param table how the statement names the table of actions, or petitions */
export function openAt(table: 'advocacy_campaign' | 'action' | 'petition', now: Date): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${table}.${column}`)
  return sql`(${of('state')} = 'open' and (${of('opens_at')} is null or ${of('opens_at')} <= ${now}) and (${of('closes_at')} is null or ${of('closes_at')} > ${now})
    and exists (select from campaign as whole where whole.id = ${of('campaign_id')} and whole.state = 'published' and (whole.closes_at is null or whole.closes_at > ${now})))`
}

function read(row: Row): AdvocacyCampaign {
  return { ...row, targeting: targetingSchema.parse(row.targeting) }
}
