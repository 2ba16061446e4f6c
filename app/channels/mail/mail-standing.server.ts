import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#db/client'
import { refusalsUntilHold } from './mail-trouble.server'

/** Why no mail leaves. */
interface MailPause {
  since: Date
  reason: string
  /** The server's own code, such as 535. */
  code: string | null
  /** Messages that would have left by now. */
  waiting: number
}

/** A domain that refuses our mail. */
interface RefusingDomain {
  domainMark: Buffer
  code: string
  since: Date
  waiting: number
  /** Given up in the last seven days. */
  givenUp: number
}

/** What holds mail up: nothing, everything, or some domains; and requests to confirm that wait for their contact's budget. */
export interface MailStanding {
  pause: MailPause | null
  domains: RefusingDomain[]
  /** Signatures and letters whose request is over its contact's budget. */
  deferred: number
}

/** How mail stands now; ids and counts only. @param isOurs which messages are counted, in SQL over the table `message` */
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
