import { randomUUID } from 'node:crypto'
import { dialDue } from '~/actions/calls/bridge/dial-due.server'
import { openVoice } from '~/channels/voice/voice.server'
import { confirmationCode } from '~/vault/links.server'
import { sealingKey } from '~/vault/vault-keys.server'
import type { World } from './firme-test'
import { until } from './running-site'
import { type Texting, tomasPhone } from './texting'

export const later = (world: World, minutes: number) => new Date(world.at.getTime() + minutes * 60_000)

interface Asking {
  code?: string
  phone?: string
  slug?: string
  by?: 'text' | 'call'
  scriptUrl?: string
}

/** Tomás asks to be connected with all officials of an action. @returns the bridge call's id */
export async function wants(world: World, at = world.at, wanted: Asking = {}): Promise<string> {
  const bridgeId = await asking(world, at, wanted)
  await world.work(at)
  return bridgeId
}

/** The same, not yet handled by the worker. */
export async function asking(
  world: World,
  at = world.at,
  { phone = tomasPhone, slug = 'call-the-council', by = 'text', scriptUrl = '' }: Asking = {},
): Promise<string> {
  const bridgeId = randomUUID()
  const action = await world.db
    .selectFrom('advocacy_campaign')
    .selectAll()
    .where('kind', '=', 'call')
    .where('slug', 'like', `%${slug.split('-').at(-1)}%`)
    .executeTakeFirstOrThrow()
  const posts = await world.db
    .selectFrom('advocacy_target')
    .select('post_id')
    .where('advocacy_campaign_id', '=', action.id)
    .orderBy('position')
    .execute()
  const key = await sealingKey(world.db, action.campaign_id)
  await world.intake.append(
    key,
    'bridge-request',
    {
      bridgeId,
      actionId: action.id,
      phone,
      language: 'es',
      postIds: posts.map((post) => post.post_id),
      area: '850',
      source: 'web',
      scriptUrl,
      by,
    },
    at,
  )
  return bridgeId
}

/** The same, and he enters his code. */
export async function asks(world: World, at = world.at, asking: Asking = {}): Promise<string> {
  const bridgeId = await wants(world, at, asking)
  await types(world, bridgeId, asking.code ?? confirmationCode(world.keyring, bridgeId), at)
  return bridgeId
}

/** Somebody enters a code on the page. */
export async function types(world: World, bridgeId: string, code: string, at = world.at): Promise<void> {
  await world.intake.append(await sealingKey(world.db, null), 'bridge-code', { bridgeId, code }, at)
  await world.work(at)
}

/** Waits until no call is in progress. */
export const ends = (phone: Texting) =>
  until(async () =>
    phone.simulator.calls.all
      .filter((call) => call.parentSid === null)
      .every((call) => call.status !== 'queued' && call.status !== 'ringing' && call.status !== 'in-progress'),
  )

/**
 * Tomás proves his number, is called, and presses these keys; the offices behave as configured.
 *
 * @returns what the voice said to him
 */
export async function isConnected(
  world: World,
  phone: Texting,
  keys: string[],
  asking: Asking & { at?: Date } = {},
): Promise<string[]> {
  const at = asking.at ?? world.at
  phone.turnClock(at)
  phone.simulator.calls.behaviours.set(asking.phone ?? tomasPhone, { answers: 'at-once', keys })
  await asks(world, at, asking)
  await dialDue(world.as.worker, world.keyring, openVoice(phone.env, 1_000)!, at)
  await ends(phone)
  await world.work(at)
  return phone.simulator.calls.all
    .findLast((call) => call.parentSid === null)!
    .heard.filter((one) => one.who === 'voice')
    .map((one) => one.text)
}

/** The numbers dialed for callers, in order. */
export const rung = (phone: Texting) =>
  phone.simulator.calls.all.filter((call) => call.parentSid !== null).map((call) => call.to)
