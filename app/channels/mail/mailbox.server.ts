import { ImapFlow } from 'imapflow'
import type { Env } from '~/env.server'

/** What went wrong with a mailbox, in our own words: what to mend depends on it. */
export type MailboxFailure = 'login' | 'folder' | 'tls' | 'away'

type MailboxRead =
  | { outcome: 'read'; taken: number }
  /** `taken`: before it failed. */
  | { outcome: 'failed'; why: MailboxFailure; taken: number }

/** Reads a mailbox. */
export interface Mailbox {
  /**
   * Hands over new mail, one by one, the oldest first; each is marked as read or moved only after it has been taken.
   *
   * @param take false: it cannot be taken now, and is read again next time
   */
  read(take: (raw: Buffer) => Promise<boolean>): Promise<MailboxRead>
}

/** Mails that one connection hands over. */
const mostAtOnce = 200

/**
 * Opens a mailbox by IMAP (RFC 9051), one connection for each read. Without TLS only on this machine.
 *
 * @param mostBytes of a mail: what is longer is cut, since its text is at the beginning
 * @param patience milliseconds to wait for a silent server
 */
export function openMailbox(
  { url, folder, doneFolder }: NonNullable<Env['mailbox']>,
  mostBytes: number,
  patience = 30_000,
): Mailbox {
  const { hostname, port, protocol, username, password } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const isLoopback = ['localhost', '127.0.0.1', '::1'].includes(host)
  const secure = protocol === 'imaps:'
  return {
    async read(take) {
      const client = new ImapFlow({
        host,
        port: Number(port) || (secure ? 993 : 143),
        secure,
        // A server without TLS gets no password.
        ...(secure ? {} : { doSTARTTLS: !isLoopback }),
        auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
        logger: false,
        disableAutoIdle: true,
        connectionTimeout: patience,
        greetingTimeout: patience,
        socketTimeout: patience,
      })
      // Also thrown where it is awaited; without a listener it would end the process.
      client.on('error', () => {})
      let taken = 0
      try {
        await client.connect()
        await client.mailboxOpen(folder)
        const uids = await client.search(doneFolder === null ? { seen: false } : { all: true }, { uid: true })
        if (!uids) throw refused(client, 'SEARCH')
        for (const uid of uids.slice(0, mostAtOnce)) {
          const mail = await client.fetchOne(String(uid), { source: { maxLength: mostBytes } }, { uid: true })
          if (!mail || !mail.source) continue
          if (!(await take(mail.source))) break
          taken += 1
          const isMarked =
            doneFolder === null
              ? await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
              : await client.messageMove(String(uid), doneFolder, { uid: true })
          // Otherwise the same mails come again and again, and none behind them.
          if (!isMarked) throw refused(client, doneFolder === null ? 'STORE' : 'MOVE')
        }
        await client.logout()
        return { outcome: 'read', taken }
      } catch (error) {
        client.close()
        return { outcome: 'failed', why: failureOf(error as ImapError), taken }
      }
    },
  }
}

interface ImapError extends Error {
  code?: string
  authenticationFailed?: boolean
  /** The server answered, with NO or BAD. */
  responseStatus?: string
}

/** The library answers with false where a server refuses something, and where the connection broke off. */
function refused({ usable }: ImapFlow, command: string): ImapError {
  const error: ImapError = new Error(`${command} was not done`)
  return usable ? Object.assign(error, { responseStatus: 'NO' }) : error
}

function failureOf({ authenticationFailed, code, responseStatus, message }: ImapError): MailboxFailure {
  if (authenticationFailed) return 'login'
  if (/^ERR_(TLS|SSL)|CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code ?? '') || /STARTTLS|certificate/i.test(message))
    return 'tls'
  return responseStatus === 'NO' || responseStatus === 'BAD' ? 'folder' : 'away'
}
