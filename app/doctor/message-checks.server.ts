import { sql } from 'kysely'
import { type Db } from '#db/client'
import { readMailStanding } from '~/channels/mail/mail-standing.server'
import { unreadable } from '~/queue/intake/submission'
import { readSwitches } from '~/queue/outbox/switches.server'
import { type Check, outgoingMail } from '~/web/site/ready.server'

/** A STOP that waits blocks all texts; one that was not sealed to us blocks none, and may be somebody's. */
export async function optOutCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{ waiting: number; tried: number; lost: number }>`
    select count(*) filter (where failure is distinct from ${unreadable} and accepted_at < now() - interval '1 minute')::integer as waiting,
      count(*) filter (where failure <> ${unreadable})::integer as tried,
      count(*) filter (where failure = ${unreadable})::integer as lost
    from intake where kind = 'opt-out-text'
  `.execute(db)
  const { waiting, tried, lost } = rows[0]!
  const name = 'opting out'
  if (tried > 0)
    return {
      name,
      state: 'bad',
      detail: `${tried} STOP could not be recorded, and no text leaves until they are: a key in vault_key is missing, or this version is older than the web process; the worker's log says which`,
    }
  if (waiting > 0)
    return {
      name,
      state: 'bad',
      detail: `${waiting} STOP wait to be read, and no text leaves until they are: is the worker running?`,
    }
  return lost > 0
    ? {
        name,
        state: 'bad',
        detail: `${lost} STOP cannot be read: damaged, or written by somebody who got into the web process; compare with the texts at the provider`,
      }
    : { name, state: 'ok', detail: 'nobody’s STOP waits' }
}

/** What somebody has stopped. */
export async function switchesCheck(db: Db): Promise<Check> {
  const thrown = (await readSwitches(db)).filter((one) => one.isOn).map((one) => one.name)
  return {
    name: 'switches',
    state: thrown.length === 0 ? 'ok' : 'warn',
    detail: thrown.length === 0 ? 'all is running' : `${thrown.join(', ')} stopped: npx firme go-on ${thrown[0]}`,
  }
}

/** Messages to many that were paused because they cannot be planned. */
export async function stuckBroadcastsCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{ id: string; why: string; since: Date }>`
    select id, stuck_why as why, stuck_at as since from broadcast where state = 'paused' and stuck_why is not null order by stuck_at limit 5
  `.execute(db)
  const name = 'messages to many'
  if (rows.length === 0) return { name, state: 'ok', detail: 'none is stuck' }
  const said = rows.map(
    ({ id, why, since }) =>
      `${id} since ${since.toISOString().slice(0, 16)}Z (${why === 'segment' ? 'its segment cannot be read' : 'the worker’s log says why'})`,
  )
  return {
    name,
    state: 'bad',
    detail: `paused, since they cannot be planned: ${said.join(', ')}. Their page in the office says how to go on.`,
  }
}

/** Messages of a week that did not arrive, by reason. */
export async function failuresCheck(db: Db): Promise<Check> {
  const { rows } = await sql<{ failure: string; messages: number }>`
    select coalesce(failure, state) as failure, count(*)::integer as messages from message
    where state in ('failed', 'undelivered', 'unknown') and created_at > now() - interval '7 days' group by 1 order by 2 desc
  `.execute(db)
  const detail = rows.map(({ failure, messages }) => `${messages} ${failure}`).join(', ')
  return {
    name: 'messages',
    state: rows.length === 0 ? 'ok' : 'warn',
    detail: rows.length === 0 ? 'none has failed in a week' : `did not arrive in a week: ${detail}`,
  }
}

/** What to fix when our mail server refuses us, by reason. */
const mendMail: Record<string, string> = {
  'mail-server-login': 'it refuses our login: check user and password in SMTP_URL',
  'mail-server-refuses-us':
    'it refuses to send for us: check MAIL_FROM, what the account may send, and its daily limit',
  'mail-server-tls': 'there is no safe connection: check its certificate, and smtps:// or smtp:// in SMTP_URL',
  'mail-refused-everywhere': 'every provider refuses our mail: check SPF, DKIM and DMARC of the domain in MAIL_FROM',
}

/** Mail that waits because of us, and confirmation requests deferred by their contact's budget. */
export async function outgoingChecks(db: Db, now: Date): Promise<Check[]> {
  const { pause, domains, deferred } = await readMailStanding(db, now)
  const refusing = domains.filter((one) => one.waiting > 0)
  const stuck = refusing.reduce((all, one) => all + one.waiting, 0)
  const codes = [...new Set(refusing.map((one) => one.code))].join(', ')
  const mail: Check = pause
    ? {
        name: outgoingMail,
        state: 'bad',
        detail: `none leaves since ${pause.since.toISOString().slice(0, 16)}Z, ${pause.waiting} wait: ${mendMail[pause.reason] ?? 'the server does not answer: check SMTP_URL and the firewall'}${pause.code ? ` (${pause.code})` : ''}. It goes on by itself.`,
      }
    : refusing.length > 0
      ? {
          name: outgoingMail,
          state: 'warn',
          detail: `${refusing.length} mail ${refusing.length === 1 ? 'provider refuses' : 'providers refuse'} ours (${codes}), ${stuck} wait: check SPF, DKIM and DMARC of the domain in MAIL_FROM; the office names them. It goes on by itself.`,
        }
      : { name: outgoingMail, state: 'ok', detail: 'nothing holds it up' }
  return [
    mail,
    {
      name: 'requests to confirm',
      state: deferred === 0 ? 'ok' : 'warn',
      detail:
        deferred === 0
          ? 'none is put off'
          : `${deferred} put off, since their addresses were written to too often; each is asked as soon as it may be`,
    },
  ]
}

/** What to mend when the mailbox cannot be read. */
const mendMailbox: Record<string, string> = {
  login: 'the server refuses our login: check user and password in IMAP_URL',
  folder: 'the server refuses a folder: check IMAP_FOLDER and IMAP_DONE_FOLDER',
  tls: 'there is no safe connection: check the server’s certificate, and imaps:// or imap:// in IMAP_URL',
  away: 'the server does not answer: check IMAP_URL and the firewall',
}

/** Whether the mailbox for returned mail and answers is being read. */
export async function mailboxCheck(db: Db, now: Date): Promise<Check> {
  const standing = await db.selectFrom('mailbox_standing').selectAll().executeTakeFirst()
  const name = 'mailbox'
  if (standing?.failure)
    return {
      name,
      state: 'bad',
      detail: `not read since ${standing.failing_since!.toISOString().slice(0, 16)}Z: ${mendMailbox[standing.failure] ?? standing.failure}. It goes on by itself.`,
    }
  if (!standing?.read_at)
    return { name, state: 'warn', detail: 'has not been read yet: it is, about a minute after the worker has started' }
  const isStale = now.getTime() - standing.read_at.getTime() > 60 * 60_000
  return isStale
    ? {
        name,
        state: 'bad',
        detail: `last read ${standing.read_at.toISOString().slice(0, 16)}Z: is the worker running?`,
      }
    : {
        name,
        state: 'ok',
        detail: `read ${standing.read_at.toISOString().slice(0, 16)}Z; ${standing.taken} mails so far`,
      }
}
