import { sql } from 'kysely'
import type { Db } from '#db/client'

/** How an office gets its letters: one by one, or in one digest a day. */
export type MailMode = 'each' | 'digest'

/**
 * Sets how an office gets its letters, including those not sent yet.
 *
 * @returns false when the mode was already set or there is no such office
 */
export async function setMailMode(trx: Db, organizationId: string, mode: MailMode): Promise<boolean> {
  const changed = await trx
    .updateTable('organization')
    .set({ mail_mode: mode })
    .where('id', '=', organizationId)
    .where('mail_mode', '<>', mode)
    .executeTakeFirst()
  if (changed.numUpdatedRows === 0n) return false
  // Back to `waiting`: the scheduler takes them up again in the new mode.
  if (mode === 'each') {
    await sql`update letter set state = 'waiting' from post where post.id = post_id and organization_id = ${organizationId} and state = 'in-digest' and digest_id is null`.execute(
      trx,
    )
    return true
  }
  await sql`
    with stopped as (
      delete from message using letter, post
      where letter.id = message.letter_id and post.id = letter.post_id and post.organization_id = ${organizationId}
        and message.template = 'letter-to-official' and message.state = 'queued'
      returning letter_id
    )
    update letter set state = 'waiting' from stopped where letter.id = stopped.letter_id and letter.state = 'queued'
  `.execute(trx)
  return true
}
