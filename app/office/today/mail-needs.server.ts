import { type RawBuilder, sql } from 'kysely'
import { readMailStanding } from '~/channels/mail/mail-standing.server'
import type { Office } from '~/office/guard/guard.server'
import { domainOf } from '~/people/fold-contact'
import { fewestOfDomain, mailProviders } from '~/people/mail-providers'
import { domainIndex } from '~/vault/blind-index.server'
import { openContact } from '~/vault/open.server'

/** What is holding up mail, for the home page. Times are ISO 8601. */
export interface MailNeeds {
  pause: { since: string; reason: string; code: string | null; waiting: number } | null
  /** `domain`: '' when so few people use it that the name might identify one of them. */
  domains: { domain: string; code: string; since: string; waiting: number; givenUp: number }[]
  deferred: number
}

/** Reads it for the messages of this organizer's groups. @param isOurs those messages, as a condition on `message` */
export async function readMailNeeds(
  office: Pick<Office, 'db' | 'keyring' | 'vault' | 'now'>,
  isOurs: RawBuilder<unknown>,
): Promise<MailNeeds> {
  const { pause, domains, deferred } = await readMailStanding(office.db, office.now, isOurs)
  const names = await nameDomains(
    office,
    domains.map((one) => one.domainMark),
  )
  return {
    pause: pause && { ...pause, since: pause.since.toISOString() },
    domains: domains.map(({ domainMark: mark, since, ...one }) => ({
      ...one,
      since: since.toISOString(),
      domain: names.get(mark.toString('hex')) ?? '',
    })),
    deferred,
  }
}

/**
 * Names well-known providers by their blind index. For other domains with enough people, opens one address. No list of
 * domains is stored.
 */
async function nameDomains(
  { db, keyring, vault }: Pick<Office, 'db' | 'keyring' | 'vault'>,
  marks: Buffer[],
): Promise<Map<string, string>> {
  if (marks.length === 0) return new Map()
  const known = new Map(mailProviders.map((domain) => [domainIndex(keyring, domain).toString('hex'), domain]))
  const { rows } = await sql<{ id: string; campaign_id: string; sealed: Buffer; domain_mark: Buffer }>`
    select id, campaign_id, sealed, contact_point.domain_mark from contact_point
    join (select domain_mark, min(id::text)::uuid as id from contact_point where domain_mark = any(${marks}::bytea[]) group by domain_mark having count(*) >= ${fewestOfDomain}) as many using (id)
  `.execute(db)
  return new Map([
    ...rows.map((row) => [row.domain_mark.toString('hex'), domainOf(openContact(vault, row))] as const),
    ...known,
  ])
}
