import { sql } from 'kysely'
import type { Db } from '#db/client'
import { mayConnect } from '~/actions/calls/bridge/may-connect.server'
import { callContent } from '~/actions/calls/call-content'
import { readCallLoads } from '~/actions/calls/call-loads.server'
import { inTurn } from '~/actions/calls/rotation'
import { openAt } from '~/actions/kind/advocacy.server'
import { divisionIds } from '~/actions/kind/place.server'
import { postsToReach } from '~/actions/kind/posts-to-reach.server'
import { type Targeting, targetingSchema } from '~/actions/kind/targeting'
import { beginTwiml, farewell, gathering, goingOn, patience, say } from '~/channels/voice/speech'
import { readZip } from '~/geography/zip'
import type { Bilingual, Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { countiesOfZip } from '~/officials/divisions/lookup.server'
import { readTargets } from '~/officials/posts/targets.server'
import { paths } from '~/paths'
import { mayCallIn } from './call-in-limit.server'
import type { Answering } from './session.server'

/** Maximum officials per call. */
const mostOfficials = 20
const mostTries = 3

interface OpenCall {
  id: string
  campaignId: string
  /** Name of the campaign, spoken to the caller. */
  campaign: Bilingual
  content: unknown
  targeting: Targeting
}

/**
 * Handles an incoming call: asks for the language and, where needed, the ZIP, then continues like a bridge call. Needs
 * no internet.
 *
 * @param step '' for the first webhook, then `in`
 */
export async function callIn(
  answering: Answering,
  step: '' | 'in',
  query: URLSearchParams,
  { Digits = '', From = '', CallSid = '' }: Record<string, string>,
  now: Date,
): Promise<string> {
  const { db, env } = answering
  const action = await firstOpenCall(db, now)
  const isStopped = action !== null && !(await mayConnect(answering, action.campaignId, now))
  if (step === '') {
    if (!action) return inBoth(null, 'texts.voice.nothingOpen')
    if (isStopped) return inBoth(action, 'texts.voice.stopped')
    return (await mayCallIn(db, env.twilio!.authToken, { phone: From, callSid: CallSid }, now))
      ? askLanguage(action)
      : inBoth(action, 'texts.voice.tooOften')
  }
  const isWrongKey = action !== null && query.get('l') === null && !['1', '2', ''].includes(Digits)
  if (isWrongKey && query.get('again') === null) return askLanguage(action, 'again')
  const language: Language = query.get('l') === 'en' || (query.get('l') === null && Digits === '1') ? 'en' : 'es'
  const t = translator(language)
  if (isStopped) return farewell(language, t('texts.voice.stopped'))
  if (!action) return farewell(language, t('texts.voice.nothingOpen'))
  const zip = query.has('l') ? readZip(Digits) : null
  if (action.targeting.how === 'lookup' && !zip) {
    const tries = Number(query.get('tries') ?? 0)
    return tries >= mostTries ? farewell(language, t('texts.voice.noZip')) : askZip(language, tries)
  }
  const slugs = await slugsInTurn(db, action, zip, now)
  if (slugs.length > 0)
    return goingOn(
      language,
      '',
      paths.hooks.voice('go', { a: action.id, l: language, z: zip?.slice(0, 3) ?? '', to: slugs.join(','), p: '0' }),
    )
  const nextTry = Number(query.get('tries') ?? 0) + 1
  if (!zip || nextTry > mostTries) return farewell(language, t('texts.voice.nobody'))
  return gathering(
    language,
    t('texts.voice.nobodyAtZip', { zip: [...zip].join(' ') }),
    paths.hooks.voice('in', { l: language, tries: String(nextTry) }),
    patience.hello,
    (twiml) => say(twiml, language, t('texts.voice.nobody')),
    5,
  )
}

/** Without a key, or with a wrong one twice, the call goes on in Spanish. */
function askLanguage({ campaign }: OpenCall, which: 'first' | 'again' = 'first'): string {
  const twiml = beginTwiml()
  const action = paths.hooks.voice('in', which === 'again' ? { again: '1' } : {})
  const gather = twiml.gather({ numDigits: 1, timeout: patience.key, action })
  for (const language of ['en', 'es'] as const)
    say(
      gather,
      language,
      `${which === 'again' ? translator(language)('texts.voice.wrongKey') : translator(language)('texts.voice.thisIs', { campaign: campaign[language] })} ${translator(language)('texts.voice.language')}`,
    )
  twiml.redirect(paths.hooks.voice('in', { l: 'es' }))
  return twiml.toString()
}

function askZip(language: Language, tries: number): string {
  const twiml = beginTwiml()
  const again = paths.hooks.voice('in', { l: language, tries: String(tries + 1) })
  say(
    twiml.gather({ numDigits: 5, timeout: patience.key, action: again }),
    language,
    translator(language)('texts.voice.zip'),
  )
  twiml.redirect(again)
  return twiml.toString()
}

/** Slugs of the targets, in the order fixed at the call's beginning. */
async function slugsInTurn(db: Db, action: OpenCall, zip: string | null, now: Date): Promise<string[]> {
  const counties = zip ? ((await countiesOfZip(db, zip))?.counties ?? []) : []
  const { postIds } = await postsToReach(
    db,
    action,
    await divisionIds(
      db,
      counties.map((county) => county.slug),
    ),
  )
  const [targets, desks] = await Promise.all([
    readTargets(db, postIds),
    readCallLoads(db, postIds, callContent.parse(action.content), now),
  ])
  return inTurn(targets, desks, null, now)
    .slice(0, mostOfficials)
    .map((target) => target.slug)
}

/**
 * A message in both languages, before the caller has chosen one.
 *
 * @param action null when nothing is open and no campaign can be named
 */
function inBoth(
  action: OpenCall | null,
  words: 'texts.voice.tooOften' | 'texts.voice.stopped' | 'texts.voice.nothingOpen',
): string {
  const twiml = beginTwiml()
  for (const language of ['es', 'en'] as const)
    say(
      twiml,
      language,
      `${translator(language)('texts.voice.thisIs', { campaign: action?.campaign[language] ?? 'Firme' })} ${translator(language)(words)}`,
    )
  twiml.hangup()
  return twiml.toString()
}

/** The action that incoming calls are connected for. */
export async function firstOpenCall(db: Db, now: Date): Promise<OpenCall | null> {
  const { rows } = await sql<Omit<OpenCall, 'targeting'> & { targeting: unknown }>`
    select advocacy_campaign.id, campaign_id as "campaignId", campaign.name as campaign, content, targeting from advocacy_campaign join campaign on campaign.id = campaign_id and campaign.state = 'published'
    where kind = 'call' and ${openAt('advocacy_campaign', now)}
    order by advocacy_campaign.created_at limit 1
  `.execute(db)
  return rows[0] ? { ...rows[0], targeting: targetingSchema.parse(rows[0].targeting) } : null
}
