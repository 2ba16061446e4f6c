import { sql } from 'kysely'
import type { Db } from '#db/client'
import { domainIndex } from '~/vault/blind-index.server'
import type { Keyring } from '~/vault/keyring'

/** Large providers, by the domains of their mailboxes. */
const providers = {
  gmail: ['gmail.com'],
  yahoo: [
    'yahoo.com',
    'ymail.com',
    'rocketmail.com',
    'yahoo.com.mx',
    'yahoo.es',
    'aol.com',
    'att.net',
    'sbcglobal.net',
  ],
  microsoft: ['outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'hotmail.es', 'outlook.es'],
  apple: ['icloud.com', 'me.com', 'mac.com'],
} as const

type MailProvider = keyof typeof providers | 'others'

/** Whether a rate may stay as it is. `few`: too little mail to tell. */
export type RateVerdict = 'good' | 'near' | 'over' | 'few'

/** What became of seven days' mail to people, at one provider or at all. */
export interface MailRate {
  provider: MailProvider | 'all'
  sent: number
  bounced: number
  complained: number
  bounceVerdict: RateVerdict
  complaintVerdict: RateVerdict
}

/**
 * Shares of mails: Gmail and Yahoo ask senders to stay below 0.1 % of complaints and never reach 0.3 %. For bounces they name
 * no number; mail services pause senders at 5 %.
 *
 * @see https://support.google.com/a/answer/81126, https://senders.yahooinc.com/best-practices/
 */
const rateLimits = { complaints: { near: 0.001, over: 0.003 }, bounces: { near: 0.02, over: 0.05 } } as const

/** With fewer mails, one of them would decide. */
const fewMails = 100

/** The rates of the last seven days: all mail to people first, then by provider. Numbers only. */
export async function readMailRates(db: Db, keyring: Keyring, now: Date): Promise<MailRate[]> {
  const marks = Object.entries(providers).flatMap(([provider, domains]) =>
    domains.map((domain) => ({ provider, mark: domainIndex(keyring, domain) })),
  )
  const { rows } = await sql<{ provider: MailProvider; sent: number; bounced: number; complained: number }>`
    with known as (select * from unnest(${marks.map(({ provider }) => provider)}::text[], ${marks.map(({ mark }) => mark)}::bytea[]) as given (provider, domain_mark))
    select coalesce(known.provider, 'others') as provider, count(*)::integer as sent,
      (count(*) filter (where message.failure = 'bounced'))::integer as bounced, (count(*) filter (where message.failure = 'complained'))::integer as complained
    from message join contact_point on contact_point.id = message.contact_id left join known using (domain_mark)
    where message.channel = 'mail' and message.sent_at > ${now}::timestamptz - interval '7 days'
    group by 1 order by 2 desc
  `.execute(db)
  const sum = (name: 'sent' | 'bounced' | 'complained') => rows.reduce((all, row) => all + row[name], 0)
  const all = { provider: 'all' as const, sent: sum('sent'), bounced: sum('bounced'), complained: sum('complained') }
  return [all, ...rows].map((row) => ({
    ...row,
    bounceVerdict: verdictOf(row.bounced, row.sent, rateLimits.bounces),
    complaintVerdict: verdictOf(row.complained, row.sent, rateLimits.complaints),
  }))
}

function verdictOf(count: number, sent: number, limits: { near: number; over: number }): RateVerdict {
  if (sent < fewMails) return 'few'
  const rate = count / sent
  return rate >= limits.over ? 'over' : rate >= limits.near ? 'near' : 'good'
}
