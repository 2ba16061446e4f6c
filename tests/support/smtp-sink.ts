import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'

/** A real SMTP server on loopback that keeps what it receives. */
export interface SmtpSink {
  url: string
  /** Whole messages, as received. */
  mails: string[]
  /** The return path of each, in the same order. */
  returnPaths: string[]
  stop(): Promise<void>
}

/** Starts the server. @param faults handlers that refuse, hang or disconnect; by default, everything is accepted */
export async function openSmtpSink(faults: SMTPServerOptions = {}): Promise<SmtpSink> {
  const mails: string[] = []
  const returnPaths: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString('utf8'))
        returnPaths.push(envelope.mailFrom ? envelope.mailFrom.address : '')
        callback()
      })
    },
    ...faults,
  })
  // Ignore errors of connections that a test breaks off.
  server.on('error', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return {
    url: `${faults.secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    mails,
    returnPaths,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

/** A server's refusal with this reply code. */
export function reply(code: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode: code })
}
