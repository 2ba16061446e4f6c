import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import type { Voice } from '~/channels/voice/voice'
import type { Keyring } from '~/vault/keyring'
import { openText, openVault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

const mostAtOnce = 5

/**
 * Calls people who have proven their number. The claiming statement refuses those who may not be called now: called in
 * the last half hour or three times in 24 hours, opted out, today's money spent, calls stopped. `dialing` is committed
 * before the request, so nothing is ever called twice automatically.
 *
 * @returns how many were claimed
 */
export async function dialDue(db: Db, keyring: Keyring, voice: Voice, now: Date): Promise<number> {
  // The statement that judges takes the database long to plan, and most turns find nothing.
  const waiting = await sql`select from bridge_call where state = 'proven' limit 1`.execute(db)
  if (waiting.rows.length === 0) return 0
  const { rows } = await sql<{ id: string; sealed_phone: Buffer; state: string }>`
    with due as (
      select id from bridge_call where state = 'proven' order by proven_at limit ${mostAtOnce} for update skip locked
    ), judged as (
      select due.id,
        case
          ${mayNotRing(sql.ref('proven_at'), voice.dayMicros, now)}
          when exists (select from bridge_call as other where other.blind_index = bridge_call.blind_index and other.id <> due.id and other.claimed_at > ${now}::timestamptz - interval '30 minutes') then 'too-soon'
          when row_number() over (partition by bridge_call.blind_index order by proven_at) > 1 then 'too-soon'
          when (select count(*) from bridge_call as other where other.blind_index = bridge_call.blind_index and other.claimed_at > ${now}::timestamptz - interval '24 hours') >= 3 then 'too-many'
        end as failure
      from due join bridge_call using (id) join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id
    )
    update bridge_call set state = case when failure_now is null then 'dialing' else 'refused' end, failure = failure_now, claimed_at = case when failure_now is null then ${now}::timestamptz end
    from (select id, failure as failure_now from judged) as verdict where bridge_call.id = verdict.id
    returning bridge_call.id, sealed_phone, state
  `.execute(db)
  if (rows.length === 0) return 0
  const vault = await openVault(db, keyring)
  for (const row of rows.filter(({ state }) => state === 'dialing')) {
    const result = await voice.ring({
      bridgeId: row.id,
      to: openText(vault.site(), sealedAs('bridge_call', row.id, 'phone'), row.sealed_phone),
    })
    // A webhook may arrive before this response.
    const update = db.updateTable('bridge_call').where('id', '=', row.id)
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
 * Why no phone may be called now, as branches of a `case` over `bridge_call` and its `advocacy_campaign`.
 *
 * @param since when they became ready; ten minutes later it is too late
 */
export function mayNotRing(
  since: RawBuilder<unknown> | ReturnType<typeof sql.ref>,
  dayMicros: number,
  now: Date,
): RawBuilder<unknown> {
  return sql`
    when exists (select from stop_switch where name = 'calls' and is_on) then 'stopped'
    when ${since} < ${now}::timestamptz - interval '10 minutes' then 'too-late'
    when exists (select from out_of_money('voice', ${dayMicros}, ${now}) as spent where spent.campaign_id is null or spent.campaign_id = advocacy_campaign.campaign_id) then 'no-money'
    when exists (select from suppression where suppression.blind_index = bridge_call.blind_index) then 'opted-out'
  `
}

/**
 * Marks calls whose dialer was killed as `unknown`: they may have rung, so they are not called again.
 *
 * @param all at the worker's start
 */
export async function recoverDialing(db: Db, now: Date, { all }: { all: boolean }): Promise<number> {
  const result = await sql`
    update bridge_call set state = 'unknown', failure = 'dialer-killed' where state = 'dialing' and (${all} or claimed_at < ${now}::timestamptz - interval '10 minutes')
  `.execute(db)
  const codes = await sql`
    update code_call set state = 'unknown', failure = 'dialer-killed' where state in ('dialing', 'speaking') and (${all} or claimed_at < ${now}::timestamptz - interval '10 minutes')
  `.execute(db)
  return Number(result.numAffectedRows) + Number(codes.numAffectedRows)
}
