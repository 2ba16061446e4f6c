import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { type Money, readMoney, standing, type Usual } from '~/channels/money/limits.server'
import { ownersOf } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'

/**
 * Queues mails that warn owners when a daily limit is nearly spent, and when it is spent: owners of the network, and
 * for a campaign's limit also those of its group. Once per limit, level and day: the unique key of `money_alert`
 * decides, also between two workers. A limit changed during the day counts as a new one. A limit of zero stops on
 * purpose and needs no warning.
 *
 * @returns how many mails were queued
 */
export async function warnOwners(db: Db, keyring: Keyring, usual: Usual, now: Date): Promise<number> {
  const reached = (await readMoney(db, usual, 'en', now)).filter(
    (money) => money.limit !== 0 && standing(money) !== 'fine',
  )
  let owed = 0
  for (const money of reached) owed += await db.transaction().execute((trx) => warnOf(trx, keyring, money, now))
  return owed
}

async function warnOf(trx: Trx, keyring: Keyring, money: Money, now: Date): Promise<number> {
  const level = standing(money) === 'spent' ? 'spent' : 'near'
  const { rows } = await sql<{ id: string }>`
    insert into money_alert (day, way, campaign_id, level, limit_micros, spent_micros, noticed_at)
    values (site_day(${now}), ${money.way}, ${money.campaignId}, ${level}, ${money.limit}, ${money.spent}, ${now})
    on conflict do nothing returning id
  `.execute(trx)
  const alert = rows[0]
  if (!alert) return 0
  const owners = await ownersOf(trx, money.campaignId)
  for (const owner of owners) {
    const id = randomUUID()
    await trx
      .insertInto('message')
      .values({
        id,
        channel: 'mail',
        template: `money-${level}`,
        language: owner.language,
        organizer_id: owner.id,
        money_alert_id: alert.id,
        campaign_id: money.campaignId,
        once_key: `money ${alert.id} ${owner.id}`,
        link_hash: linkHash(linkToken(keyring, id)),
        due_at: now,
        created_at: now,
      })
      .execute()
  }
  return owners.length
}
