import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import { sql } from 'kysely'
import type { Env } from '~/env.server'
import { localeOf, type Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { countiesOfZip } from '~/jurisdictions/lookup.server'
import { readZip } from '~/jurisdictions/zip'
import { bestContact, type Target } from '~/officials/target'
import { readTargets } from '~/officials/targets.server'
import { isOutOfMoney } from '~/money/limits.server'
import { isThrown } from '~/outbox/switches.server'
import { paths } from '~/paths'
import type { RateLimits } from '~/web/rate-limits.server'
import type { Receiving, Received } from '~/sms/text-hooks.server'
import type { Submission } from '~/intake/submission'
import { openAt } from '~/take-action/advocacy.server'
import { targetingSchema } from '~/take-action/targeting'
import { postsToReach } from '~/take-action/posts-to-reach.server'
import { dialable } from './dialable'

type Twiml = InstanceType<typeof VoiceResponse>

/** What a call's webhooks work with. */
export interface Answering extends Receiving {
  env: Pick<Env, 'twilio' | 'publicUrl' | 'prices'>
  limits: Pick<RateLimits, 'callIn'>
}

/** A call as its webhooks know it: no number in it, not even in their addresses. */
interface Session {
  bridgeId: string | null
  actionId: string
  campaignId: string
  postIds: string[]
  language: Language
  area: string
  /** What the next webhooks' addresses carry. */
  query: Record<string, string>
}

export type Answered = { twiml: string } | Exclude<Received, { outcome: 'nothing-to-do' }>

const longestTalk = 600
const asked = { hello: 15, key: 10 }
/** What is pressed after a talk. */
const pressed: Record<string, 'spoke' | 'voicemail' | 'wrong-number'> = { '1': 'spoke', '2': 'voicemail', '3': 'wrong-number' }

/**
 * Says what the provider is to do next in a call: greet, dial an office, ask how it went. What it tells us of the call is
 * appended before we answer. A call that is over is told of no more: whoever sends its webhooks again gets 403.
 *
 * @param step '' for somebody who rings us
 */
export async function answerCall(answering: Answering, step: string, query: URLSearchParams, fields: Record<string, string>, now: Date): Promise<Answered> {
  const { db } = answering
  if (step === 'ended') return end(answering, query, fields, now)
  if (step === '' || step === 'in') return { twiml: await callIn(answering, step, query, fields, now) }
  const session = await sessionOf(answering, query)
  if (!session) return { outcome: 'forged' }
  // What came of a talk is taken in all the same.
  if ((step === 'hello' || step === 'go') && !(await mayRing(answering, session.campaignId, now))) return { twiml: farewell(session, translator(session.language)('texts.voice.stopped')) }
  const targets = (await readTargets(db, session.postIds)).flatMap(callable)
  const position = Number(query.get('p') ?? 0)
  const target = targets[position]
  const t = translator(session.language)
  switch (step) {
    case 'hello': {
      const appended = await tell(answering, session, fields, { is: 'answered' }, now)
      if (appended.outcome === 'busy') return appended
      return { twiml: gathering(session, t('texts.voice.hello', { who: targets[0] ? spoken(targets[0].target) : '' }), 'go', { p: '0' }, asked.hello, (twiml) => say(twiml, session.language, t('texts.voice.noKey'))) }
    }
    case 'go':
      return { twiml: fields.Digits === undefined || fields.Digits === '1' ? dial(answering, session, target, position) : farewell(session, t('texts.voice.noKey')) }
    case 'after': {
      if (!target) return { twiml: farewell(session, t('texts.voice.done')) }
      const { DialCallStatus: status = 'failed', DialCallDuration = '0' } = fields
      const appended = await tell(answering, session, fields, { is: 'leg', position, postId: target.target.postId, status, seconds: Number(DialCallDuration) || 0 }, now)
      if (appended.outcome === 'busy') return appended
      const next = (twiml: Twiml) => twiml.redirect(paths.hooks.voice('go', { ...session.query, p: String(position + 1) }))
      if (status === 'completed' && Number(DialCallDuration) > 0) return { twiml: gathering(session, t('texts.voice.how'), 'told', { p: String(position) }, asked.key, next) }
      const twiml = new VoiceResponse()
      say(twiml, session.language, t(status === 'busy' ? 'texts.voice.busy' : 'texts.voice.noAnswer'))
      next(twiml)
      return { twiml: twiml.toString() }
    }
    case 'told': {
      const outcome = pressed[fields.Digits ?? '']
      if (outcome && target) {
        const appended = await tell(answering, session, fields, { is: 'told', position, postId: target.target.postId, outcome }, now)
        if (appended.outcome === 'busy') return appended
      }
      const twiml = new VoiceResponse()
      twiml.redirect(paths.hooks.voice('go', { ...session.query, p: String(position + 1) }))
      return { twiml: twiml.toString() }
    }
    case 'whisper': {
      const twiml = new VoiceResponse()
      say(twiml, 'en', translator('en')('texts.voice.whisper'))
      return { twiml: twiml.toString() }
    }
    default:
      return { outcome: 'forged' }
  }
}

async function mayRing({ db, env }: Answering, campaignId: string, now: Date): Promise<boolean> {
  return !(await isThrown(db, 'calls')) && !(await isOutOfMoney(db, 'voice', env.prices.callsADay, campaignId, now))
}

/** An office and the number it is rung at, if it is one that we ring. */
function callable(target: Target): { target: Target; number: string }[] {
  const read = dialable(bestContact(target, ['voice'])?.value ?? '')
  return 'number' in read ? [{ target, number: read.number }] : []
}

function dial({ env }: Answering, session: Session, next: { target: Target; number: string } | undefined, position: number): string {
  const t = translator(session.language)
  if (!next) return farewell(session, t('texts.voice.done'))
  const twiml = new VoiceResponse()
  say(twiml, session.language, t('texts.voice.connecting', { who: spoken(next.target) }))
  const query = { ...session.query, p: String(position) }
  twiml
    .dial({ callerId: env.twilio!.from, timeLimit: longestTalk, hangupOnStar: true, timeout: 30, action: paths.hooks.voice('after', query) })
    .number({ url: paths.hooks.voice('whisper', session.query) }, next.number)
  return twiml.toString()
}

/** Somebody rings us: language, ZIP where it matters, then as when we ring them. Works with no internet at all. */
async function callIn(answering: Answering, step: string, query: URLSearchParams, { Digits = '', From = '' }: Record<string, string>, now: Date): Promise<string> {
  const { db, env } = answering
  const twiml = new VoiceResponse()
  const action = await firstOpenCall(db, now)
  const isStopped = action !== null && !(await mayRing(answering, action.campaignId, now))
  if (step === '') {
    const isTooOften = !isStopped && (await answering.limits.callIn(From, now)).verdict === 'refuse'
    if (isStopped || isTooOften) return inBoth(isTooOften ? 'texts.voice.tooOften' : 'texts.voice.stopped')
    const gather = twiml.gather({ numDigits: 1, timeout: asked.key, action: paths.hooks.voice('in', {}) })
    for (const language of ['en', 'es'] as const) say(gather, language, translator(language)('texts.voice.language'))
    twiml.redirect(paths.hooks.voice('in', { l: 'es' }))
    return twiml.toString()
  }
  const language: Language = query.get('l') === 'en' || (query.get('l') === null && Digits === '1') ? 'en' : 'es'
  const t = translator(language)
  if (isStopped) return farewell({ language }, t('texts.voice.stopped'))
  if (!action || !env.twilio) return farewell({ language }, t('texts.voice.nobody'))
  const zip = query.has('l') ? readZip(Digits) : null
  if (action.targeting.how === 'lookup' && !zip) {
    if (query.get('tries') === '3') return farewell({ language }, t('texts.voice.nobody'))
    const again = paths.hooks.voice('in', { l: language, tries: String(Number(query.get('tries') ?? 0) + 1) })
    say(twiml.gather({ numDigits: 5, timeout: asked.key, action: again }), language, t('texts.voice.zip'))
    twiml.redirect(again)
    return twiml.toString()
  }
  const counties = zip ? ((await countiesOfZip(db, zip))?.counties ?? []) : []
  const session = { a: action.id, l: language, z: zip?.slice(0, 3) ?? '', in: counties.map((county) => county.slug).join(',') }
  twiml.redirect(paths.hooks.voice('go', { ...session, p: '0' }))
  return twiml.toString()
}

/** Before somebody has chosen a language. */
function inBoth(words: 'texts.voice.tooOften' | 'texts.voice.stopped'): string {
  const twiml = new VoiceResponse()
  for (const language of ['es', 'en'] as const) say(twiml, language, translator(language)(words))
  twiml.hangup()
  return twiml.toString()
}

/** What those who ring us are connected for. */
async function firstOpenCall(db: Receiving['db'], now: Date) {
  const { rows } = await sql<{ id: string; campaignId: string; targeting: unknown }>`
    select advocacy_campaign.id, campaign_id as "campaignId", targeting from advocacy_campaign join campaign on campaign.id = campaign_id and campaign.state = 'published'
    where kind = 'call' and ${openAt('advocacy_campaign', now)}
    order by advocacy_campaign.created_at limit 1
  `.execute(db)
  return rows[0] ? { ...rows[0], targeting: targetingSchema.parse(rows[0].targeting) } : null
}

/** The call that a webhook is about; null when there is none, or it is over. */
async function sessionOf({ db }: Answering, query: URLSearchParams): Promise<Session | null> {
  const bridgeId = query.get('b')
  if (bridgeId !== null) {
    if (!/^[0-9a-f-]{36}$/.test(bridgeId)) return null
    const call = await db.selectFrom('bridge_call').innerJoin('advocacy_campaign', 'advocacy_campaign.id', 'advocacy_campaign_id').select(['advocacy_campaign_id', 'campaign_id', 'post_ids', 'language', 'area']).where('bridge_call.id', '=', bridgeId).where('bridge_call.state', 'in', ['dialing', 'ringing', 'answered', 'unknown']).executeTakeFirst()
    return call ? { bridgeId, actionId: call.advocacy_campaign_id, campaignId: call.campaign_id, postIds: call.post_ids, language: call.language, area: call.area, query: { b: bridgeId } } : null
  }
  const [actionId, language, area, slugs] = [query.get('a') ?? '', query.get('l') === 'en' ? ('en' as const) : ('es' as const), query.get('z') ?? '', query.get('in') ?? '']
  if (!/^[0-9a-f-]{36}$/.test(actionId)) return null
  const action = await db.selectFrom('advocacy_campaign').select(['id', 'campaign_id', 'targeting']).where('id', '=', actionId).executeTakeFirst()
  if (!action) return null
  const divisions = slugs ? await db.selectFrom('division').select('id').where('slug', 'in', slugs.split(',')).execute() : []
  const { postIds } = await postsToReach(db, { id: action.id, targeting: targetingSchema.parse(action.targeting) }, divisions.map((division) => division.id))
  return { bridgeId: null, actionId, campaignId: action.campaign_id, postIds, language, area, query: { a: actionId, l: language, z: area, in: slugs } }
}

async function end(answering: Answering, query: URLSearchParams, fields: Record<string, string>, now: Date): Promise<Answered> {
  const { CallStatus = '', CallDuration = '0' } = fields
  if (!['completed', 'busy', 'no-answer', 'failed', 'canceled'].includes(CallStatus)) return { twiml: new VoiceResponse().toString() }
  const bridgeId = query.get('b')
  if (bridgeId !== null && !(await sessionOf(answering, query))) return { outcome: 'forged' }
  // The provider tells of the end without our words in its address: those who ring us are all connected for one action.
  const actionId = bridgeId === null ? ((await firstOpenCall(answering.db, now))?.id ?? null) : null
  const appended = await tell(answering, { bridgeId, actionId, language: 'es', area: '' }, fields, { is: 'ended', status: CallStatus, seconds: Number(CallDuration) || 0 }, now)
  return appended.outcome === 'busy' ? appended : { twiml: new VoiceResponse().toString() }
}

async function tell({ intake, siteKey }: Answering, { bridgeId, actionId, language, area }: Pick<Session, 'bridgeId' | 'language' | 'area'> & { actionId: string | null }, fields: Record<string, string>, event: Submission<'bridge-event'>['event'], now: Date) {
  return intake.append(await siteKey(), 'bridge-event', { bridgeId, callSid: fields.CallSid ?? '', actionId, language, area, event }, now)
}

function gathering(session: Session, words: string, step: string, more: Record<string, string>, timeout: number, otherwise: (twiml: Twiml) => unknown): string {
  const twiml = new VoiceResponse()
  say(twiml.gather({ numDigits: 1, timeout, action: paths.hooks.voice(step, { ...session.query, ...more }) }), session.language, words)
  otherwise(twiml)
  return twiml.toString()
}

function farewell({ language }: Pick<Session, 'language'>, words: string): string {
  const twiml = new VoiceResponse()
  say(twiml, language, words)
  twiml.hangup()
  return twiml.toString()
}

function say(twiml: { say: Twiml['say'] }, language: Language, words: string): void {
  twiml.say({ language: localeOf[language] === 'es-US' ? 'es-US' : 'en-US' }, words)
}

function spoken(target: Target): string {
  return target.holder ? `${target.title} ${target.holder.name}` : target.organization.name
}
