import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import { openingAt } from '~/officials/posts/office-hours'
import { readTargets } from '~/officials/posts/targets.server'
import { oweToOfficials } from '~/queue/outbox/enqueue-messages.server'
import { wallClock } from '~/ui/page/zoned-time'
import type { Keyring } from '~/vault/keyring'
import { dripOf } from './schedule-letters.server'

/** Maximum letters in one digest; the rest go the next day. */
const mostInDigest = 500

/**
 * Creates the daily digests of offices that get one: one per day and address, during office hours, with all letters
 * gathered.
 *
 * @returns how many digests
 */
export async function makeDigests(db: Db, keyring: Keyring, now: Date): Promise<number> {
  const { rows } = await sql<{ contactDetailId: string; postId: string }>`
    select contact_detail_id as "contactDetailId", (array_agg(post_id))[1] as "postId" from letter
    where state = 'in-digest' and digest_id is null and contact_detail_id is not null group by contact_detail_id
  `.execute(db)
  let made = 0
  for (const { contactDetailId, postId } of rows) {
    const [target] = await readTargets(db, [postId])
    const drip = dripOf(target, 1)
    if (openingAt(drip.hours, drip.timeZone, now).is !== 'open') continue
    made += await makeDigest(db, keyring, contactDetailId, wallClock(drip.timeZone, now).day, now)
  }
  return made
}

async function makeDigest(db: Db, keyring: Keyring, contactDetailId: string, day: string, now: Date): Promise<number> {
  return db.transaction().execute(async (trx) => {
    const id = randomUUID()
    await oweToOfficials(
      trx,
      keyring,
      [
        {
          id,
          template: 'letter-digest',
          contactDetailId,
          letterId: null,
          onceKey: `letter-digest ${contactDetailId} ${day}`,
          dueAt: now,
          dueUntil: null,
        },
      ],
      now,
    )
    // If today's digest is already queued, no message with this id exists and no letters are taken.
    const taken = await sql`
      update letter set digest_id = message.id from message
      where message.id = ${id} and letter.id in (select id from letter where contact_detail_id = ${contactDetailId} and state = 'in-digest' and digest_id is null order by confirmed_at, id limit ${mostInDigest} for update skip locked)
    `.execute(trx)
    return taken.numAffectedRows === 0n ? 0 : 1
  })
}
