import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { OutgoingMail } from '~/channels/mail/mailer'
import { openMailer, waysOut } from '~/channels/mail/mailer.server'
import { openSmtpSink, reply, type SmtpSink } from '../../support/smtp-sink'

const mail: OutgoingMail = {
  messageId: '6f1c2f5e-0000-4000-8000-000000000001',
  to: 'rosa@example.org',
  subject: 'Confirme su firma',
  text: 'Oprima el botón.',
  html: '<p>Oprima el botón.</p>',
  language: 'es',
  stopUrl: 'https://firme.example.org/es/stop/AAAAAAAAAAAAAAAAAAAAAA',
  attachments: [],
  sender: null,
  replyTo: null,
  isPersonal: false,
  bounceToken: '',
}

const patience = 400
const now = new Date('2026-11-29T18:00:00Z')
const mailerFor = (smtpUrl: string, dkim: { domain: string; selector: string; keyFile: string } | null = null) =>
  openMailer({ smtpUrl, mailFrom: 'Firme <firme@example.org>', dkim, bounceAddress: null, dataDir: tmpdir() }, patience)

async function sendTo(sink: { url: string; stop(): Promise<void> }) {
  const mailer = mailerFor(sink.url)
  try {
    return await mailer.send(mail, now)
  } finally {
    await mailer.close()
    await sink.stop()
  }
}

test('a mail carries its stable Message-ID and the one-click unsubscribe of RFC 8058', async () => {
  const sink = await openSmtpSink()
  expect(await sendTo(sink)).toEqual({ outcome: 'sent', providerId: null })
  expect(sink.mails[0]).toMatch(/^Message-ID: <6f1c2f5e-0000-4000-8000-000000000001@example\.org>/im)
  expect(sink.mails[0]).toMatch(/^List-Unsubscribe:\s+<https:\/\/firme\.example\.org\/es\/stop\//im)
  expect(sink.mails[0]).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click/im)
})

test('only where mail that comes in is read, a mail names an address that stops it', async () => {
  const stopsBy = async (bounceAddress: string | null) => {
    const sink = await openSmtpSink()
    const mailer = openMailer(
      { smtpUrl: sink.url, mailFrom: 'Firme <firme@example.org>', dkim: null, bounceAddress, dataDir: tmpdir() },
      patience,
    )
    await mailer.send({ ...mail, bounceToken: 'b'.repeat(48) }, now)
    await mailer.close()
    await sink.stop()
    return /^List-Unsubscribe:[\s\S]*?(?=^\S)/im.exec(sink.mails[0]!)![0].replace(/\s+/g, '')
  }
  expect(await stopsBy(null)).not.toContain('mailto:')
  expect(await stopsBy('bounce@example.org')).toMatch(
    /^List-Unsubscribe:<https:.*>,<mailto:bounce\+stop-b{48}@example\.org\?subject=stop>$/,
  )
})

test('a mail is dated by the clock that everything goes by, also where the machine’s is wrong', async () => {
  const sink = await openSmtpSink()
  await sendTo(sink)
  expect(sink.mails[0]).toMatch(/^Date: Sun, 29 Nov 2026 18:00:00 \+0000/im)
})

function newKeyFile(): string {
  const keyFile = path.join(mkdtempSync(path.join(tmpdir(), 'firme-dkim-')), 'dkim.pem')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return keyFile
}

const from = { name: 'Derechos Saguaro', address: 'hola@saguaro.example' }

test('mail from a group’s own address is signed for its domain, and comes back to ours', async () => {
  const sink = await openSmtpSink()
  const keyFile = newKeyFile()
  const mailer = mailerFor(sink.url, { domain: 'example.org', selector: 'firme', keyFile })
  const sent = await mailer.send({ ...mail, from, replyTo: from.address, isTest: true }, now)
  await mailer.close()
  await sink.stop()
  expect(sent).toMatchObject({ outcome: 'sent', said: expect.stringMatching(/^250/) })
  expect(sink.mails[0]).toMatch(/^From: Derechos Saguaro <hola@saguaro\.example>/im)
  expect(sink.mails[0]).toMatch(/^DKIM-Signature:[^:]*d=saguaro\.example;[^:]*s=firme/im)
  expect(sink.returnPaths).toEqual(['firme@example.org'])
  const { key, returnDomain } = waysOut({
    mailFrom: 'Firme <firme@example.org>',
    dkim: { domain: 'example.org', selector: 'firme', keyFile },
    bounceAddress: 'bounce@back.example.org',
    mailHost: 'mail.example.org',
  })!
  expect([key!.selector, returnDomain]).toEqual(['firme', 'back.example.org'])
  expect(Buffer.from(key!.publicKey, 'base64').toString('latin1')).toContain('*\x86H\x86÷')
})

test('a network without a name of its own keeps ours on its own address', async () => {
  const sink = await openSmtpSink()
  const mailer = mailerFor(sink.url, { domain: 'example.org', selector: 'firme', keyFile: newKeyFile() })
  await mailer.send({ ...mail, from: { ...from, name: '' } }, now)
  await mailer.close()
  await sink.stop()
  expect(sink.mails[0]).toMatch(/^From: Firme <hola@saguaro\.example>/im)
})

test('without a key mail comes from our address, and answers go to the group', async () => {
  const sink = await openSmtpSink()
  const mailer = mailerFor(sink.url)
  await mailer.send({ ...mail, sender: 'Derechos Saguaro', from, replyTo: from.address }, now)
  await mailer.close()
  await sink.stop()
  expect(sink.mails[0]).toMatch(/^From: Derechos Saguaro via Firme <firme@example\.org>/im)
  expect(sink.mails[0]).toMatch(/^Reply-To: hola@saguaro\.example/im)
})

test('what the server says to a test is kept without addresses', async () => {
  const sink = await openSmtpSink({
    onRcptTo: ({ address }, _session, callback) => callback(reply(550, `5.1.1 <${address}> unknown here`)),
  })
  const mailer = mailerFor(sink.url)
  const refused = await mailer.send({ ...mail, isTest: true }, now)
  await mailer.close()
  await sink.stop()
  expect(refused).toMatchObject({ outcome: 'refused', said: '550 5.1.1 … unknown here' })
})

test('with DKIM set, the signature covers both unsubscribe headers', async () => {
  const keyFile = newKeyFile()
  const sink = await openSmtpSink()
  const mailer = mailerFor(sink.url, { domain: 'example.org', selector: 'firme', keyFile })
  await mailer.send(mail, now)
  await mailer.close()
  await sink.stop()
  const signature =
    /^DKIM-Signature:[\s\S]*?(?=^\S)/im.exec(sink.mails[0]!)?.[0].replace(/\s+/g, '').toLowerCase() ?? ''
  expect(signature).toContain('d=example.org')
  const covered = /;h=([^;]+)/.exec(signature)?.[1]?.split(':')
  expect(covered).toEqual(
    expect.arrayContaining(['from', 'to', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']),
  )
})

test('421 and 451 heal: the mail is tried again', async () => {
  expect(
    await sendTo(await openSmtpSink({ onMailFrom: (_from, _session, callback) => callback(reply(421, 'try later')) })),
  ).toMatchObject({ outcome: 'later', reason: 'mail-server-busy' })
  expect(
    await sendTo(await openSmtpSink({ onRcptTo: (_to, _session, callback) => callback(reply(451, 'try later')) })),
  ).toMatchObject({ outcome: 'later' })
})

test('550 to the address is final, and marks the address; a refusal of the message, of the sender or of the login is ours, and waits', async () => {
  expect(
    await sendTo(await openSmtpSink({ onRcptTo: (_to, _session, callback) => callback(reply(550, 'no such user')) })),
  ).toMatchObject({ outcome: 'refused', isContactAtFault: true })
  const refusesData = await openSmtpSink({
    onData: (stream, _session, callback) =>
      void stream.on('data', () => {}).on('end', () => callback(reply(554, 'spam'))),
  })
  expect(await sendTo(refusesData)).toMatchObject({ outcome: 'ours', scope: 'domain', code: '554' })
  expect(
    await sendTo(
      await openSmtpSink({
        onMailFrom: (_from, _session, callback) => callback(reply(553, '5.7.1 sender not allowed')),
      }),
    ),
  ).toMatchObject({ outcome: 'ours', scope: 'all', code: '5.7.1' })
  expect(
    await sendTo(await openSmtpSink({ onConnect: (_session, callback) => callback(reply(554, '5.7.1 go away')) })),
  ).toMatchObject({ outcome: 'ours', scope: 'all', code: '5.7.1' })
  const refusesLogin = await openSmtpSink({
    authOptional: false,
    allowInsecureAuth: true,
    onAuth: (_auth, _session, callback) => callback(reply(535, '5.7.8 no')),
  })
  expect(
    await sendTo({ ...refusesLogin, url: refusesLogin.url.replace('smtp://', 'smtp://user:wrong@') }),
  ).toMatchObject({ outcome: 'ours', scope: 'all', reason: 'mail-server-login' })
  const needsLogin = await openSmtpSink({ authOptional: false, allowInsecureAuth: true })
  expect(await sendTo(needsLogin)).toMatchObject({ outcome: 'ours', scope: 'all', reason: 'mail-server-login' })
})

test('a server that says nothing is given up on, and the mail waits', async () => {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => void sockets.add(socket)).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const silent = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
  expect(await sendTo(silent)).toMatchObject({ outcome: 'later', reason: 'mail-server-silent' })
})

test('a connection reset after DATA leaves the mail to be sent again, under the same Message-ID', async () => {
  let tries = 0
  const seen: string[] = []
  const sink: SmtpSink = await openSmtpSink({
    onData(stream, _session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        tries += 1
        seen.push(/^Message-ID: (\S+)/im.exec(Buffer.concat(chunks).toString())?.[1] ?? '')
        if (tries > 1) return callback()
        // The server has it all, and is gone before it says so.
        callback(reply(421, 'closing'))
      })
    },
  })
  const mailer = mailerFor(sink.url)
  expect(await mailer.send(mail, now)).toMatchObject({ outcome: 'later' })
  expect(await mailer.send(mail, now)).toMatchObject({ outcome: 'sent' })
  await mailer.close()
  await sink.stop()
  expect(seen[0]).toBe(seen[1])
})

test('a server whose certificate is wrong gets no mail, and nothing is sent in the open instead', async () => {
  const sink = await openSmtpSink({ secure: true })
  expect(await sendTo(sink)).toMatchObject({ outcome: 'later' })
  expect(sink.mails).toEqual([])
})

test('a server elsewhere that offers no TLS is told no address and no word', async () => {
  const sink = await openSmtpSink()
  // Not one of the names that count as this machine, although it leads here.
  expect(await sendTo({ ...sink, url: sink.url.replace('127.0.0.1', 'localhost.') })).toMatchObject({
    outcome: 'later',
  })
  expect(sink.mails).toEqual([])
})
