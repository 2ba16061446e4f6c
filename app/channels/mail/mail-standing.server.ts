import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import { refusalsUntilHold } from './mail-trouble.server'

/** Why no mail is being sent. */
interface MailPause {
  since: Date
  reason: string
  /** The server's own code, such as 535. */
  code: string | null
  /** Messages that are overdue because of the pause. */
  waiting: number
}

/** A domain that rejects our mail. */
interface RefusingDomain {
  domainMark: Buffer
  code: string
  since: Date
  waiting: number
  /** Messages given up in the last seven days. */
  givenUp: number
}

/**
 * What blocks outgoing mail: nothing, everything, or some domains; and confirmation requests deferred by their
 * contact's limit.
 */
export interface MailStanding {
  pause: MailPause | null
  domains: RefusingDomain[]
  /** Confirmation requests for signatures and letters that exceed their contact's limit. */
  deferred: number
}

/**
 * The current mail status; ids and counts only.
 *
 * @param isOurs SQL condition over the table `message`: which messages to count
 */
export async function readMailStanding(
  db: Db,
  now: Date,
  isOurs: RawBuilder<unknown> = sql`true`,
): Promise<MailStanding> {
  const pause = await sql<MailPause>`
    select since, reason, code, (select count(*) from message where channel = 'mail' and state = 'queued' and (due_at <= ${now} or refused_since is not null) and ${isOurs})::integer as waiting
    from mail_pause where resumes_at is not null
  `.execute(db)
  const domains = await sql<RefusingDomain>`
    with stuck as (
      select domain_mark, state, failure_code, refused_since from message join contact_point on contact_point.id = message.contact_id
      where domain_mark is not null and message.state = 'queued' and message.failure in ('mail-held', 'mail-refused-by-provider') and ${isOurs}
      union all
      select domain_mark, state, failure_code, refused_since from message join contact_point on contact_point.id = message.contact_id
      where domain_mark is not null and message.state = 'failed' and message.failure = 'mail-refused-by-provider' and message.claimed_at > ${now}::timestamptz - interval '7 days' and ${isOurs}
    )
    select domain_mark as "domainMark", coalesce(max(hold.code), max(failure_code), '') as code, coalesce(min(hold.since), min(refused_since), ${now}) as since,
      (count(*) filter (where state = 'queued'))::integer as waiting, (count(*) filter (where state = 'failed'))::integer as "givenUp"
    from stuck left join mail_domain_hold as hold using (domain_mark)
    group by domain_mark having bool_or(hold.refused >= ${refusalsUntilHold}) or count(*) filter (where state = 'failed') > 0 order by count(*) desc, domain_mark limit 20
  `.execute(db)
  const deferred = await sql<{
    count: number
  }>`select count(*)::integer as count from message where state = 'deferred' and ${isOurs}`.execute(db)
  return { pause: pause.rows[0] ?? null, domains: domains.rows, deferred: deferred.rows[0]!.count }
}
