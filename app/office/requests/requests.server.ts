import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import { type SealedRequest, sealedRequest } from '~/campaigns/requests/start.schema'
import { placeName } from '~/geography/place-name'
import type { Bilingual, Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { openText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { readPlace, unfilledRoles } from './place-of-request.server'

/** A request for a campaign of one's own, without anything about who asked. */
export interface CampaignRequest {
  id: string
  campaign: string
  place: string
  language: Language
  state: 'waiting' | 'approved' | 'refused'
  askedAt: Date
  decidedAt: Date | null
  /** The campaign that was made, while it can still be taken back. */
  made: { slug: string; name: string } | null
  /** Whether the decision can be taken back: for a day. */
  mayUndo: boolean
}

const undoFor = 86_400_000

const atOnce = 50

/** Requests that wait, oldest first, then those of the last thirty days that were decided. @param after how many to skip */
export async function readRequests(
  { db, lang, now }: Office,
  after: number,
): Promise<{ requests: CampaignRequest[]; next: number | null }> {
  const rows = await db
    .selectFrom('campaign_request as request')
    .innerJoin('campaign', 'campaign.id', 'request.campaign_id')
    .leftJoin('division', 'division.id', 'request.division_id')
    .leftJoin('campaign as made', 'made.id', 'request.made_campaign_id')
    .select([
      'request.id',
      'campaign.name as campaign',
      'division.name as placeName',
      'division.kind as placeKind',
      'division.state as placeState',
      'request.language',
      'request.state',
      'request.asked_at as askedAt',
      'request.decided_at as decidedAt',
      'made.slug as madeSlug',
      'made.name as madeName',
    ])
    .where((eb) =>
      eb.or([
        eb('request.state', '=', 'waiting'),
        eb('request.decided_at', '>', new Date(now.getTime() - 30 * 86_400_000)),
      ]),
    )
    .orderBy(sql`request.state = 'waiting'`, 'desc')
    .orderBy('request.asked_at')
    .orderBy('request.id')
    .offset(Math.min(after, 100_000))
    .limit(atOnce + 1)
    .execute()
  const requests = rows.slice(0, atOnce).map((row) => ({
    id: row.id,
    campaign: row.campaign[lang],
    place: row.placeName
      ? [placeName(lang, { name: row.placeName, kind: row.placeKind! }), row.placeState].filter(Boolean).join(', ')
      : '',
    language: row.language,
    state: row.state,
    askedAt: row.askedAt,
    decidedAt: row.decidedAt,
    made: row.madeSlug ? { slug: row.madeSlug, name: (row.madeName as Bilingual)[lang] } : null,
    mayUndo: row.decidedAt !== null && now.getTime() - row.decidedAt.getTime() < undoFor,
  }))
  return { requests, next: rows.length > atOnce ? after + atOnce : null }
}

/** A request, locked, with who asked. */
export interface OpenedRequest extends SealedRequest {
  id: string
  campaignId: string
  divisionId: string | null
  language: Language
}

/** A request with what its copy would lack. */
export interface ReadRequest extends OpenedRequest {
  /** Roles that the campaign addresses and nobody holds in the place, as far as we know. */
  unfilled: string[]
}

/**
 * Opens a request, which the audit log notes.
 *
 * @throws 404 when it is unknown
 */
export async function openRequest(office: Office, id: string | undefined): Promise<ReadRequest> {
  const request = await lockRequest(office.db, office, id, ['waiting', 'approved', 'refused'], false)
  await office.audit({ groupId: office.groupsWith('manage-groups')[0]!, act: 'opened-request', subject: request.id })
  const roles = request.divisionId
    ? await unfilledRoles(office.db, request.campaignId, await readPlace(office.db, request))
    : []
  return { ...request, unfilled: roles.map((role) => office.t(`officials.roles.${role}`)) }
}

/** @throws 404 when it is unknown, or in another state */
export async function lockRequest(
  trx: Db,
  { vault }: Pick<Office, 'vault'>,
  id: string | undefined,
  states: readonly CampaignRequest['state'][],
  isLocking = true,
): Promise<OpenedRequest> {
  if (!isUuid(id)) throw new Response(null, { status: 404 })
  const row = await trx
    .selectFrom('campaign_request')
    .select(['id', 'campaign_id', 'division_id', 'language', 'sealed'])
    .where('id', '=', id)
    .where('state', 'in', [...states])
    .$if(isLocking, (query) => query.forUpdate())
    .executeTakeFirst()
  // What was decided a day ago has been forgotten.
  if (!row || row.sealed.length === 0) throw new Response(null, { status: 404 })
  const opened = sealedRequest.parse(
    JSON.parse(openText(vault.site(), sealedAs('campaign_request', row.id), row.sealed)),
  )
  return { ...opened, id: row.id, campaignId: row.campaign_id, divisionId: row.division_id, language: row.language }
}
