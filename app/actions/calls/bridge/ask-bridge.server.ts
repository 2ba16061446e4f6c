import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import { callContent } from '~/actions/calls/call-content'
import { readCallLoads } from '~/actions/calls/call-loads.server'
import { inTurn } from '~/actions/calls/rotation'
import { toldOutcomes } from '~/actions/calls/told-outcomes'
import { type AdvocacyCampaign, isOpenNow } from '~/actions/kind/advocacy.server'
import { divisionIds } from '~/actions/kind/place.server'
import type { PlaceInAddress } from '~/actions/kind/place-in-address'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import type { Env } from '~/env.server'
import type { Language } from '~/i18n/language'
import { plainDigits } from '~/i18n/plain-digits'
import { readTargets } from '~/officials/posts/targets.server'
import { paths } from '~/paths'
import type { Intake } from '~/queue/intake/append.server'
import type { FormState } from '~/ui/forms/form-state'
import { numberProblem } from '~/ui/forms/us-number'
import { sealingKey } from '~/vault/vault-keys.server'
import { dialable, lineOf } from './dialable'
import { mayConnect } from './may-connect.server'

/** What a bridge request needs. Nothing is decrypted here. */
export interface BridgeAsking {
  db: Db
  intake: Intake
  env: Pick<Env, 'channels' | 'publicUrl' | 'prices'>
}

/** Whether we connect calls now: calls are set up and not stopped, and today's money is not spent. */
export async function canConnect(
  { db, env }: Pick<BridgeAsking, 'db' | 'env'>,
  action: AdvocacyCampaign,
  now: Date,
): Promise<boolean> {
  return (
    env.channels.calls !== 'none' && isOpenNow(action, now) && (await mayConnect({ db, env }, action.campaignId, now))
  )
}

/** The officials of an action whose number we can call, in the page's order. */
export async function officialsToRing(
  db: Db,
  action: AdvocacyCampaign,
  { here }: PlaceInAddress,
  now: Date,
): Promise<{ postId: string; name: string }[]> {
  const { postIds } = await postsToReach(db, action, await divisionIds(db, here))
  const [targets, desks] = await Promise.all([
    readTargets(db, postIds),
    readCallLoads(db, postIds, callContent.parse(action.content), now),
  ])
  return inTurn(
    targets.filter((target) => lineOf(target) !== null),
    desks,
    null,
    now,
  ).map((target) => ({ postId: target.postId, name: target.holder?.name ?? target.organization.name }))
}

/** How the code that proves a number is delivered. */
export type CodeWay = 'text' | 'call'

/** Result of a request on the bridge page. */
export type BridgeAsked =
  | { outcome: 'asked'; bridgeId: string; by: CodeWay }
  | { outcome: 'typed'; bridgeId: string }
  | { outcome: 'invalid'; form: FormState }
  | { outcome: 'away' }
  | { outcome: 'busy'; retryAfter: number }

/** The rate limit a request counts against: dialable numbers the call limit, mistyped ones only the general limit. */
export function limitOf({ intent, phone = '' }: Record<string, string>): 'asking' | 'calling' | 'acting' {
  if (intent === 'code') return 'asking'
  return 'number' in dialable(phone) ? 'calling' : 'acting'
}

/** Accepts a number to call. The answer does not reveal whether it will be called or whose it is. */
export async function askBridge(
  { db, intake, env }: BridgeAsking,
  action: AdvocacyCampaign,
  language: Language,
  place: PlaceInAddress,
  fields: Record<string, string>,
  now: Date,
): Promise<BridgeAsked> {
  const read = dialable(fields.phone ?? '')
  if ('refused' in read)
    return {
      outcome: 'invalid',
      form: {
        values: fields,
        errors: [{ field: 'phone', message: numberProblem(fields.phone ?? '') }],
      },
    }
  const officials = await officialsToRing(db, action, place, now)
  if (officials.length === 0) return { outcome: 'away' }
  const bridgeId = randomUUID()
  const by: CodeWay = fields.by === 'call' ? 'call' : 'text'
  const appended = await intake.append(
    await sealingKey(db, action.campaignId),
    'bridge-request',
    {
      bridgeId,
      actionId: action.id,
      phone: read.number,
      language,
      postIds: officials.slice(0, 20).map(({ postId }) => postId),
      area: place.area,
      source: 'web',
      by,
      scriptUrl: fields.script ? `${env.publicUrl}${paths.calls(language, action.slug)}` : '',
    },
    now,
  )
  return appended.outcome === 'busy' ? appended : { outcome: 'asked', bridgeId, by }
}

/** Accepts a code. The answer is the same for right and wrong: the phone rings, or it does not. */
export async function typeCode(
  { db, intake }: BridgeAsking,
  action: AdvocacyCampaign,
  fields: Record<string, string>,
  now: Date,
): Promise<BridgeAsked> {
  const bridgeId = fields.bridge
  const code = plainDigits(fields.code ?? '').replace(/\D/g, '')
  if (!isUuid(bridgeId) || code.length !== 6)
    return {
      outcome: 'invalid',
      form: { values: { code: fields.code ?? '' }, errors: [{ field: 'code', message: 'codeWrong' }] },
    }
  const appended = await intake.append(await sealingKey(db, action.campaignId), 'bridge-code', { bridgeId, code }, now)
  return appended.outcome === 'busy' ? appended : { outcome: 'typed', bridgeId }
}

const told = z.object({ bridge: z.uuid(), outcome: z.enum(toldOutcomes) })

/** Accepts how a connected call went. @returns null when the form says nothing of it */
export async function tellBridge(
  { db, intake }: Pick<BridgeAsking, 'db' | 'intake'>,
  action: AdvocacyCampaign,
  language: Language,
  place: PlaceInAddress,
  fields: Record<string, string>,
  now: Date,
): Promise<{ outcome: 'told' } | { outcome: 'busy'; retryAfter: number } | null> {
  const read = told.safeParse(fields)
  if (!read.success) return null
  const { bridge, outcome } = read.data
  const appended = await intake.append(
    await sealingKey(db, action.campaignId),
    'bridge-event',
    {
      bridgeId: bridge,
      callSid: '',
      actionId: action.id,
      language,
      area: place.area,
      event: { is: 'told-on-page', outcome },
    },
    now,
  )
  return appended.outcome === 'busy' ? appended : { outcome: 'told' }
}
