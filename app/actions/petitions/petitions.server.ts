import type { Selectable } from 'kysely'
import type { Db } from '#db/client'
import type { Database } from '#db/schema'
import type { Bilingual } from '~/i18n/language'
import { paths } from '~/paths'
import type { NewestName, Petition, PetitionDelivery, PetitionTotal, PetitionUpdate } from './petition'

/** Finds a public petition by slug; never a draft. */
export async function findPetition(db: Db, slug: string): Promise<Petition | null> {
  const row = await petitionsOf(db)
    .where('petition.slug', '=', slug)
    .where('petition.state', '<>', 'draft')
    .executeTakeFirst()
  return row ? petitionOf(row) : null
}

/** Finds a petition by slug, including drafts. For the office only. */
export async function petitionBySlug(db: Db, slug: string): Promise<Petition | null> {
  const row = await petitionsOf(db).where('petition.slug', '=', slug).executeTakeFirst()
  return row ? petitionOf(row) : null
}

/** Petitions by id, in any state; the map omits unknown ids. */
export async function petitionsById(db: Db, ids: string[]): Promise<Map<string, Petition>> {
  if (ids.length === 0) return new Map()
  const rows = await petitionsOf(db)
    .where('petition.id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, petitionOf(row)]))
}

/** Public petitions of published campaigns with their totals: open ones first, each group oldest first. */
export async function listPetitions(
  db: Db,
  campaignId?: string,
): Promise<{ petition: Petition; total: PetitionTotal }[]> {
  let query = petitionsOf(db)
    .leftJoin('petition_total', 'petition_total.petition_id', 'petition.id')
    .select(['petition_total.confirmed', 'petition_total.private', 'petition_total.changed_at'])
    .where('petition.state', 'in', ['open', 'closed', 'victory'])
    .where('campaign.state', '=', 'published')
    .orderBy((eb) => eb('petition.state', '=', 'open'), 'desc')
    .orderBy('petition.created_at', 'asc')
  if (campaignId) query = query.where('petition.campaign_id', '=', campaignId)
  const rows = await query.execute()
  return rows.map((row) => ({ petition: petitionOf(row), total: totalOf(row) }))
}

export async function findTotal(db: Db, petitionId: string): Promise<PetitionTotal> {
  const row = await db
    .selectFrom('petition_total')
    .select(['confirmed', 'private', 'changed_at'])
    .where('petition_id', '=', petitionId)
    .executeTakeFirst()
  return totalOf({
    confirmed: row?.confirmed ?? null,
    private: row?.private ?? null,
    changed_at: row?.changed_at ?? null,
  })
}

export async function listUpdates(db: Db, petitionId: string): Promise<PetitionUpdate[]> {
  const rows = await db
    .selectFrom('petition_update')
    .select(['published_on', 'title', 'body'])
    .where('petition_id', '=', petitionId)
    .orderBy('published_on', 'desc')
    .execute()
  return rows.map((row) => ({ publishedOn: row.published_on, title: row.title, body: row.body }))
}

/** Deliveries that the petition's page shows, the latest first. */
export async function listDeliveries(db: Db, petitionId: string): Promise<PetitionDelivery[]> {
  const rows = await db
    .selectFrom('shown_delivery')
    .selectAll()
    .where('petition_id', '=', petitionId)
    .orderBy('delivered_on', 'desc')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    day: row.delivered_on,
    recipient: row.recipient,
    byWhom: row.by_whom,
    signatures: row.signatures,
    photo: row.picture_id && row.photo_alt ? { path: paths.picture(row.picture_id), alt: row.photo_alt } : null,
  }))
}

/** A line of news, and the petition it is about. */
export interface CampaignNews {
  id: string
  publishedOn: string
  title: Bilingual
  /** Of the petition. */
  slug: string
}

/** The newest news of a campaign's public petitions. */
export async function newestNews(db: Db, campaignId: string, most = 3): Promise<CampaignNews[]> {
  const rows = await db
    .selectFrom('petition_update')
    .innerJoin('petition', 'petition.id', 'petition_id')
    .select(['petition_update.id', 'published_on', 'petition_update.title', 'slug'])
    .where('campaign_id', '=', campaignId)
    .where('petition.state', '<>', 'draft')
    .orderBy('published_on', 'desc')
    .orderBy('petition_update.id')
    .limit(most)
    .execute()
  return rows.map((row) => ({ id: row.id, publishedOn: row.published_on, title: row.title, slug: row.slug }))
}

/** The newest signers who show their name. */
export async function newestNames(db: Db, petitionId: string, most = 12): Promise<NewestName[]> {
  const rows = await db
    .selectFrom('shown_name')
    .select(['display_name', 'place', 'comment', 'confirmed_at'])
    .where('petition_id', '=', petitionId)
    .orderBy('confirmed_at', 'desc')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    displayName: row.display_name,
    place: row.place,
    comment: row.comment,
    confirmedAt: row.confirmed_at,
  }))
}

/** Confirmed signatures by area, only areas with at least ten, so that nobody can be identified. */
export async function countsByArea(db: Db, petitionId: string): Promise<{ area: string; signatures: number }[]> {
  const rows = await db
    .selectFrom('tally')
    .select(['area', (eb) => eb.fn.sum<string>('confirmed').as('signatures')])
    .where('petition_id', '=', petitionId)
    .groupBy('area')
    .having((eb) => eb.fn.sum('confirmed'), '>=', 10)
    .orderBy('signatures', 'desc')
    .execute()
  return rows.map((row) => ({ area: row.area, signatures: Number(row.signatures) }))
}

function totalOf(row: { confirmed: number | null; private: number | null; changed_at: Date | null }): PetitionTotal {
  return { confirmed: row.confirmed ?? 0, private: row.private ?? 0, changedAt: row.changed_at ?? new Date(0) }
}

/** Petitions, with whether they belong to the network, and when their campaign ends. */
function petitionsOf(db: Db) {
  return db
    .selectFrom('petition')
    .innerJoin('member_group', 'member_group.id', 'petition.group_id')
    .innerJoin('campaign', 'campaign.id', 'petition.campaign_id')
    .selectAll('petition')
    .select((eb) => [
      eb('member_group.kind', '=', 'network').as('is_of_network'),
      'campaign.ends_at as campaign_ends_at',
      'member_group.name as group_name',
      'member_group.town as group_town',
      'member_group.contact_mail',
      'member_group.contact_phone',
      'member_group.logo',
      'member_group.logo_alt',
    ])
}

function petitionOf(
  row: Selectable<Database['petition']> & {
    is_of_network: unknown
    campaign_ends_at: Date | null
    group_name: string
    group_town: string
    contact_mail: string | null
    contact_phone: string | null
    logo: string | null
    logo_alt: Bilingual | null
  },
): Petition {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    groupId: row.group_id,
    group: row.is_of_network
      ? null
      : {
          name: row.group_name,
          town: row.group_town,
          mail: row.contact_mail,
          phone: row.contact_phone,
          logo: row.logo,
          logoAlt: row.logo_alt,
        },
    slug: row.slug,
    state: row.state,
    title: row.title,
    ask: row.ask,
    target: row.target,
    targetKey: row.target_key,
    story: row.story,
    image: row.image,
    imageAlt: row.image_alt,
    shareText: row.share_text,
    goalSteps: row.goal_steps,
    outcome: row.outcome,
    opensAt: row.opens_at,
    closesAt: row.closes_at,
    campaignEndsAt: row.campaign_ends_at,
    commentPrompt: row.comment_prompt,
    thanksText: row.thanks_text,
    confirmSubject: row.confirm_subject,
    confirmText: row.confirm_text,
    thanksMail: row.thanks_mail,
    shareImage: row.share_image,
    timeZone: row.time_zone,
    offers: {
      comment: row.asks_comment,
      names: row.asks_names,
      phone: row.asks_phone,
      network: row.is_of_network === false,
    },
    updatedAt: row.updated_at,
  }
}
