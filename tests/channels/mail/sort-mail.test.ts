import { expect, test } from 'vitest'
import { type ArrivedMail, sortMail } from '~/channels/mail/sort-mail'
import * as samples from './samples'

const returnPath = 'bounce+0@example.org'
const to = `To: ${returnPath}`

/** A mail of one part. */
function mail(headers: string[], body: string, type = 'text/plain; charset=utf-8'): string {
  return [...headers, to, 'MIME-Version: 1.0', `Content-Type: ${type}`, '', body, ''].join('\r\n')
}

/** A mail of several parts, each as type and content. */
function parts(kind: string, headers: string[], ...given: [type: string, content: string][]): string {
  const inner = given.flatMap(([type, content]) => ['--B', `Content-Type: ${type}`, '', content])
  return [...headers, to, 'MIME-Version: 1.0', `Content-Type: ${kind}; boundary="B"`, '', ...inner, '--B--', ''].join(
    '\r\n',
  )
}

const dsn = (status: string, diagnostic: string, action = 'failed', headers = ['From: MAILER-DAEMON@mx.example.net']) =>
  parts(
    'multipart/report; report-type=delivery-status',
    [...headers, 'Subject: Undelivered Mail Returned to Sender'],
    ['text/plain', 'I am sorry to have to inform you that your message could not be delivered.'],
    [
      'message/delivery-status',
      `Reporting-MTA: dns; mx.example.net\r\n\r\nFinal-Recipient: rfc822; rosa@example.org\r\nAction: ${action}\r\nStatus: ${status}\r\nDiagnostic-Code: ${diagnostic}`,
    ],
  )

const arf = (type: string) =>
  parts(
    'multipart/report; report-type=feedback-report',
    ['From: feedback@mx.example.net', 'Subject: FW: No judge, no hold'],
    ['text/plain', 'This is an email abuse report.'],
    ['message/feedback-report', `Feedback-Type: ${type}\r\nUser-Agent: SomeGenerator/1.0\r\nVersion: 1`],
    ['message/rfc822', 'From: firme@example.org\r\nSubject: No judge, no hold\r\n\r\nHello'],
  )

const failed = (why: string) => ({ is: 'report', bounce: { what: 'failed', why } })
const nothingNew = { is: 'report', bounce: { what: 'nothing' } }
const auto = { is: 'auto-reply' }
const bulk = { is: 'bulk' }
const reply = { is: 'reply' }

const table: [what: string, raw: string, is: object][] = [
  // Reports of delivery (RFC 3464).
  ['Postfix: no such user', dsn('5.1.1', 'smtp; 550 5.1.1 <rosa@example.org>: User unknown'), failed('bad-address')],
  [
    'Exchange: not found',
    dsn('5.1.10', 'smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found'),
    failed('bad-address'),
  ],
  [
    'Gmail: out of storage',
    dsn('5.2.2', "smtp; 552-5.2.2 The recipient's inbox is out of storage space"),
    failed('full'),
  ],
  ['given up after days of greylisting', dsn('4.2.1', 'smtp; 450 4.2.1 try again later'), failed('later')],
  ['refused by policy', dsn('5.7.1', 'smtp; 554 5.7.1 rejected by policy'), failed('blocked')],
  ['expired', dsn('5.4.7', 'X-Postfix; delivery time expired'), failed('other')],
  ['delayed', dsn('4.4.1', 'X-Postfix; connection timed out', 'delayed'), nothingNew],
  ['delivered', dsn('2.0.0', 'smtp; 250 ok', 'delivered'), nothingNew],
  ['relayed', dsn('2.0.0', 'smtp; 250 ok', 'relayed'), nothingNew],
  [
    'an international report (RFC 6533)',
    parts(
      'multipart/report; report-type=delivery-status',
      ['From: MAILER-DAEMON@mx.example.net', 'Subject: Fallo'],
      ['text/plain', 'No entregado.'],
      ['message/global-delivery-status', 'Reporting-MTA: dns; mx.example.net\r\n\r\nAction: failed\r\nStatus: 5.1.1'],
    ),
    failed('bad-address'),
  ],
  ['Postfix, whole', samples.noSuchMailbox(returnPath), failed('bad-address')],
  ['Exchange, whole', samples.exchange(returnPath), failed('bad-address')],
  [
    'a report marked as an automatic reply',
    dsn('5.1.1', 'smtp; 550 User unknown', 'failed', [
      'From: MAILER-DAEMON@mx.example.net',
      'Auto-Submitted: auto-replied',
    ]),
    failed('bad-address'),
  ],
  // Reports of complaints (RFC 5965).
  ['a complaint', arf('abuse'), { is: 'report', bounce: { what: 'complaint' } }],
  ['a complaint about fraud', arf('fraud'), { is: 'report', bounce: { what: 'complaint' } }],
  ['not spam', arf('not-spam'), nothingNew],
  ['a failed authentication (RFC 6591)', arf('auth-failure'), nothingNew],
  // Reports in words.
  [
    'qmail',
    mail(
      ['From: MAILER-DAEMON@mx.example.net', 'Subject: failure notice'],
      'Hi. This is the qmail-send program at mx.example.net.\r\n<rosa@example.org>:\r\n550 5.1.1 No such user',
    ),
    failed('bad-address'),
  ],
  [
    'Exim',
    mail(
      [
        'From: Mail Delivery System <Mailer-Daemon@mx.example.net>',
        'X-Failed-Recipients: rosa@example.org',
        'Subject: Mail delivery failed: returning message to sender',
      ],
      'This message was created automatically by mail delivery software.\r\n  rosa@example.org\r\n    550 5.2.1 mailbox disabled',
    ),
    failed('bad-address'),
  ],
  [
    'Exchange in words',
    mail(
      ['From: postmaster@mail.example.net', 'Subject: Undeliverable: No judge, no hold'],
      'Delivery has failed to these recipients or groups: rosa@example.org. Remote Server returned 550 5.1.10',
    ),
    failed('bad-address'),
  ],
  [
    'Exchange in Spanish',
    mail(
      ['From: postmaster@mail.example.net', 'Subject: No se puede entregar: Sin juez'],
      'No se pudo entregar su mensaje a rosa@example.org: 550 5.2.2 buzón lleno, over quota',
    ),
    failed('full'),
  ],
  [
    'a webmail in HTML',
    mail(
      ['From: postmaster@mail.example.net', 'Subject: Undeliverable: No judge'],
      '<p>Delivery has failed: <b>550 5.1.1</b> unknown user</p>',
      'text/html',
    ),
    failed('bad-address'),
  ],
  [
    'a warning that it is late',
    mail(
      ['From: MAILER-DAEMON@mx.example.net', 'Subject: Warning: could not send message for past 4 hours'],
      'You do not need to resend your message.',
    ),
    nothingNew,
  ],
  [
    'a receipt of a mail server',
    mail(['Return-Path: <>', 'From: postmaster@mx.example.net', 'Subject: We have your mail'], 'Thank you.'),
    nothingNew,
  ],
  // Answers by themselves.
  [
    'Outlook: out of office',
    mail(
      ['From: rosa@example.org', 'Subject: Automatic reply: No judge', 'X-Auto-Response-Suppress: All'],
      'I am away.',
    ),
    auto,
  ],
  [
    'Outlook in Spanish',
    mail(['From: rosa@example.org', 'Subject: Respuesta automática: Sin juez'], 'Estoy de vacaciones.'),
    auto,
  ],
  [
    'Gmail: vacation',
    mail(
      ['From: rosa@example.org', 'Subject: I am away Re: No judge', 'Precedence: bulk', 'X-Autoreply: yes'],
      'Back on Monday.',
    ),
    auto,
  ],
  [
    'RFC 3834',
    mail(['From: rosa@example.org', 'Subject: Re: No judge', 'Auto-Submitted: auto-replied'], 'I got your mail.'),
    auto,
  ],
  [
    'generated by a program',
    mail(
      ['From: helpdesk@example.org', 'Subject: [#123] We got your message', 'Auto-Submitted: auto-generated'],
      'A case was opened.',
    ),
    auto,
  ],
  [
    'cPanel',
    mail(['From: rosa@example.org', 'Subject: Thanks', 'X-Autorespond: No judge'], 'I will answer soon.'),
    auto,
  ],
  [
    'an autoresponder',
    mail(['From: rosa@example.org', 'Subject: Thanks', 'Delivered-To: Autoresponder'], 'I will answer soon.'),
    auto,
  ],
  ['out of the office, by hand', mail(['From: rosa@example.org', 'Subject: Out of Office'], 'Until Monday.'), auto],
  [
    'fuera de la oficina',
    mail(['From: rosa@example.org', 'Subject: Fuera de la oficina hasta el lunes'], 'Gracias.'),
    auto,
  ],
  [
    'precedence of an automatic reply',
    mail(['From: rosa@example.org', 'Subject: Hello', 'Precedence: auto_reply'], 'Away.'),
    auto,
  ],
  [
    'a receipt of a reader (RFC 8098)',
    parts(
      'multipart/report; report-type=disposition-notification',
      ['From: rosa@example.org', 'Subject: Read: No judge'],
      ['text/plain', 'It was displayed.'],
      [
        'message/disposition-notification',
        'Final-Recipient: rfc822; rosa@example.org\r\nDisposition: manual-action/MDN-sent-manually; displayed',
      ],
    ),
    auto,
  ],
  // Mail to many.
  [
    'a newsletter',
    mail(['From: news@example.org', 'Subject: This week', 'List-Unsubscribe: <https://example.org/u>'], 'News.'),
    bulk,
  ],
  [
    'a mailing list',
    mail(['From: rosa@example.org', 'Subject: [day-labor] Hello', 'List-Id: <day-labor.example.org>'], 'Hello.'),
    bulk,
  ],
  ['a notice that takes no answer', mail(['From: no-reply@example.org', 'Subject: Your parcel'], 'It is here.'), bulk],
  [
    'a report about DMARC',
    mail(
      ['From: noreply-dmarc-support@example.net', 'Subject: Report domain: example.org Submitter: example.net'],
      'Attached.',
    ),
    nothingNew,
  ],
  ['bulk', mail(['From: shop@example.org', 'Subject: Sale', 'Precedence: bulk'], 'Sale.'), bulk],
  // People.
  ['a person', mail(['From: Rosa <rosa@example.org>', 'Subject: Re: No judge, no hold'], 'What time is it?'), reply],
  [
    'a person about bounces',
    mail(
      ['From: rosa@example.org', 'Subject: Re: undeliverable mail'],
      'My last letter could not be delivered. 550 5.1.1',
    ),
    reply,
  ],
  [
    'a person about an office',
    mail(['From: rosa@example.org', 'Subject: Re: Keep ICE out of the office'], 'Yes!'),
    reply,
  ],
  [
    'a person who says that it is no automatic reply',
    mail(['From: rosa@example.org', 'Subject: Hello', 'Auto-Submitted: no'], 'Hello'),
    reply,
  ],
  [
    'a person, in HTML alone',
    mail(
      ['From: rosa@example.org', 'Subject: Hola'],
      '<div>¿A qué hora es?</div><blockquote>antes</blockquote>',
      'text/html',
    ),
    reply,
  ],
  [
    'a person who asks to stop',
    mail(['From: rosa@example.org', 'Subject: Re: No judge'], 'Please take me off your list'),
    reply,
  ],
  ['without a sender', mail(['Subject: Hello'], 'Hello'), { is: 'nothing' }],
  ['nothing at all', '\0\xff', { is: 'nothing' }],
]

test.for(table)('%s', async ([, raw, is]) => {
  expect(await sortMail(Buffer.from(raw))).toMatchObject(is)
})

test('of a person’s mail we take the words, whom it answers, and the names of what is attached', async () => {
  const raw = parts(
    'multipart/mixed',
    [
      'From: "Rosa Martínez" <rosa@example.org>',
      'Subject: =?utf-8?Q?Re:_=C2=BFA_qu=C3=A9_hora=3F?=',
      'Message-ID: <abc@mail.example.org>',
      'In-Reply-To: <two@example.org>',
      'References: <one@example.org> <two@example.org>',
    ],
    ['text/plain; charset=utf-8', 'Ahí estaré.'],
    ['application/pdf; name="carta.pdf"\r\nContent-Disposition: attachment; filename="carta.pdf"', 'JVBERi0='],
  )
  const sorted = (await sortMail(Buffer.from(raw))) as Extract<ArrivedMail, { is: 'reply' }>
  expect(sorted.mail).toEqual({
    from: { address: 'rosa@example.org', name: 'Rosa Martínez' },
    subject: 'Re: ¿A qué hora?',
    text: expect.stringContaining('Ahí estaré.'),
    messageId: 'abc@mail.example.org',
    answers: ['two@example.org', 'one@example.org'],
    attachments: ['carta.pdf'],
  })
})

test('a mail in HTML alone is read without its styles, and what it quotes is marked', async () => {
  const html = '<style>p{}</style><p>No puedo &amp; lo siento</p><blockquote>¿Viene?</blockquote>'
  const raw = mail(['From: rosa@example.org', 'Subject: Re'], html, 'text/html; charset=utf-8')
  const sorted = (await sortMail(Buffer.from(raw))) as Extract<ArrivedMail, { is: 'reply' }>
  expect(sorted.mail.text).toBe('No puedo & lo siento\n\n> ¿Viene?')
})
