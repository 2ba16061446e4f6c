import { sql } from 'kysely'
import { isUuid } from '#db/uuid'
import { callContent } from '~/actions/calls/call-content'
import type { CallLimits } from '~/actions/calls/call-loads.server'
import { openAt } from '~/actions/kind/advocacy.server'
import type { Received, Receiving } from '~/channels/sms/webhook.server'
import type { Env } from '~/env.server'
import type { Bilingual, Language } from '~/i18n/language'
import type { Submission } from '~/queue/intake/submission'

/** What a call's webhooks work with. */
export interface Answering extends Receiving {
  env: Pick<Env, 'twilio' | 'publicUrl' | 'prices'>
}

/** What the provider is to do next, or why it is told nothing. */
export type Answered = { twiml: string } | Exclude<Received, { outcome: 'nothing-to-do' }>

/** A call as its webhooks know it: no number in it, not even in their addresses. */
export interface CallSession {
  /** Null: somebody rang us. */
  bridgeId: string | null
  actionId: string
  campaignId: string
  /** Who is speaking: the campaign's name. */
  campaign: Bilingual
  /** Whether the action is open now. */
  isOpen: boolean
  limits: CallLimits
  /** Whom they are led to, in turn. */
  postIds: string[]
  language: Language
  area: string
  /** Whether the phone that we rang is one of a territory, where a minute costs more. */
  isRungInTerritory: boolean
  /** What the next webhooks' addresses carry. */
  query: Record<string, string>
}

type Row = Omit<CallSession, 'limits' | 'query' | 'isRungInTerritory'> & { content: unknown }

const underWay = ['dialing', 'ringing', 'answered', 'unknown']

/** The call that a webhook is about; null when there is none, or it is over. @param evenEnded for what may be told of a call after its end */
export async function sessionOf(
  { db }: Answering,
  query: URLSearchParams,
  now: Date,
  evenEnded = false,
): Promise<CallSession | null> {
  const bridgeId = query.get('b')
  const actionId = query.get('a')
  if (bridgeId !== null) {
    if (!isUuid(bridgeId)) return null
    const { rows } = await sql<Row>`
      select bridge_call.id as "bridgeId", action.id as "actionId", action.campaign_id as "campaignId", campaign.name as campaign, ${openAt('action', now)} as "isOpen", action.content, post_ids as "postIds", language, area
      from bridge_call join advocacy_campaign as action on action.id = advocacy_campaign_id join campaign on campaign.id = action.campaign_id where bridge_call.id = ${bridgeId} and bridge_call.state = any(${evenEnded ? [...underWay, 'ended'] : underWay}::text[])
    `.execute(db)
    return rows[0] ? withLimits(rows[0], { b: bridgeId }) : null
  }
  if (!isUuid(actionId)) return null
  const carried = {
    a: actionId,
    l: query.get('l') === 'en' ? 'en' : 'es',
    z: query.get('z') ?? '',
    to: query.get('to') ?? '',
  }
  const { rows } = await sql<Row>`
    select null as "bridgeId", action.id as "actionId", action.campaign_id as "campaignId", campaign.name as campaign, ${openAt('action', now)} as "isOpen", action.content, ${carried.l} as language, ${carried.z} as area,
      array(select post.id from unnest(${carried.to.split(',')}::text[]) with ordinality as wanted (slug, place) join post using (slug) order by wanted.place) as "postIds"
    from advocacy_campaign as action join campaign on campaign.id = action.campaign_id where action.id = ${actionId} and action.kind = 'call'
  `.execute(db)
  return rows[0] ? withLimits(rows[0], carried) : null
}

function withLimits({ content, ...row }: Row, query: Record<string, string>): CallSession {
  const { perHour, atOnce } = callContent.parse(content)
  return { ...row, limits: { perHour, atOnce }, isRungInTerritory: false, query }
}

/** Seals and appends what was learned of a call. */
export async function reportEvent(
  { intake, siteKey }: Answering,
  {
    bridgeId,
    actionId,
    language,
    area,
  }: Pick<CallSession, 'bridgeId' | 'language' | 'area'> & { actionId: string | null },
  callSid: string,
  event: Submission<'bridge-event'>['event'],
  now: Date,
) {
  return intake.append(await siteKey(), 'bridge-event', { bridgeId, callSid, actionId, language, area, event }, now)
}
