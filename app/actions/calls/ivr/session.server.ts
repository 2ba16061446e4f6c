import { sql } from 'kysely'
import { isUuid } from '#db/uuid'
import { callContent } from '~/actions/calls/call-content'
import type { CallLimits } from '~/actions/calls/call-loads.server'
import { openAt } from '~/actions/kind/advocacy.server'
import type { Received, Receiving } from '~/channels/sms/webhook.server'
import type { Env } from '~/env.server'
import type { Bilingual, Language } from '~/i18n/language'
import type { Submission } from '~/queue/intake/submission'

/** Dependencies of the call webhooks. */
export interface Answering extends Receiving {
  env: Pick<Env, 'twilio' | 'publicUrl' | 'prices'>
}

/** TwiML for the provider, or why there is none. */
export type Answered = { twiml: string } | Exclude<Received, { outcome: 'nothing-to-do' }>

/** A call in progress as its webhooks see it. Contains no phone number, and neither do the webhook URLs. */
export interface CallSession {
  /** Null for incoming calls. */
  bridgeId: string | null
  actionId: string
  campaignId: string
  /** Name of the campaign, spoken to the caller. */
  campaign: Bilingual
  /** Whether the action is open now. */
  isOpen: boolean
  limits: CallLimits
  /** Posts to call, in order. */
  postIds: string[]
  language: Language
  area: string
  /** Whether the phone we called is in a territory, where minutes cost more. */
  isRungInTerritory: boolean
  /** Query parameters for the next webhook URLs. */
  query: Record<string, string>
}

type Row = Omit<CallSession, 'limits' | 'query' | 'isRungInTerritory'> & { content: unknown }

const underWay = ['dialing', 'ringing', 'answered', 'unknown']

/**
 * Finds the call that a webhook belongs to; null when there is none, or when a bridge call has ended.
 *
 * @param evenEnded for steps that are accepted after the end
 */
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

/** Seals an event of a call and appends it to the intake. */
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
