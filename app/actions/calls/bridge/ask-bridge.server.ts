import { randomUUID } from 'node:crypto'
import type { Db } from '#db/client'
import { isUuid } from '#db/uuid'
import { callContent } from '~/actions/calls/call-content'
import { readCallLoads } from '~/actions/calls/call-loads.server'
import { inTurn } from '~/actions/calls/rotation'
import { type AdvocacyCampaign, isOpenNow } from '~/actions/kind/advocacy.server'
import { divisionIds } from '~/actions/kind/place.server'
import type { PlaceInAddress } from '~/actions/kind/place-in-address'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import type { Env } from '~/env.server'
import type { Language } from '~/i18n/language'
import { readTargets } from '~/officials/posts/targets.server'
import { paths } from '~/paths'
import type { Intake } from '~/queue/intake/append.server'
import type { FormState } from '~/ui/forms/form-state'
import { sealingKey } from '~/vault/vault-keys.server'
import { dialable, lineOf } from './dialable'
import { mayConnect } from './may-connect.server'

/** What asking for a connected call needs; nothing is opened. */
export interface BridgeAsking {
  db: Db
  intake: Intake
  env: Pick<Env, 'channels' | 'publicUrl' | 'prices'>
}

/** Whether calls are connected now: they are set up, nobody has stopped them, the day's money is not spent. */
export async function canConnect(
  { db, env }: Pick<BridgeAsking, 'db' | 'env'>,
  action: AdvocacyCampaign,
  now: Date,
): Promise<boolean> {
  return (
    env.channels.calls !== 'none' && isOpenNow(action, now) && (await mayConnect({ db, env }, action.campaignId, now))
  )
}

/** The officials of an action whose line we ring, in turn as on the page. */
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

/** How somebody is told the code that proves their number. */
export type CodeWay = 'text' | 'call'

/** What came of a press on the page that connects. */
export type BridgeAsked =
  | { outcome: 'asked'; bridgeId: string; by: CodeWay }
  | { outcome: 'typed' }
  | { outcome: 'invalid'; form: FormState }
  | { outcome: 'away' }
  | { outcome: 'busy'; retryAfter: number }

/** By which limit a press on the page counts: a number that may be rung by the one of calls; one mistyped costs nobody a call. */
export function limitOf({ intent, phone = '' }: Record<string, string>): 'asking' | 'calling' | 'acting' {
  if (intent === 'code') return 'asking'
  return 'number' in dialable(phone) ? 'calling' : 'acting'
}

/** Takes in a number that wants to be rung. Whether it may be, and whose it is, nobody is told here. */
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
    return { outcome: 'invalid', form: { values: fields, errors: [{ field: 'phone', message: 'phoneWrong' }] } }
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

/** Takes in the code. Right or wrong looks the same: the phone rings, or it does not. */
export async function typeCode(
  { db, intake }: BridgeAsking,
  action: AdvocacyCampaign,
  fields: Record<string, string>,
  now: Date,
): Promise<BridgeAsked> {
  const bridgeId = fields.bridge
  const code = (fields.code ?? '').replace(/\D/g, '')
  if (!isUuid(bridgeId) || code.length !== 6)
    return {
      outcome: 'invalid',
      form: { values: { code: fields.code ?? '' }, errors: [{ field: 'code', message: 'codeWrong' }] },
    }
  const appended = await intake.append(await sealingKey(db, action.campaignId), 'bridge-code', { bridgeId, code }, now)
  return appended.outcome === 'busy' ? appended : { outcome: 'typed' }
}
