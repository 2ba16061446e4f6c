import { sql } from 'kysely'
import type { Db } from '#db/client'
import { costOf, costOfCode, minutesOf } from '~/channels/money/prices'
import { addSpend } from '~/channels/money/spend.server'
import { isFirstReport } from '~/channels/provider-events.server'
import type { Voice } from '~/channels/voice/voice'
import type { CallPrices } from '~/env.server'
import { territoryZone } from '~/ui/forms/us-number'
import type { Keyring } from '~/vault/keyring'
import { openText, openVault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

const minute = 60_000
const over = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])

interface Unknown {
  id: string
  is: 'bridge' | 'code'
  claimed_at: Date
  sealed_phone: Buffer
  campaign_id: string
}

type Made = Awaited<ReturnType<Voice['listMade']>>[number]

/**
 * Resolves calls whose dialer was killed or got no response: either the provider lists them, or they were never placed.
 * Neither is called again; calls in progress are checked later.
 *
 * @returns how many were resolved
 */
export async function resolveUnknownCalls(
  db: Db,
  keyring: Keyring,
  voice: Pick<Voice, 'listMade' | 'prices'> | null,
  now: Date,
): Promise<number> {
  if (!voice) return 0
  const unknown = await unknownCalls(db, now)
  if (unknown.length === 0) return 0
  const vault = await openVault(db, keyring)
  let resolved = 0
  for (const call of unknown) {
    const phone = openText(vault.site(), sealedAs('bridge_call', call.id, 'phone'), call.sealed_phone)
    const made = await voice.listMade(phone, new Date(call.claimed_at.getTime() - 60 * minute))
    const found = await whichOf(db, call, made)
    if (!found || over.has(found.status))
      resolved += await recordEnd(
        db,
        { prices: voice.prices, isTerritory: territoryZone(phone) !== null },
        call,
        found,
        now,
      )
  }
  return resolved
}

async function unknownCalls(db: Db, now: Date): Promise<Unknown[]> {
  const { rows } = await sql<Unknown>`
    select unknown.id, unknown.is, unknown.claimed_at, sealed_phone, campaign_id from (
      select id, 'bridge' as is, claimed_at from bridge_call where state = 'unknown'
      union all select bridge_call_id, 'code', claimed_at from code_call where state = 'unknown'
    ) as unknown join bridge_call using (id) join advocacy_campaign on advocacy_campaign.id = advocacy_campaign_id
    where unknown.claimed_at < ${now}::timestamptz - interval '10 minutes' and unknown.claimed_at > ${now}::timestamptz - interval '3 days' order by unknown.claimed_at limit 100
  `.execute(db)
  return rows
}

/** The listed call closest to the claim that belongs to no other row. A phone is rarely called, so this is the one. */
async function whichOf(db: Db, { claimed_at }: Unknown, made: Made[]): Promise<Made | undefined> {
  const sids = made.map(({ sid }) => sid)
  const { rows } = await sql<{ sid: string }>`
    select provider_id as sid from bridge_call where provider_id = any(${sids}::text[]) union select provider_id from code_call where provider_id = any(${sids}::text[])
  `.execute(db)
  const known = new Set(rows.map((row) => row.sid))
  const distance = ({ at }: Made) => Math.abs(at.getTime() - claimed_at.getTime())
  return made
    .filter((one) => !known.has(one.sid) && distance(one) < 15 * minute)
    .sort((one, two) => distance(one) - distance(two))[0]
}

async function recordEnd(
  db: Db,
  { prices, isTerritory }: { prices: CallPrices; isTerritory: boolean },
  { id, is, campaign_id }: Unknown,
  found: Made | undefined,
  now: Date,
): Promise<number> {
  const end = found
    ? {
        state: 'ended' as const,
        failure: found.status === 'completed' ? null : found.status,
        provider_id: found.sid,
        seconds: found.seconds,
        ended_at: now,
      }
    : { state: 'failed' as const, failure: 'never-left' }
  return db.transaction().execute(async (trx) => {
    const updated =
      is === 'bridge'
        ? await trx
            .updateTable('bridge_call')
            .set(end)
            .where('id', '=', id)
            .where('state', '=', 'unknown')
            .executeTakeFirst()
        : await trx
            .updateTable('code_call')
            .set(end)
            .where('bridge_call_id', '=', id)
            .where('state', '=', 'unknown')
            .executeTakeFirst()
    if (
      found &&
      updated.numUpdatedRows === 1n &&
      found.seconds > 0 &&
      (await isFirstReport(trx, { kind: 'call-in', sid: found.sid }, now))
    ) {
      const { seconds } = found
      await addSpend(
        trx,
        'voice',
        [
          {
            campaignId: campaign_id,
            units: minutesOf(seconds),
            micros:
              is === 'bridge'
                ? costOf({ seconds, legs: 1, territoryEnds: Number(isTerritory) }, prices)
                : costOfCode({ seconds, isTerritory }, prices),
          },
        ],
        now,
      )
    }
    return Number(updated.numUpdatedRows)
  })
}
