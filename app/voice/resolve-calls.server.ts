import { sql } from 'kysely'
import type { Db } from '#db/client'
import { addSpend } from '~/outbox/spend.server'
import type { Keyring } from '~/vault/keyring'
import { openText, openVault } from '~/vault/open.server'
import { bridgePlace } from './dial-due.server'
import { minuteMicros } from './record-bridge.server'
import type { Voice } from './voice'

const minute = 60_000
const over = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])

/**
 * Finds out what became of calls whose dialer was killed or got no answer: the provider's list has them, or they were
 * never made. Neither is rung again; one that is still going on is looked at later.
 *
 * @returns how many are known now
 */
export async function resolveUnknownCalls(db: Db, keyring: Keyring, voice: Pick<Voice, 'listMade'> | null, now: Date): Promise<number> {
  if (!voice) return 0
  const { rows } = await sql<{ id: string; claimed_at: Date; sealed_phone: Buffer; campaign_id: string }>`
    select bridge_call.id, claimed_at, sealed_phone, campaign_id from bridge_call join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id
    where bridge_call.state = 'unknown' and claimed_at < ${now}::timestamptz - interval '10 minutes' and claimed_at > ${now}::timestamptz - interval '3 days' order by claimed_at limit 100
  `.execute(db)
  if (rows.length === 0) return 0
  const vault = await openVault(db, keyring)
  let resolved = 0
  for (const { id, claimed_at, sealed_phone, campaign_id } of rows) {
    const made = await voice.listMade(openText(vault.site(), bridgePlace(id), sealed_phone), new Date(claimed_at.getTime() - 60 * minute))
    const known = new Set((await db.selectFrom('bridge_call').select('provider_id').where('provider_id', 'in', ['', ...made.map(({ sid }) => sid)]).execute()).map((row) => row.provider_id))
    // A phone is rung once in half an hour at most, so what lies near the claim is this one.
    const found = made.find(({ sid, at }) => !known.has(sid) && Math.abs(at.getTime() - claimed_at.getTime()) < 15 * minute)
    if (found && !over.has(found.status)) continue
    resolved += await db.transaction().execute(async (trx) => {
      const end = found
        ? { state: 'ended' as const, failure: found.status === 'completed' ? null : found.status, provider_id: found.sid, seconds: found.seconds, ended_at: now }
        : { state: 'failed' as const, failure: 'never-left' }
      const updated = await trx.updateTable('bridge_call').set(end).where('id', '=', id).where('state', '=', 'unknown').executeTakeFirst()
      const fresh = found && updated.numUpdatedRows === 1n ? await trx.insertInto('provider_event').values({ sid: found.sid, kind: 'call-in', seen_at: now, removed_at: null }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst() : undefined
      const minutes = found && fresh?.numInsertedOrUpdatedRows === 1n ? Math.ceil(found.seconds / 60) : 0
      if (minutes > 0) await addSpend(trx, 'voice', [{ campaignId: campaign_id, units: minutes, micros: minutes * minuteMicros }], now)
      return Number(updated.numUpdatedRows)
    })
  }
  return resolved
}
