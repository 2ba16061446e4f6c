import { tmpdir } from 'node:os'
import { simpleParser } from 'mailparser'
import { expect } from 'vitest'
import { openMailer } from '~/channels/mail/mailer.server'
import { test, type World } from '../../../support/firme-test'
import { arrives, clock, presses, sends, toSheriff, type Written } from '../../../support/letters'
import { openSmtpSink } from '../../../support/smtp-sink'

/** What the sheriff's server receives of a letter: envelope and bytes. */
async function received(world: World, written: Written) {
  await arrives(world, toSheriff, written)
  await world.work()
  await presses(world, 'send')
  await clock(world)
  let returnPath = ''
  const sink = await openSmtpSink({
    onMailFrom({ address }, _session, callback) {
      returnPath = address
      callback()
    },
  })
  const mailer = openMailer({
    smtpUrl: sink.url,
    mailFrom: 'Firme <firme@example.org>',
    bounceAddress: 'bounce@example.org',
    dkim: null,
    dataDir: tmpdir(),
  })
  try {
    await sends(world, mailer, new Date(world.at.getTime() + 15 * 60_000))
    const raw = sink.mails.find((mail) => mail.includes('sheriff.vance@example.org'))!
    return {
      raw,
      returnPath,
      head: raw.slice(0, raw.indexOf('\r\n\r\n')),
      mail: await simpleParser(raw, { skipTextToHtml: true, skipHtmlToText: true }),
    }
  } finally {
    await mailer.close()
    await sink.stop()
  }
}

test('a letter is From us, plain text alone, with a stable Message-ID, a return path of its own and no List-Unsubscribe', async ({
  world,
}) => {
  const { head, mail, returnPath } = await received(world, {
    spanish: 'Mi hermano Luis ya cumplió.',
    wantsReplies: true,
    showName: true,
  })
  const { id } = await world.db
    .selectFrom('message')
    .select('id')
    .where('template', '=', 'letter-to-official')
    .executeTakeFirstOrThrow()
  expect(mail.from?.value).toEqual([{ name: 'Rosa M. via Firme', address: 'firme@example.org' }])
  expect(mail.replyTo?.value.map((one) => one.address)).toEqual(['rosa@example.org'])
  expect(mail.messageId).toBe(`<${id}@example.org>`)
  expect(returnPath).toMatch(/^bounce\+[0-9a-f]{48}@example\.org$/)
  expect(head).not.toMatch(/^(List-|Auto-Submitted|X-Mailer)/im)
  expect(head).toMatch(/^Content-Type: text\/plain; charset=utf-8/im)
  expect(mail.text).toContain('Mi hermano Luis ya cumplió.')
})

test('whatever is typed into names, subject and letter, it changes no header', async ({ world }) => {
  const evil = 'Rosa\r\nBcc: everybody@example.org\r\nX-Evil: 1'
  const { raw, head, mail } = await received(world, {
    givenName: `${evil}\u202e\u200b"<a@b>`,
    familyName: 'M, other@example.org;',
    subject: `Ask\r\nBcc: everybody@example.org\r\n\r\n<script>alert(1)</script>\u202e ${'x'.repeat(300)}`,
    body: `.\r\n.\r\nQUIT\r\nMAIL FROM:<x@example.org>\r\n\r\n<b>HTML</b> \u202eabc\u200b ${'Tu voz cuenta. '.repeat(1_400)}`,
    spanish: '‏مرحبا שלום',
    showName: true,
    wantsReplies: true,
  })
  const names = head
    .split('\r\n')
    .filter((line) => !/^\s/.test(line))
    .map((line) => line.split(':')[0]!.toLowerCase())
  expect(names.sort()).toEqual([
    'content-language',
    'content-transfer-encoding',
    'content-type',
    'date',
    'from',
    'message-id',
    'mime-version',
    'reply-to',
    'subject',
    'to',
  ])
  expect(mail.from?.value).toHaveLength(1)
  expect(mail.from?.value[0]!.address).toBe('firme@example.org')
  expect(
    [mail.to]
      .flat()
      .flatMap((one) => one?.value ?? [])
      .map((one) => one.address),
  ).toEqual(['sheriff.vance@example.org'])
  expect(mail.bcc).toBeUndefined()
  expect(mail.html).toBe(false)
  expect(mail.text).toContain('<b>HTML</b>')
  expect(mail.text).toContain('مرحبا')
  for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
})
