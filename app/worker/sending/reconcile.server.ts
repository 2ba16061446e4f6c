import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Sms } from '~/channels/sms/sms'
import type { Intake } from '~/queue/intake/append.server'
import type { Keyring } from '~/vault/keyring'
import { openVault } from '~/vault/open.server'
import { sealingKey } from '~/vault/vault-keys.server'
import { kindOf } from '~/web/site/text-hooks.server'
import { recordStatus } from '~/worker/recording/record-statuses.server'
import { claimedText } from './compose-message.server'

const hour = 60 * 60_000
/** How far back the listing goes: webhooks may have failed for a day. */
const looksBack = 26 * hour

/**
 * Asks the provider for received texts and takes in those that no webhook reported, so that no STOP is lost.
 * Idempotent: a text taken in twice is handled once.
 *
 * @returns how many texts were missing
 */
export async function fetchMissedTexts(
  db: Db,
  intake: Intake,
  sms: Pick<Sms, 'listReceived'>,
  now: Date,
): Promise<number> {
  const listed = await sms.listReceived(new Date(now.getTime() - looksBack))
  if (listed.length === 0) return 0
  const known = await db
    .selectFrom('provider_event')
    .select('sid')
    .where(
      'sid',
      'in',
      listed.map((text) => text.sid),
    )
    .execute()
  const seen = new Set(known.map((row) => row.sid))
  const missed = listed.filter((text) => !seen.has(text.sid)).reverse()
  const key = await sealingKey(db, null)
  for (const { sid, from, body } of missed) {
    const taken = await intake.append(key, await kindOf(db, body), { sid, from, body, isAnswered: false }, now)
    // The job runs again soon, and texts taken in twice are handled once.
    if (taken.outcome === 'busy') throw new Error('the intake is busy: not every missing text was taken in')
  }
  return missed.length
}

/**
 * Resolves texts whose sender was killed or got no response: either the provider lists them, or they were never sent.
 * Neither is sent again.
 *
 * @returns how many were resolved
 */
export async function resolveUnknown(
  db: Db,
  keyring: Keyring,
  sms: Pick<Sms, 'listSent'>,
  publicUrl: string,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: string; claimed_at: Date }>`
    select id, claimed_at from message where channel = 'sms' and state = 'unknown' and claimed_at < ${now}::timestamptz - interval '10 minutes'
      and claimed_at > ${now}::timestamptz - interval '3 days' order by claimed_at limit 100
  `.execute(db)
  let resolved = 0
  for (const { id, claimed_at } of rows) {
    const text = await claimedText(db, keyring, await openVault(db, keyring), publicUrl, id)
    if (!text) continue
    const found = (await sms.listSent(text.to, new Date(claimed_at.getTime() - hour))).find(
      (one) => one.body === text.body,
    )
    resolved += await db.transaction().execute(async (trx) => {
      if (found)
        return (await recordStatus(
          { trx },
          { messageId: id, sid: found.sid, status: found.status, code: found.code, segments: null },
          now,
        ))
          ? 1
          : 0
      const never = await trx
        .updateTable('message')
        .set({ state: 'failed', failure: 'never-left' })
        .where('id', '=', id)
        .where('state', '=', 'unknown')
        .executeTakeFirst()
      return Number(never.numUpdatedRows)
    })
  }
  return resolved
}
