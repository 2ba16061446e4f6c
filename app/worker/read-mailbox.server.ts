import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Mailbox, MailboxFailure } from '~/channels/mail/mailbox.server'
import type { Intake } from '~/queue/intake/append.server'
import { sealingKey } from '~/vault/vault-keys.server'

/** Milliseconds between two looks into the mailbox; after a failure more and more. */
const usualRest = 60_000
const longestRest = 30 * 60_000

/**
 * Reads the mailbox when it is time, and hands each mail to the intake, sealed, as the mail server's pipe does. A mail that
 * was handed over and could not be marked is handed over again, and recorded once.
 *
 * @returns a turn, which returns how many mails it took
 */
export function openMailboxTurn(db: Db, mailbox: Mailbox, intake: Intake): (now: Date) => Promise<number> {
  let nextAt = 0
  let failures = 0
  return async (now) => {
    if (now.getTime() < nextAt) return 0
    const key = await sealingKey(db, null)
    const read = await mailbox.read(async (raw) => {
      const appended = await intake.append(key, 'bounce', { raw: raw.toString('base64') }, now)
      return appended.outcome === 'accepted'
    })
    failures = read.outcome === 'failed' ? failures + 1 : 0
    nextAt = now.getTime() + Math.min(usualRest * 2 ** Math.max(0, failures - 1), longestRest)
    await noteStanding(db, { taken: read.taken, why: read.outcome === 'failed' ? read.why : null }, now)
    return read.taken
  }
}

async function noteStanding(
  db: Db,
  { taken, why }: { taken: number; why: MailboxFailure | null },
  now: Date,
): Promise<void> {
  const readAt = why === null ? now : null
  const since = why === null ? null : now
  await sql`
    insert into mailbox_standing as standing (read_at, failing_since, failure, taken) values (${readAt}, ${since}, ${why}, ${taken})
    on conflict (only_one) do update set read_at = coalesce(excluded.read_at, standing.read_at), failure = excluded.failure,
      failing_since = case when excluded.failure is null then null else coalesce(standing.failing_since, excluded.failing_since) end,
      taken = standing.taken + excluded.taken
  `.execute(db)
}
