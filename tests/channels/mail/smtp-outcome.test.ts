import { expect, test } from 'vitest'
import { type SmtpError, smtpOutcome } from '~/channels/mail/smtp-outcome'

const mailbox = { outcome: 'refused', reason: 'no-such-mailbox', isContactAtFault: true }
const full = { outcome: 'later', reason: 'mailbox-full' }
const domain = { outcome: 'ours', scope: 'domain' }
const all = { outcome: 'ours', scope: 'all' }
const message = { outcome: 'ours', scope: 'message' }
const later = { outcome: 'later' }

/** What nodemailer tells when a server answers so at a step. */
const refused = (command: string, response: string): SmtpError => ({
  code: command === 'DATA' ? 'EMESSAGE' : 'EENVELOPE',
  command,
  response,
  responseCode: Number(response.slice(0, 3)),
})

test.for([
  // Refusals of the recipient that speak of the address.
  ['RCPT TO', '550 5.1.1 <x@example.org>: Recipient address rejected: User unknown in virtual mailbox table', mailbox],
  ['RCPT TO', '550 5.1.0 Address rejected', mailbox],
  ['RCPT TO', '553 5.1.2 We do not host this domain', mailbox],
  ['RCPT TO', '501 5.1.3 Bad recipient address syntax', mailbox],
  ['RCPT TO', '551 5.1.6 User has moved', mailbox],
  ['RCPT TO', '556 5.1.10 Recipient address has null MX', mailbox],
  ['RCPT TO', '550 5.1.351 Remote server returned unknown recipient', mailbox],
  ['RCPT TO', '550 No such user here', mailbox],
  ['RCPT TO', '550 Unrouteable address', mailbox],
  ['RCPT TO', '551 User not local; please try elsewhere', mailbox],
  ['RCPT TO', '553 sorry, no mailbox here by that name', mailbox],
  ['RCPT TO', '550 Requested action not taken', mailbox],
  ['RCPT TO', '550 5.5.0 Requested action not taken: mailbox unavailable', mailbox],
  ['RCPT TO', '550 5.3.0 <x@example.org>... No such user here', mailbox],
  ['RCPT TO', "554 delivery error: dd This user doesn't have a yahoo.com account (x@yahoo.com) [0]", mailbox],
  ['RCPT TO', '550 5.4.1 Recipient address rejected: Access denied. [X.prod.protection.outlook.com]', mailbox],
  ['RCPT TO', '550 5.4.4 Host or domain name not found', mailbox],
  ['RCPT TO', '550 5.2.1 The email account that you tried to reach is disabled', mailbox],
  ['RCPT TO', '550 5.0.0 User unknown', mailbox],
  ['RCPT TO', '521 Server does not accept mail', mailbox],
  // The mailbox is there.
  ['RCPT TO', '552 5.2.2 The email account that you tried to reach is over quota', full],
  ['RCPT TO', '552 Mailbox full', full],
  [
    'RCPT TO',
    '550 5.2.1 The user you are trying to contact is receiving mail at a rate that prevents additional messages from being delivered',
    later,
  ],
  // Our own fault, told of the recipient.
  [
    'RCPT TO',
    '550 5.7.26 This mail has been blocked because the sender is unauthenticated. SPF and DKIM did not pass',
    domain,
  ],
  ['RCPT TO', '550 5.7.1 Service unavailable, client host blocked using Spamhaus', domain],
  ['RCPT TO', '554 5.7.1 Message rejected due to policy', domain],
  ['RCPT TO', '550 5.7.509 Access denied, sending domain does not pass DMARC verification', domain],
  ['RCPT TO', '550 5.7.23 The message was rejected because of Sender Policy Framework violation', domain],
  ['RCPT TO', '550 5.4.6 Routing loop detected', domain],
  ['RCPT TO', '550 5.4.316 Message expired', domain],
  ['RCPT TO', '550 5.3.0 Rejected', domain],
  ['RCPT TO', '552 5.3.4 Message size exceeds fixed limit', domain],
  ['RCPT TO', '550 Rejected because 192.0.2.1 is in a black list at zen.spamhaus.org', domain],
  ['RCPT TO', '550 SPF check failed', domain],
  ['RCPT TO', '550 Administrative prohibition', domain],
  ['RCPT TO', '554 Blocked', domain],
  ['RCPT TO', '571 Delivery not authorized', domain],
  // Our own server lets no mail out, told of the recipient.
  ['RCPT TO', '550 5.7.1 Relaying denied', all],
  ['RCPT TO', '554 5.7.1 <x@example.org>: Relay access denied', all],
  ['RCPT TO', '550 relay not permitted', all],
  ['RCPT TO', '530 5.7.0 Authentication required', all],
  ['RCPT TO', '550 5.4.5 Daily user sending limit exceeded', all],
  ['RCPT TO', '550 Sender verify failed', all],
  // The sender, told of the recipient.
  ['RCPT TO', '550 5.1.8 Sender address rejected: Domain not found', all],
  ['RCPT TO', '553 5.1.7 Sender address has invalid syntax', all],
  ['RCPT TO', '553 5.7.1 <firme@example.org>: Sender address rejected: not owned by user desk', all],
  ['RCPT TO', '553 5.7.1 <firme@example.org>: Sender address rejected: not logged in', all],
  ['RCPT TO', '550 5.7.60 SMTP; Client does not have permissions; SendAsDenied', all],
  ['RCPT TO', '554 5.7.1 <unknown[192.0.2.1]>: Client host rejected: Access denied', all],
  ['RCPT TO', '550 5.7.1 You are not allowed to send from this address', all],
  ['DATA', '550 5.7.1 The account is not authorized to send as this sender', all],
  // Whatever is refused of the sender is ours, also with a code of addresses.
  ['MAIL FROM', '550 5.1.1 User unknown', all],
  ['MAIL FROM', '553 5.1.8 Domain of sender address does not exist', all],
  ['MAIL FROM', '553 sorry, that domain is not allowed', all],
  ['MAIL FROM', '550 5.7.1 Client does not have permissions to send as this sender', all],
  ['MAIL FROM', '550 Requested action not taken', all],
  ['MAIL FROM', '530 5.5.1 Authentication Required', all],
  ['MAIL FROM', '552 5.3.4 Message size exceeds fixed maximum message size', message],
  // The greeting, the hello, the login.
  ['CONN', '554 5.7.1 No SMTP service here for 192.0.2.1', all],
  ['EHLO', '550 5.7.1 Invalid HELO', all],
  ['AUTH PLAIN', '535 5.7.8 Authentication credentials invalid', all],
  ['AUTH LOGIN', '534 5.7.9 Application-specific password required', all],
  ['AUTH PLAIN', '454 4.7.0 Temporary authentication failure', all],
  // The message itself.
  ['DATA', '550 5.7.1 Our system has detected that this message is likely unsolicited mail', domain],
  ['DATA', '554 5.7.1 Spam message rejected', domain],
  ['DATA', '550 High probability of spam', domain],
  ['DATA', '550 5.1.1 User unknown', domain],
  ['DATA', '552 5.2.2 Over quota', domain],
  ['DATA', '554 Transaction failed', domain],
  ['DATA', '550 5.4.5 Daily sending quota exceeded', all],
  // 4xx heals.
  ['RCPT TO', '450 4.2.1 The user you are trying to contact is receiving mail too quickly', later],
  ['RCPT TO', '451 4.7.1 Greylisting in action, please come back later', later],
  ['RCPT TO', '452 4.2.2 Over quota', full],
  ['RCPT TO', '550 Mailbox is full', full],
  ['RCPT TO', '552 5.2.2 Mailbox exceeded its storage quota', full],
  ['DATA', '554 5.7.9 Message not accepted for policy reasons', domain],
  ['RCPT TO', '554 5.7.9 Message not accepted for policy reasons', domain],
  ['RCPT TO', '550 5.5.3 Too many recipients this hour', later],
  ['RCPT TO', '550 User has exceeded the sending quota for this hour', domain],
  ['RCPT TO', '550 5.7.17 Mailbox owner has changed', mailbox],
  ['DATA', '421 4.7.28 Our system has detected an unusual rate of mail', later],
  ['DATA', '451 4.3.0 Try again', later],
  ['MAIL FROM', '421 4.3.2 Try again', { ...later, isLine: true }],
  ['MAIL FROM', '452 4.3.1 Insufficient system storage', { ...later, isLine: true }],
  ['CONN', '421 4.7.0 Too many connections', { ...later, isLine: true }],
] as const)('at %s, “%s”', ([command, response, expected]) => {
  expect(smtpOutcome(refused(command, response))).toMatchObject(expected)
  // Who wrote what to whom stays with the server.
  expect(JSON.stringify(smtpOutcome(refused(command, response)))).not.toMatch(/@|192\.0/)
})

test('the code that is kept is the server’s own: the status code where it has one, else its reply', () => {
  expect(
    smtpOutcome(refused('RCPT TO', '550-5.7.26 This mail is unauthenticated.\r\n550 5.7.26 See our help.')),
  ).toMatchObject({ code: '5.7.26' })
  expect(smtpOutcome(refused('RCPT TO', '554 Blocked, see 5.9.1.2'))).toMatchObject({ code: '554' })
})

test.for([
  ['ECONNECTION', { ...later, isLine: true }],
  ['EDNS', { ...later, isLine: true }],
  ['ESOCKET', { ...later, isLine: true }],
  ['ETIMEDOUT', { ...later, isLine: true, reason: 'mail-server-silent' }],
  ['ETLS', { ...all, reason: 'mail-server-tls' }],
  ['EAUTH', { ...all, reason: 'mail-server-login' }],
] as const)('a connection that fails (%s) loses no mail', ([code, expected]) => {
  expect(smtpOutcome({ code, command: 'CONN' })).toMatchObject(expected)
})

test('an address that our server cannot be told is at fault itself; a sender that it cannot be told is ours', () => {
  expect(
    smtpOutcome({ code: 'EENVELOPE', command: 'API', message: 'Invalid recipient "ñ@example.org"' }),
  ).toMatchObject(mailbox)
  expect(smtpOutcome({ code: 'EENVELOPE', command: 'API', message: 'Invalid sender ""' })).toMatchObject(all)
})
