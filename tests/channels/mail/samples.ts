/** Reports as mail servers send them, each about the mail whose return path is given. */
export type Sample = (returnPath: string) => string

const lines = (...parts: string[]) => parts.join('\r\n')

/** A report of delivery status (RFC 3464) as Postfix, Exchange and others make it. */
const report = (fields: string[], extra: { from?: string; headers?: string[]; original?: string[] } = {}): Sample => (returnPath) =>
  lines(
    'Return-Path: <>', `From: ${extra.from ?? 'MAILER-DAEMON@mx.example.net (Mail Delivery System)'}`, `To: ${returnPath}`, 'Subject: Undelivered Mail Returned to Sender', 'Auto-Submitted: auto-replied', ...(extra.headers ?? []),
    'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=delivery-status; boundary="A1.B2/mx.example.net"', '',
    'This is a MIME-encapsulated message.', '', '--A1.B2/mx.example.net', 'Content-Description: Notification', 'Content-Type: text/plain; charset=us-ascii', '',
    'This is the mail system at host mx.example.net.', 'I am sorry to have to inform you that your message could not be delivered. 5.1.1 in words for people counts for nothing.', '',
    '--A1.B2/mx.example.net', 'Content-Description: Delivery report', 'Content-Type: message/delivery-status', '',
    'Reporting-MTA: dns; mx.example.net', 'X-Postfix-Queue-ID: 4XyZ', 'Arrival-Date: Tue, 24 Nov 2026 18:00:00 +0000 (UTC)', '', ...fields, '',
    '--A1.B2/mx.example.net', 'Content-Description: Undelivered Message', 'Content-Type: text/rfc822-headers', '',
    ...(extra.original ?? [`Return-Path: <${returnPath}>`]), 'From: Firme <firme@example.org>', 'To: sheriff.vance@example.org', 'Subject: No judge, no hold', '', '--A1.B2/mx.example.net--', '',
  )

const failed = (status: string, diagnostic: string) => ['Final-Recipient: rfc822; sheriff.vance@example.org', 'Original-Recipient: rfc822;sheriff.vance@example.org', 'Action: failed', `Status: ${status}`, 'Remote-MTA: dns; mx.example.net', `Diagnostic-Code: ${diagnostic}`]

/** A report of one failure, by its status and what the other server said. */
export const failure = (status: string, diagnostic: string) => report(failed(status, diagnostic))

/** Postfix: the mailbox does not exist. */
export const noSuchMailbox = report(failed('5.1.1', 'smtp; 550 5.1.1 <sheriff.vance@example.org>: Recipient address rejected:\r\n    User unknown in virtual mailbox table'))
/** Exchange: it knows no better than 5.0.0, and quotes the code of another. */
export const exchange = report(failed('5.0.0', 'smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup'), { from: 'postmaster@mail.example.net', headers: ['X-MS-Exchange-Message-Is-Ndr:'] })
/** The office's filter refuses our mail by policy. */
export const blockedByPolicy = report(failed('5.7.1', 'smtp; 554 5.7.1 Service unavailable; message content rejected by policy'))
/** The mailbox is full for good. */
export const mailboxFull = report(failed('5.2.2', 'smtp; 552 5.2.2 Mailbox full'))
/** The domain takes no mail at all (RFC 7505). */
export const nullMx = report(failed('5.1.10', 'smtp; 556 5.1.10 Recipient address has null MX'))
/** Only a delay: it is still being tried. */
export const delayed = report(['Final-Recipient: rfc822; sheriff.vance@example.org', 'Action: delayed', 'Status: 4.4.1', 'Diagnostic-Code: smtp; connect timed out', 'Will-Retry-Until: Sun, 29 Nov 2026 18:00:00 +0000'])
/** It arrived, and a server was proud enough to say so. */
export const delivered = report(['Final-Recipient: rfc822; sheriff.vance@example.org', 'Action: delivered', 'Status: 2.0.0'])
/** Forwarded to two, of whom one failed. */
export const oneOfTwo = report(['Final-Recipient: rfc822; aide@example.org', 'Action: delivered', 'Status: 2.0.0', '', ...failed('5.2.1', 'smtp; 550 5.2.1 mailbox disabled')])

/** A holiday's answer. */
export const holiday: Sample = (returnPath) => lines('From: Sheriff Vance <sheriff.vance@example.org>', `To: ${returnPath}`, 'Subject: Automatic reply: 550 5.1.1 No judge, no hold', 'Auto-Submitted: auto-replied (vacation)', 'Precedence: bulk', 'Content-Type: text/plain; charset=utf-8', '', 'I am out of the office until Monday. For mail that failed, status 5.1.1, write to my deputy.', '')

/** Words for people alone, as qmail sends them: no machine-readable part, so nothing is sure. */
export const inWordsOnly: Sample = (returnPath) => lines('Return-Path: <>', 'From: MAILER-DAEMON@old.example.net', `To: ${returnPath}`, 'Subject: failure notice', '', 'Hi. This is the qmail-send program at old.example.net.', '<sheriff.vance@example.org>:', 'Sorry, no mailbox here by that name. (#5.1.1)', '')

const feedback = (type: string): Sample => (returnPath) =>
  lines(
    'From: <abuse@isp.example.net>', 'To: <abuse@example.org>', 'Subject: FW: No judge, no hold', 'MIME-Version: 1.0', 'Content-Type: multipart/report; report-type=feedback-report; boundary="feedback_part"', '',
    '--feedback_part', 'Content-Type: text/plain; charset="US-ASCII"', '', 'This is an email abuse report for an email message received from IP 192.0.2.1.', '',
    '--feedback_part', 'Content-Type: message/feedback-report', '', `Feedback-Type: ${type}`, 'User-Agent: SomeGenerator/1.0', 'Version: 1', `Original-Mail-From: <${returnPath}>`, 'Reported-Domain: example.org', '',
    '--feedback_part', 'Content-Type: message/rfc822', '', `Return-Path: <${returnPath}>`, 'From: Firme <firme@example.org>', 'To: sheriff.vance@example.org', 'Subject: No judge, no hold', '', 'Dear Sheriff Ida Vance,', '', '--feedback_part--', '',
  )

/** A complaint (RFC 5965). */
export const complaint = feedback('abuse')
/** Somebody took a complaint back. */
export const notSpam = feedback('not-spam')
