import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { type Money, readMoney, standing, type Usual } from '~/channels/money/limits.server'
import { ownersOf } from '~/office/guard/organizers.server'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'

/**
 * Tells owners by mail when a day's money is nearly spent, and when it is: those of the network, and those of the campaign's
 * group when it is a campaign's. Each limit is noticed once a day on each level; the row of `money_alert` decides, also
 * between two workers. A limit that is changed on the same day is another one; one of nothing stops on purpose, and is not told.
 *
 * @returns how many mails are owed now
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
    values ((${now}::timestamptz at time zone 'UTC')::date, ${money.way}, ${money.campaignId}, ${level}, ${money.limit}, ${money.spent}, ${now})
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
