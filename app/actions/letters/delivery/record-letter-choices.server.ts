import { sql } from 'kysely'
import { siteDay } from '#db/site-day'
import { letterAskedAt } from '~/actions/petitions/signatures/asked-at'
import { setMailMode } from '~/officials/posts/mail-mode.server'
import { confirmationLifetime } from '~/people/link-lifetimes'
import { LegalHold } from '~/queue/intake/held-deletions.server'
import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { isPaused } from '~/queue/outbox/switches.server'
import { linkHash } from '~/vault/links.server'
import { organizationOfLink } from './find-letter-link.server'

/**
 * Handles the buttons behind links in letter mails: the writer sends or discards a letter, or an office asks for one
 * mail a day. Idempotent. Expired links have no effect.
 */
export async function recordLetterChoices(
  recording: RecordContext,
  arrivals: OpenedSubmission<'letter-word'>[],
): Promise<void> {
  for (const { submission, at } of arrivals) {
    const { token, wanted } = submission
    switch (wanted) {
      case 'send':
        await confirmLetters(recording, token, at)
        break
      case 'drop':
        await dropLetters(recording, token)
        break
      case 'digest': {
        const office = await organizationOfLink(recording.trx, token)
        if (office) await setMailMode(recording.trx, office.id, 'digest')
      }
    }
  }
}

/** Confirms all copies of a letter. They wait until the scheduler gives each a time within its office's hours. */
async function confirmLetters({ trx }: RecordContext, token: string, at: Date): Promise<void> {
  const { rows } = await sql<{ contactId: string }>`
    update letter set state = 'waiting', confirmed_at = ${at}
    from message join letter as asked on asked.id = message.letter_id
    where message.link_hash = ${linkHash(token)} and message.template = 'confirm-letter'
      and letter.writing_id = asked.writing_id and letter.state = 'unconfirmed' and ${at} < ${letterAskedAt} + ${`${confirmationLifetime} milliseconds`}::interval
    returning letter.contact_id as "contactId"
  `.execute(trx)
  if (rows.length === 0) return
  await trx
    .updateTable('contact_point')
    .set({ proven_on: siteDay(at), failing_since: null })
    .where('id', '=', rows[0]!.contactId)
    .execute()
}

/** What was never let go is deleted, so that its writer can write again. @throws LegalHold while deleting is forbidden; the transaction keeps it */
async function dropLetters({ trx }: RecordContext, token: string): Promise<void> {
  const { rows } = await sql`
    delete from letter using message, letter as asked
    where message.link_hash = ${linkHash(token)} and message.template = 'confirm-letter' and asked.id = message.letter_id
      and letter.writing_id = asked.writing_id and letter.state = 'unconfirmed'
    returning letter.id
  `.execute(trx)
  if (rows.length > 0 && (await isPaused(trx, 'legal-hold'))) throw new LegalHold()
}
