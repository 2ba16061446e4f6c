import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Voice } from '~/channels/voice/voice'
import type { Language } from '~/i18n/language'
import type { Keyring } from '~/vault/keyring'
import { confirmationCode } from '~/vault/links.server'
import { openText, openVault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { codeTwiml, greetingTwiml } from './code-words'
import { dayAtPhone } from './day-hours.server'
import { mayNotRing } from './dial-due.server'
import {
  codeMinutes,
  codePauseMinutes,
  mostAttempts,
  mostCodes,
  mostCodesOfKnown,
} from './record-bridge-requests.server'

const mostAtOnce = 5

/**
 * Calls people who want to hear their code. The claiming statement refuses those who may not be called: at night at the
 * phone, too many codes today or one within two minutes, another code call in progress, opted out, today's money spent,
 * calls stopped. `dialing` is committed before the request, so nothing is ever called twice automatically.
 *
 * @returns how many were claimed
 */
export async function ringCodes(db: Db, keyring: Keyring, voice: Voice, now: Date): Promise<number> {
  // The statement that judges takes the database long to plan, and most turns find nothing.
  const waiting = await sql`select from code_call where state = 'due' limit 1`.execute(db)
  if (waiting.rows.length === 0) return 0
  const { rows } = await sql<{ id: string; sealed_phone: Buffer; language: Language; state: string; campaign: string }>`
    with due as (
      select bridge_call_id as id from code_call where state = 'due' order by due_at limit ${mostAtOnce} for update skip locked
    ), judged as (
      select due.id, campaign.name ->> bridge_call.language as campaign,
        case
          ${mayNotRing(sql.ref('bridge_call.asked_at'), voice.dayMicros, now)}
          when ${dayAtPhone(now)} > ${now}::timestamptz then 'night'
          when (select count(*) from bridge_call as other where other.blind_index = bridge_call.blind_index and other.asked_at > bridge_call.asked_at - interval '24 hours'
            and other.proven_at is null and (other.asked_at, other.id) < (bridge_call.asked_at, bridge_call.id)) >= case when exists (select from bridge_call as other where other.blind_index = bridge_call.blind_index and other.proven_at > ${now}::timestamptz - interval '30 days') then ${mostCodesOfKnown}::integer else ${mostCodes}::integer end then 'code-too-many'
          when exists (select from bridge_call as other where other.blind_index = bridge_call.blind_index and other.asked_at > bridge_call.asked_at - make_interval(mins => ${codePauseMinutes})
            and (other.asked_at, other.id) < (bridge_call.asked_at, bridge_call.id)) then 'code-too-soon'
          when exists (select from code_call as other join bridge_call as others on others.id = other.bridge_call_id where others.blind_index = bridge_call.blind_index
            and other.state in ('dialing', 'ringing', 'asked', 'speaking') and other.claimed_at > ${now}::timestamptz - interval '5 minutes') then 'code-too-soon'
          when row_number() over (partition by bridge_call.blind_index order by bridge_call.asked_at, bridge_call.id) > 1 then 'code-too-soon'
        end as failure
      from due join bridge_call using (id) join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id join campaign on campaign.id = campaign_id
    )
    update code_call set state = case when verdict.failure is null then 'dialing' else 'refused' end, failure = verdict.failure, claimed_at = case when verdict.failure is null then ${now}::timestamptz end
    from judged as verdict join bridge_call using (id) where bridge_call_id = verdict.id
    returning verdict.id, sealed_phone, language, code_call.state, verdict.campaign
  `.execute(db)
  const vault = await openVault(db, keyring)
  for (const { id, sealed_phone, language, campaign } of rows.filter(({ state }) => state === 'dialing')) {
    const result = await voice.ringCode({
      bridgeId: id,
      to: openText(vault.site(), sealedAs('bridge_call', id, 'phone'), sealed_phone),
      twiml: greetingTwiml({ bridgeId: id, language, campaign }, voice.publicUrl),
    })
    // A webhook may arrive before this response.
    const update = db.updateTable('code_call').where('bridge_call_id', '=', id)
    if (result.outcome === 'sent') {
      await update
        .set((eb) => ({
          provider_id: result.providerId,
          state: eb
            .case()
            .when('state', '=', 'dialing')
            .then('ringing' as const)
            .else(eb.ref('state'))
            .end(),
        }))
        .execute()
    } else
      await update
        .where('state', '=', 'dialing')
        .set({ state: result.outcome === 'unknown' ? 'unknown' : 'failed', failure: result.reason })
        .execute()
  }
  return rows.length
}

/**
 * Speaks codes into the calls in which a key was pressed, once each: `speaking` is committed before the request.
 * Expired codes are not spoken.
 *
 * @returns how many were claimed
 */
export async function speakCodes(db: Db, keyring: Keyring, voice: Voice, now: Date): Promise<number> {
  const { rows } = await sql<{ id: string; sid: string; language: Language; holds: boolean }>`
    with due as (select bridge_call_id as id from code_call where state = 'asked' order by asked_at limit ${mostAtOnce} for update skip locked)
    update code_call set state = case when holds then 'speaking' else 'failed' end, failure = case when holds then null else 'too-late' end
    from (select id, language, state = 'unproven' and code_attempts < ${mostAttempts} and bridge_call.asked_at > ${now}::timestamptz - make_interval(mins => ${codeMinutes}) as holds from due join bridge_call using (id)) as wanted
    where bridge_call_id = wanted.id
    returning wanted.id, provider_id as sid, language, holds
  `.execute(db)
  for (const { id, sid, language } of rows.filter(({ holds }) => holds)) {
    const result = await voice.say(sid, codeTwiml(confirmationCode(keyring, id), language))
    const end =
      result.outcome === 'sent'
        ? { state: 'spoken' as const }
        : { state: result.outcome === 'unknown' ? ('unknown' as const) : ('failed' as const), failure: result.reason }
    await db
      .updateTable('code_call')
      .where('bridge_call_id', '=', id)
      .where('state', '=', 'speaking')
      .set(end)
      .execute()
  }
  return rows.length
}
