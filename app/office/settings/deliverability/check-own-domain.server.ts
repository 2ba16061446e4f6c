import type { Db } from '#db/client'
import { checkDomain, type DomainToCheck, type LookUpHosts } from '~/channels/mail/check-domain'
import type { LookUpText } from '~/channels/mail/check-sender'

const hour = 3_600_000
/** Until the domain is checked again: usually, and when somebody did not answer. */
const rests = { usual: 24 * hour, silent: hour }

/**
 * Checks in the DNS how the domain of our mail stands, once a day and when an owner asks, and keeps the result for the office.
 *
 * @param domain null while mail is captured: nothing is looked up
 * @returns whether it was due
 */
export async function checkOwnDomain(
  db: Db,
  { lookUp, hosts, domain }: { lookUp: LookUpText; hosts: LookUpHosts; domain: DomainToCheck | null },
  now: () => Date,
): Promise<number> {
  if (domain === null) return 0
  const begun = now()
  const kept = await db.selectFrom('mail_domain_check').select(['domain', 'next_check_at']).executeTakeFirst()
  if (kept && kept.domain === domain.domain && kept.next_check_at > begun) return 0
  const lines = await checkDomain(lookUp, hosts, domain)
  const rest = lines.some(({ verdict }) => verdict === 'silent') ? rests.silent : rests.usual
  const row = {
    domain: domain.domain,
    lines: JSON.stringify(lines),
    checked_at: begun,
    next_check_at: new Date(now().getTime() + rest),
  }
  await db
    .insertInto('mail_domain_check')
    .values(row)
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(row))
    .execute()
  return 1
}
