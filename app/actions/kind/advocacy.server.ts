import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { AdvocacyState } from '#db/schema-advocacy'
import type { Bilingual } from '~/i18n/language'
import type { MemberGroup } from '~/ui/page/public-layout'
import { type Targeting, targetingSchema } from './targeting'

/** An action that leads people to officials (OSDI: advocacy campaign). */
export interface AdvocacyCampaign {
  id: string
  campaignId: string
  groupId: string
  /** The member group that runs it; null for the network itself. */
  group: MemberGroup | null
  campaignSlug: string
  campaignName: Bilingual
  colour: string
  kind: string
  slug: string
  state: AdvocacyState
  title: Bilingual
  summary: Bilingual
  /** Stored content, not yet parsed by the kind's schema. */
  content: unknown
  targeting: Targeting
  opensAt: Date | null
  closesAt: Date | null
  /** Whether its campaign is public. */
  isCampaignPublished: boolean
  /** When its campaign closes or was archived; every action in it closes then. */
  campaignClosesAt: Date | null
  updatedAt: Date
}

type Row = Omit<AdvocacyCampaign, 'targeting'> & { targeting: unknown }

const columns = sql`advocacy_campaign.id, advocacy_campaign.campaign_id as "campaignId", advocacy_campaign.group_id as "groupId",
  (select jsonb_build_object('name', name, 'town', town, 'mail', contact_mail, 'phone', contact_phone, 'logo', logo, 'logoAlt', logo_alt) from member_group where member_group.id = advocacy_campaign.group_id and member_group.kind <> 'network') as "group", campaign.slug as "campaignSlug", campaign.name as "campaignName",
  campaign.colour, advocacy_campaign.kind, advocacy_campaign.slug, advocacy_campaign.state, advocacy_campaign.title, advocacy_campaign.summary,
  advocacy_campaign.content, advocacy_campaign.targeting, advocacy_campaign.opens_at as "opensAt", advocacy_campaign.closes_at as "closesAt", campaign.state = 'published' as "isCampaignPublished",
  campaign.ends_at as "campaignClosesAt", advocacy_campaign.updated_at as "updatedAt"`

/**
 * Finds a public action by slug: neither it nor its campaign is a draft. Archived ones are found too and show as over.
 */
export async function findAdvocacyCampaign(db: Db, kind: string, slug: string): Promise<AdvocacyCampaign | null> {
  const { rows } = await sql<Row>`
    select ${columns} from advocacy_campaign join campaign on campaign.id = campaign_id
    where advocacy_campaign.slug = ${slug} and advocacy_campaign.kind = ${kind} and advocacy_campaign.state <> 'draft' and campaign.state <> 'draft'
  `.execute(db)
  return rows[0] ? read(rows[0]) : null
}

/** Finds an action by slug in any kind and state. For the office only. */
export async function advocacyBySlug(db: Db, slug: string): Promise<AdvocacyCampaign | null> {
  const { rows } =
    await sql<Row>`select ${columns} from advocacy_campaign join campaign on campaign.id = campaign_id where advocacy_campaign.slug = ${slug}`.execute(
      db,
    )
  return rows[0] ? read(rows[0]) : null
}

/** Lists the public actions of a kind, in all campaigns or one. */
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

/** Whether an action is open, not open yet, or over. */
export type Availability = 'open' | 'not-yet' | 'over'

/** What determines whether an action is open. */
export type Times = Pick<
  AdvocacyCampaign,
  'state' | 'opensAt' | 'closesAt' | 'isCampaignPublished' | 'campaignClosesAt'
>

/** Whether an action is open, not open yet, or over: closed by hand, past its closing time, or its campaign is over. */
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

/** `isOpenNow` in SQL, for petitions too. @param table the table's name or alias in the statement */
export function openAt(
  table: 'advocacy_campaign' | 'action' | 'petition',
  now: Date | RawBuilder<unknown>,
): RawBuilder<boolean> {
  const of = (column: string) => sql.ref(`${table}.${column}`)
  return sql`(${of('state')} = 'open' and (${of('opens_at')} is null or ${of('opens_at')} <= ${now}) and (${of('closes_at')} is null or ${of('closes_at')} > ${now})
    and exists (select from campaign as whole where whole.id = ${of('campaign_id')} and whole.state = 'published' and (whole.closes_at is null or whole.closes_at > ${now})))`
}

function read(row: Row): AdvocacyCampaign {
  return { ...row, targeting: targetingSchema.parse(row.targeting) }
}
