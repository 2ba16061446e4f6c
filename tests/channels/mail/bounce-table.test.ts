import { expect, test } from 'vitest'
import { readBounce } from '~/channels/mail/sort-mail'
import * as samples from './samples'

type Why = 'bad-address' | 'full' | 'blocked' | 'later' | 'other'

/** By provider or program: the status and what it quotes, in our words, and what that means. */
const reports: [who: string, status: string, diagnostic: string, why: Why][] = [
  ['Microsoft 365', '5.4.1', 'smtp;550 5.4.1 Recipient address rejected: Access denied. AS(201806281)', 'bad-address'],
  ['Microsoft 365', '5.1.10', 'smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found by lookup', 'bad-address'],
  ['Microsoft 365', '5.1.351', 'smtp;550 5.1.351 Remote server returned unknown recipient', 'bad-address'],
  ['Microsoft 365', '5.1.0', 'smtp;550 5.1.0 Recipient rejected', 'bad-address'],
  ['Microsoft 365', '5.1.1', 'smtp;550 5.1.1 RESOLVER.ADR.ExRecipNotFound; not found', 'bad-address'],
  ['Microsoft 365', '5.4.310', 'smtp;550 5.4.310 DNS domain nowhere.example does not exist', 'bad-address'],
  ['Microsoft 365', '5.2.122', 'smtp;554 5.2.122 The recipient has exceeded their limit', 'later'],
  ['Microsoft 365', '5.2.121', 'smtp;554 5.2.121 The recipient has exceeded their limit from one sender', 'later'],
  ['Microsoft 365', '5.2.2', 'smtp;554 5.2.2 mailbox full; STOREDRV.Deliver', 'full'],
  [
    'Microsoft 365',
    '5.2.3',
    'smtp;550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient',
    'other',
  ],
  ['Microsoft 365', '5.4.14', 'smtp;554 5.4.14 Hop count exceeded - possible mail loop', 'other'],
  ['Microsoft 365', '5.4.300', 'smtp;550 5.4.300 Message expired', 'other'],
  ['Microsoft 365', '5.7.1', 'smtp;550 5.7.1 Unable to deliver: rules of the organization', 'blocked'],
  ['Microsoft 365', '5.7.124', 'smtp;550 5.7.124 Sender not in the allowed-senders list', 'blocked'],
  ['Microsoft 365', '5.7.133', 'smtp;550 5.7.133 Sender not authenticated for this group', 'blocked'],
  ['Microsoft 365', '5.7.509', 'smtp;550 5.7.509 Access denied, sending domain does not pass DMARC', 'blocked'],
  ['Microsoft 365', '5.7.606', 'smtp;550 5.7.606 Access denied, banned sending IP', 'blocked'],
  ['Outlook.com', '5.5.0', 'smtp;550 5.5.0 Requested action not taken: mailbox unavailable', 'bad-address'],
  ['Outlook.com', '5.7.1', 'smtp;550 5.7.1 Messages from [192.0.2.1] were not sent, block list S3140', 'blocked'],
  ['Gmail', '5.1.1', 'smtp; 550-5.1.1 The account that you tried to reach does not exist', 'bad-address'],
  ['Gmail', '5.2.1', 'smtp; 550-5.2.1 The account that you tried to reach is inactive', 'bad-address'],
  ['Gmail', '5.2.1', 'smtp; 550-5.2.1 The user is receiving mail at a rate that prevents additional messages', 'later'],
  ['Gmail', '4.2.1', 'smtp; 450-4.2.1 The user is receiving mail at a rate that prevents more', 'later'],
  ['Gmail', '5.2.2', "smtp; 552-5.2.2 The recipient's inbox is out of storage space", 'full'],
  ['Gmail', '5.7.26', 'smtp; 550-5.7.26 This mail is unauthenticated', 'blocked'],
  ['Gmail', '5.7.1', 'smtp; 550-5.7.1 likely unsolicited mail', 'blocked'],
  ['Gmail', '5.7.0', 'smtp; 552-5.7.0 its content presents a potential security issue', 'blocked'],
  ['Gmail', '5.4.5', 'smtp; 550 5.4.5 Daily sending quota exceeded', 'blocked'],
  ['Gmail', '5.5.3', 'smtp; 550 5.5.3 Too many recipients this hour', 'later'],
  ['Yahoo', '5.0.0', "smtp; 554 delivery error: dd This user doesn't have a yahoo.com account [-5]", 'bad-address'],
  [
    'Yahoo',
    '5.0.0',
    'smtp; 554 30 Sorry, your message cannot be delivered. This mailbox is disabled (554.30)',
    'bad-address',
  ],
  ['Yahoo', '5.2.2', 'smtp; 552 1 Requested mail action aborted, mailbox not found', 'full'],
  ['Yahoo', '5.0.0', 'smtp; 552 1 mailbox not found', 'bad-address'],
  ['Yahoo', '5.7.9', 'smtp; 554 5.7.9 Message not accepted for policy reasons', 'blocked'],
  ['Yahoo', '5.7.1', 'smtp; 553 5.7.1 [BL21] Connections will not be accepted, on a block list', 'blocked'],
  ['AOL', '5.1.1', 'smtp; 550 5.1.1 : Recipient address rejected: aol.com', 'bad-address'],
  ['iCloud', '5.1.1', 'smtp; 550 5.1.1 user does not exist', 'bad-address'],
  ['iCloud', '5.2.2', 'smtp; 552 5.2.2 user is over quota', 'full'],
  ['iCloud', '5.7.1', 'smtp; 554 5.7.1 [CS01] Message rejected due to local policy', 'blocked'],
  ['Comcast', '5.1.1', 'smtp; 550 5.1.1 Not our Customer', 'bad-address'],
  ['Comcast', '5.0.0', 'smtp; 550 Not our Customer', 'bad-address'],
  ['Comcast', '5.2.0', 'smtp; 552 5.2.0 Mailbox is full', 'full'],
  ['AT&T', '5.3.0', 'smtp; 553 5.3.0 DNSBL:RBL 521 is_blocked', 'other'],
  ['Cox', '5.0.0', 'smtp; 550 rejected: CXTHRT bad reputation', 'other'],
  ['GMX', '5.0.0', 'smtp; 550 Requested action not taken: mailbox unavailable', 'bad-address'],
  ['GMX', '5.0.0', 'smtp; 554 Transaction failed, reject due to policy restrictions', 'other'],
  ['Zoho', '5.1.1', 'smtp; 550 5.1.1 User does not exist', 'bad-address'],
  [
    'Zoho',
    '5.7.1',
    'smtp; 554 5.7.1 Email cannot be delivered. Reason: Email detected as Spam by spam filters',
    'blocked',
  ],
  ['Proton', '5.1.1', 'smtp; 550 5.1.1 Recipient address rejected: Address does not exist', 'bad-address'],
  ['Mimecast', '5.0.0', 'smtp; 550 Invalid Recipient', 'bad-address'],
  ['Mimecast', '5.0.0', 'smtp; 550 Administrative prohibition - envelope blocked', 'other'],
  ['Proofpoint', '5.1.1', 'smtp; 550 5.1.1 User Unknown', 'bad-address'],
  ['Barracuda', '5.0.0', 'smtp; 550 permanent failure for one or more recipients (x@example.org:blocked)', 'other'],
  ['Domino', '5.0.0', 'smtp; 554 5.0.0 x not listed in Domino Directory', 'bad-address'],
  ['GroupWise', '5.0.0', 'smtp; 550 Mailbox unavailable or access denied', 'bad-address'],
  ['Sendmail', '5.3.0', 'smtp; 553 5.3.0 No such user here', 'bad-address'],
  ['Sendmail', '5.1.2', 'smtp; 550 5.1.2 Host unknown', 'bad-address'],
  ['Postfix', '5.4.4', 'X-Postfix; Host or domain name not found. Name service error, type=AAAA', 'bad-address'],
  ['Postfix', '5.1.1', 'smtp; 550 5.1.1 User unknown in local recipient table', 'bad-address'],
  ['Postfix', '5.4.6', 'X-Postfix; mail for example.org loops back to myself', 'other'],
  ['Postfix', '4.4.1', 'X-Postfix; connect to mx.example.org: Connection timed out', 'other'],
  ['Exim', '5.0.0', 'smtp; 550 Unrouteable address', 'bad-address'],
  ['Exim', '5.0.0', 'smtp; 550 all relevant MX records point to non-existent hosts', 'bad-address'],
  ['Exim', '5.0.0', 'smtp; 550 Mailbox quota exceeded: mailbox is full', 'full'],
  ['cPanel', '5.0.0', 'smtp; 550 No Such User Here', 'bad-address'],
  ['cPanel', '5.0.0', 'smtp; 550 The account may not exist, or the domain may be blacklisted', 'other'],
  ['qmail', '5.1.1', 'smtp; 511 sorry, no mailbox here by that name (#5.1.1 - chkuser)', 'bad-address'],
  ['any', '5.1.10', 'smtp; 556 5.1.10 Recipient address has null MX', 'bad-address'],
  ['any', '5.7.17', 'smtp; 550 5.7.17 Mailbox owner has changed', 'bad-address'],
  ['any', '5.1.6', 'smtp; 551 5.1.6 User has moved', 'bad-address'],
  ['any', '5.1.8', 'smtp; 550 5.1.8 Sender address rejected: Domain not found', 'blocked'],
  ['any', '5.7.23', 'smtp; 550 5.7.23 SPF validation failed', 'blocked'],
  ['any', '5.4.7', 'smtp; 450 4.7.1 Greylisted for five days', 'other'],
]

test.for(reports)('%s: a report of %s, “%s”, means %s', async ([, status, diagnostic, why]) => {
  const raw = samples.failure(status, diagnostic)('bounce+0@example.org')
  expect(await readBounce(Buffer.from(raw))).toMatchObject({ what: 'failed', why })
})

const mail = (headers: string[], body: string[], type = 'text/plain; charset=utf-8') =>
  Buffer.from([...headers, 'To: bounce+0@example.org', `Content-Type: ${type}`, '', ...body, ''].join('\r\n'))
const daemon = 'From: Mail Delivery System <MAILER-DAEMON@mx.example.net>'
const original = ['', '--- Below this line is a copy of the message.', '', 'Subject: 550 5.7.1 spam', 'Dear Sheriff']

/** Reports without a machine-readable part. */
const inWords: [who: string, raw: Buffer, why: Why][] = [
  [
    'qmail',
    mail(
      [daemon, 'Subject: failure notice'],
      [
        'This is the qmail-send program at mx.example.net.',
        '<x@example.org>:',
        'Sorry, no mailbox here by that name. (#5.1.1)',
        ...original,
      ],
    ),
    'bad-address',
  ],
  [
    'qmail, without a host',
    mail(
      [daemon, 'Subject: failure notice'],
      [
        'This is the qmail-send program.',
        '<x@nowhere.example>:',
        "Sorry, I couldn't find any host named nowhere.example. (#5.1.2)",
      ],
    ),
    'bad-address',
  ],
  [
    'Exim',
    mail(
      [
        daemon,
        'X-Failed-Recipients: x@example.org',
        'Auto-Submitted: auto-replied',
        'Subject: Mail delivery failed: returning message to sender',
      ],
      [
        'This message was created automatically by mail delivery software.',
        '  x@example.org',
        '    host mx.example.org: 550 5.1.1 User unknown',
        ...original,
      ],
    ),
    'bad-address',
  ],
  [
    'Exim, by policy',
    mail(
      [daemon, 'X-Failed-Recipients: x@example.org', 'Subject: Mail delivery failed'],
      ['  x@example.org', '    550 5.7.1 rejected as spam'],
    ),
    'blocked',
  ],
  [
    'Exim, quota',
    mail(
      [daemon, 'X-Failed-Recipients: x@example.org', 'Subject: Mail delivery failed'],
      ['  x@example.org', '    mailbox is full: retry timeout exceeded'],
    ),
    'full',
  ],
  [
    'Zoho',
    mail(
      ['From: mailer-daemon@mail.zoho.example', 'Subject: Undelivered Mail Returned to Sender'],
      [
        'This message was created automatically by mail delivery software.',
        'x@example.org, ERROR CODE :550 - 5.1.1 User does not exist',
      ],
    ),
    'bad-address',
  ],
  [
    'Google Groups',
    mail(
      [
        'From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
        'X-Failed-Recipients: board@example.org',
        'Subject: Delivery Status Notification (Failure)',
      ],
      ['The group you tried to contact (board) may not exist, or you may not have permission to post messages to it.'],
    ),
    'other',
  ],
  [
    'Gmail, of old',
    mail(
      [
        'From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
        'Subject: Delivery Status Notification (Failure)',
      ],
      [
        'Delivery to the following recipient failed permanently: x@example.org',
        'The error that the other server returned was: 550 5.1.1 unknown user',
      ],
    ),
    'bad-address',
  ],
  [
    'a webmailer in Spanish',
    mail(
      ['From: postmaster@example.org', 'Subject: Correo devuelto'],
      ['No se pudo entregar su mensaje a x@example.org: 550 5.2.2 mailbox full'],
    ),
    'full',
  ],
  [
    'in HTML alone',
    mail(
      ['From: postmaster@example.org', 'Subject: Undeliverable: No judge, no hold'],
      ['<p>Delivery has failed: <b>550 5.1.10</b> RecipientNotFound</p>'],
      'text/html',
    ),
    'bad-address',
  ],
  ...(
    [
      ['delayed', 'Undeliverable: Why was the hearing delayed?', 'Your message could not be delivered.'],
      ['Spanish delay', 'No se pudo entregar: La audiencia está retrasada', 'No se pudo entregar su mensaje.'],
      ['vacation', 'Undeliverable: No vacation from justice', 'Your message could not be delivered.'],
      ['office', 'Undeliverable: Keep ICE out of the office', 'Your message could not be delivered.'],
      ['quoted', 'Undeliverable mail', 'Your message "The hearing was delayed" could not be delivered.'],
      ['listed', 'Undeliverable mail', 'Your message could not be delivered.\r\n  Subject: The hearing was delayed'],
    ] as const
  ).map(([which, subject, said]): [string, Buffer, Why] => [
    `our own subject (${which})`,
    mail(['From: postmaster@example.org', `Subject: ${subject}`], [said, '550 5.1.1 User unknown']),
    'bad-address',
  ]),
  ['without a code', mail([daemon, 'Subject: Undeliverable mail'], ['Your message could not be delivered.']), 'other'],
]

test.for(inWords)('%s: a report in words alone is a failure', async ([, raw, why]) => {
  expect(await readBounce(raw)).toMatchObject({ what: 'failed', why })
})

test.for([
  ['English', mail(['From: ida@example.org', 'Subject: Automatic reply: No judge'], ['I am away. 550 5.1.1'])],
  [
    'Spanish',
    mail(['From: ida@example.org', 'Subject: Respuesta automática: Sin juez'], ['Estoy de vacaciones hasta el lunes.']),
  ],
  [
    'Spanish, by a server',
    mail(
      ['From: postmaster@example.org', 'Subject: Fuera de la oficina'],
      ['No se puede entregar nada hasta el lunes.'],
    ),
  ],
  [
    'vacation',
    mail([daemon, 'Auto-Submitted: auto-replied (vacation)', 'Subject: Re: No judge'], ['could not be delivered']),
  ],
  [
    'cPanel’s autoresponder',
    mail(
      [daemon, 'X-Autorespond: No judge', 'Subject: Thank you'],
      ['Your message could not be delivered to me today.'],
    ),
  ],
  [
    'a person',
    mail(
      ['From: ida@example.org', 'Subject: Re: undeliverable mail'],
      ['My last letter could not be delivered. 5.1.1'],
    ),
  ],
  ['a receipt', mail([daemon, 'Subject: We got your message'], ['A case number follows.'])],
  [
    'a delay',
    mail(
      [daemon, 'Subject: Warning: could not send message for past 4 hours'],
      ['Delivery failed so far; you do not need to resend.'],
    ),
  ],
  [
    'a delay that names our subject',
    mail([daemon, 'Subject: Delivery delayed: No judge, no hold'], ['Mail could not be delivered for 4 hours.']),
  ],
] as const)('%s: an answer by itself, a person’s mail, or a delay is no failure', async ([, raw]) => {
  expect(await readBounce(raw)).toEqual({ what: 'nothing' })
})

test('an action with a comment, and a report without an action, are read', async () => {
  const raw = samples.failure('5.1.1', 'smtp; 550 User unknown')('bounce+0@example.org')
  for (const other of [
    raw.replace('Action: failed', 'Action: failed (bad address)'),
    raw.replace('Action: failed\r\n', ''),
  ])
    expect(await readBounce(Buffer.from(other))).toMatchObject({ what: 'failed', why: 'bad-address' })
})
