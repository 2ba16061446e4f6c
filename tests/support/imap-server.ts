import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** A mail in the fake mailbox. */
interface KeptMail {
  uid: number
  raw: string
  flags: string[]
  folder: string
}

/** A mailbox on loopback that speaks as much of IMAP4rev1 (RFC 3501) as reading one takes, with MOVE (RFC 6851). */
export interface ImapServer {
  url: string
  mails: KeptMail[]
  arrives: (raw: string) => void
  /** What it refuses from now on. */
  refuses: { login: boolean; marking: boolean; folder: boolean; command: 'SEARCH' | 'STORE' | 'MOVE' | null }
  close: () => Promise<void>
}

export async function startImapServer(): Promise<ImapServer> {
  const mails: KeptMail[] = []
  const refuses: ImapServer['refuses'] = { login: false, marking: false, folder: false, command: null }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    talk(socket, mails, refuses)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `imap://rosa:secret@127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuses,
    arrives: (raw) => void mails.push({ uid: mails.length + 1, raw, flags: [], folder: 'INBOX' }),
    close: () => stop(server, sockets),
  }
}

function stop(server: Server, sockets: Set<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy()
  return new Promise((resolve) => server.close(() => resolve()))
}

function talk(socket: Socket, mails: KeptMail[], refuses: ImapServer['refuses']): void {
  const say = (line: string): void => void socket.write(`${line}\r\n`)
  const inFolder = () => mails.filter(({ folder }) => folder === 'INBOX')
  let rest = ''
  say('* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS] ready')
  socket.on('data', (chunk) => {
    rest += chunk.toString('latin1')
    for (let end = rest.indexOf('\r\n'); end >= 0; end = rest.indexOf('\r\n')) {
      const line = rest.slice(0, end)
      rest = rest.slice(end + 2)
      answer(line)
    }
  })

  function answer(line: string): void {
    const [tag = '', ...words] = line.split(' ')
    const command = (words[0]?.toUpperCase() === 'UID' ? `UID ${words[1]}` : (words[0] ?? '')).toUpperCase()
    const ok = () => say(`${tag} OK done`)
    if (refuses.command !== null && command === `UID ${refuses.command}`) return say(`${tag} NO not here`)
    const uidOf = () => mails.find(({ uid }) => uid === Number(words[2]))
    switch (command) {
      case 'CAPABILITY':
        say('* CAPABILITY IMAP4rev1 MOVE UIDPLUS')
        return ok()
      case 'LOGIN':
        return refuses.login ? say(`${tag} NO [AUTHENTICATIONFAILED] no`) : ok()
      case 'LIST':
        // The empty name asks for the sign between folders only (RFC 3501 §6.3.8).
        if (line.endsWith('"" ""')) {
          say('* LIST (\\Noselect) "/" ""')
          return ok()
        }
        say('* LIST (\\HasNoChildren) "/" INBOX')
        say('* LIST (\\HasNoChildren) "/" Done')
        return ok()
      case 'SELECT':
        if (refuses.folder) return say(`${tag} NO [NONEXISTENT] no such folder`)
        say('* FLAGS (\\Seen \\Deleted)')
        say('* OK [PERMANENTFLAGS (\\Seen \\Deleted)] ok')
        say(`* ${inFolder().length} EXISTS`)
        say('* OK [UIDVALIDITY 1] ok')
        say(`* OK [UIDNEXT ${mails.length + 1}] ok`)
        return say(`${tag} OK [READ-WRITE] done`)
      case 'UID SEARCH': {
        const found = inFolder().filter(({ flags }) => !/UNSEEN/i.test(line) || !flags.includes('\\Seen'))
        say(`* SEARCH ${found.map(({ uid }) => uid).join(' ')}`.trim())
        return ok()
      }
      case 'UID FETCH': {
        const mail = uidOf()
        if (mail) {
          const most = Number(/<0\.(\d+)>/.exec(line)?.[1] ?? mail.raw.length)
          const body = Buffer.from(mail.raw).subarray(0, most)
          const part = /<0\.\d+>/.test(line) ? 'BODY[]<0>' : 'BODY[]'
          socket.write(`* ${inFolder().indexOf(mail) + 1} FETCH (UID ${mail.uid} ${part} {${body.length}}\r\n`)
          socket.write(body)
          say(')')
        }
        return ok()
      }
      case 'UID STORE':
        if (refuses.marking) return void socket.destroy()
        uidOf()?.flags.push('\\Seen')
        return ok()
      case 'UID MOVE': {
        if (refuses.marking) return void socket.destroy()
        const mail = uidOf()
        if (mail) mail.folder = words[3]!.replaceAll('"', '')
        return ok()
      }
      case 'LOGOUT':
        say('* BYE')
        ok()
        return void socket.end()
      default:
        return ok()
    }
  }
}
