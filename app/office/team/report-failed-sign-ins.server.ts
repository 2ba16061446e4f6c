import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import { utcDay } from '#db/utc-day'
import type { Language } from '~/i18n/language'
import { audit } from '~/office/guard/audit.server'
import type { Keyring } from '~/vault/keyring'
import { linkHash, linkToken } from '~/vault/links.server'

/** Failures in 24 hours after which an organizer is told. */
const many = 10

/**
 * Writes failed sign-ins and recoveries into the audit log: one entry for each account, and one for all addresses without
 * an account, whatever was typed. Queues a mail to organizers whose account was tried many times, once a day.
 *
 * Runs apart from the sign-in, so that a try for an account takes no longer than one for nobody's, and so that a stranger
 * cannot fill the log.
 *
 * @returns how many failures it wrote down
 */
export async function reportFailedSignIns(db: Db, keyring: Keyring, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ organizerId: string | null; failed: number }>`
      with due as (
        select counted_as, hour, organizer_id, failures - reported as failed from sign_in_attempt where failures > reported for update),
      noted as (
        update sign_in_attempt set reported = reported + due.failed from due
        where sign_in_attempt.counted_as = due.counted_as and sign_in_attempt.hour = due.hour)
      select organizer_id as "organizerId", sum(failed)::integer as failed from due group by organizer_id order by organizer_id
    `.execute(trx)
    for (const { organizerId, failed } of rows) {
      const subject = organizerId === null ? 'addresses without an account' : 'wrong password or code'
      await audit(trx, { organizerId, groupId: null, act: 'failed-sign-in', subject, howMany: failed }, now)
    }
    for (const organizer of await triedManyTimes(trx, rows, now)) await warn(trx, keyring, organizer, now)
    return rows.reduce((all, { failed }) => all + failed, 0)
  })
}

interface Warned {
  id: string
  language: Language
}

async function triedManyTimes(trx: Trx, failed: { organizerId: string | null }[], now: Date): Promise<Warned[]> {
  const ids = failed.flatMap(({ organizerId }) => organizerId ?? [])
  const { rows } = await sql<Warned>`
    select organizer.id, organizer.language from sign_in_attempt join organizer on organizer.id = organizer_id
    where organizer_id = any(${ids}::uuid[]) and removed_at is null and hour > ${now}::timestamptz - interval '1 day'
    group by organizer.id having sum(sign_in_attempt.failures) >= ${many} order by organizer.id
  `.execute(trx)
  return rows
}

async function warn(trx: Trx, keyring: Keyring, { id: organizerId, language }: Warned, now: Date): Promise<void> {
  const id = randomUUID()
  await trx
    .insertInto('message')
    .values({
      id,
      channel: 'mail',
      template: 'sign-in-failed',
      language,
      organizer_id: organizerId,
      campaign_id: null,
      once_key: `sign-in-failed ${organizerId} ${utcDay(now)}`,
      link_hash: linkHash(linkToken(keyring, id)),
      due_at: now,
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('once_key').doNothing())
    .execute()
}
