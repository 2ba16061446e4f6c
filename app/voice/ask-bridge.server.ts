import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '#db/client'
import type { Env } from '~/env.server'
import type { FormState } from '~/forms/form-state'
import type { Language } from '~/i18n/language'
import type { Intake } from '~/intake/append.server'
import { bestContact } from '~/officials/target'
import { readTargets } from '~/officials/targets.server'
import { isThrown } from '~/outbox/switches.server'
import { isOutOfMoney } from '~/money/limits.server'
import { paths } from '~/paths'
import { isOpenNow, type AdvocacyCampaign } from '~/take-action/advocacy.server'
import { divisionIds } from '~/take-action/place.server'
import { postsToReach } from '~/take-action/posts-to-reach.server'
import type { TextPlace } from '~/texts/tell-text.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { dialable } from './dialable'

/** What asking for a connected call needs; nothing is opened. */
export interface Asking {
  db: Db
  intake: Intake
  env: Pick<Env, 'twilio' | 'publicUrl' | 'prices'>
}

/** Whether calls are connected now: a provider is set, nobody has stopped them, the day's money is not spent. */
export async function canConnect({ db, env }: Pick<Asking, 'db' | 'env'>, action: AdvocacyCampaign, now: Date): Promise<boolean> {
  return env.twilio !== null && isOpenNow(action, now) && !(await isThrown(db, 'calls')) && !(await isOutOfMoney(db, 'voice', env.prices.callsADay, action.campaignId, now))
}

/** The officials of an action whose line we ring, in turn. */
export async function officialsToRing(db: Db, action: AdvocacyCampaign, { here }: TextPlace): Promise<{ postId: string; name: string }[]> {
  const { postIds } = await postsToReach(db, action, await divisionIds(db, here))
  const targets = await readTargets(db, postIds)
  return targets.filter((target) => 'number' in dialable(bestContact(target, ['voice'])?.value ?? '')).map((target) => ({ postId: target.postId, name: target.holder?.name ?? target.organization.name }))
}

/** What came of a press on the page that connects. */
export type BridgeAsked = { outcome: 'asked'; bridgeId: string } | { outcome: 'typed' } | { outcome: 'invalid'; form: FormState } | { outcome: 'away' } | { outcome: 'busy'; retryAfter: number }

/** Takes in a number that wants to be rung. Whether it may be, and whose it is, nobody is told here. */
export async function askBridge({ db, intake, env }: Asking, action: AdvocacyCampaign, language: Language, place: TextPlace, fields: Record<string, string>, now: Date): Promise<BridgeAsked> {
  const read = dialable(fields.phone ?? '')
  if ('refused' in read) return { outcome: 'invalid', form: { values: { phone: fields.phone ?? '' }, errors: [{ field: 'phone', message: 'phoneWrong' }] } }
  const officials = await officialsToRing(db, action, place)
  if (officials.length === 0) return { outcome: 'away' }
  const bridgeId = randomUUID()
  const appended = await intake.append(
    await sealingKey(db, action.campaignId),
    'bridge-request',
    {
      bridgeId, actionId: action.id, phone: read.number, language, postIds: officials.slice(0, 20).map(({ postId }) => postId), area: place.area, source: 'web',
      scriptUrl: fields.script ? `${env.publicUrl}${paths.calls(language, action.slug)}` : '',
    },
    now,
  )
  return appended.outcome === 'busy' ? appended : { outcome: 'asked', bridgeId }
}

/** Takes in the code. Right or wrong looks the same: the phone rings, or it does not. */
export async function typeCode({ db, intake }: Asking, action: AdvocacyCampaign, fields: Record<string, string>, now: Date): Promise<BridgeAsked> {
  const bridgeId = z.uuid().safeParse(fields.bridge)
  const code = (fields.code ?? '').replace(/\D/g, '')
  if (!bridgeId.success || code.length !== 6) return { outcome: 'invalid', form: { values: { code: fields.code ?? '' }, errors: [{ field: 'code', message: 'codeWrong' }] } }
  const appended = await intake.append(await sealingKey(db, action.campaignId), 'bridge-code', { bridgeId: bridgeId.data, code }, now)
  return appended.outcome === 'busy' ? appended : { outcome: 'typed' }
}
