import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { closeCaptured } from '~/channels/captured-files.server'
import { openMailer } from '~/channels/mail/mailer.server'
import { openTexts } from '~/channels/simulator/texts.server'

/** Rights of everything under a folder, as `ls` counts them. */
function rightsUnder(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) =>
    path.join(entry.parentPath, entry.name),
  )
  return Object.fromEntries(
    [folder, ...entries].map((file) => [
      path.relative(path.dirname(folder), file),
      (statSync(file).mode & 0o777).toString(8),
    ]),
  )
}

async function withDataDir(work: (dataDir: string) => Promise<void>): Promise<void> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'firme-captured-'))
  const umask = process.umask(0o022)
  try {
    await work(dataDir)
  } finally {
    process.umask(umask)
    rmSync(dataDir, { recursive: true, force: true })
  }
}

test('captured mail and texts are for their owner only, since numbers, codes and links lie in them', async () => {
  await withDataDir(async (dataDir) => {
    const mailer = openMailer({
      smtpUrl: null,
      dataDir,
      mailFrom: 'Firme <firme@example.org>',
      dkim: null,
      bounceAddress: null,
    })
    const mail = {
      messageId: '6f1c2f5e-0000-4000-8000-000000000001',
      to: 'rosa@example.org',
      subject: 'Confirme',
      text: 'https://…',
      html: null,
      language: 'es',
      stopUrl: null,
      attachments: [],
      sender: null,
      replyTo: null,
      isPersonal: false,
      bounceToken: '',
    }
    expect((await mailer.send(mail, new Date('2026-11-29T18:00:00Z'))).outcome).toBe('sent')
    const texts = openTexts(
      { publicUrl: 'http://localhost', localUrl: 'http://127.0.0.1:1', authToken: '' },
      { accountSid: 'AC1', from: '+16025550100' },
      dataDir,
    )
    await texts.create({ To: '+16025550101', From: '+16025550100', Body: 'Firme: su clave es 048213.' })
    expect(rightsUnder(path.join(dataDir, 'outbox'))).toEqual({
      outbox: '700',
      'outbox/mail': '700',
      'outbox/mail/6f1c2f5e-0000-4000-8000-000000000001.eml': '600',
      'outbox/sms.jsonl': '600',
    })
  })
})

test('what an earlier version captured for everybody to read is closed at the start', async () => {
  await withDataDir(async (dataDir) => {
    await closeCaptured(dataDir)
    mkdirSync(path.join(dataDir, 'outbox', 'mail'), { recursive: true })
    writeFileSync(path.join(dataDir, 'outbox', 'mail', 'one.eml'), '')
    writeFileSync(path.join(dataDir, 'outbox', 'sms.jsonl'), '')
    chmodSync(dataDir, 0o711)
    await closeCaptured(dataDir)
    expect(rightsUnder(path.join(dataDir, 'outbox'))).toEqual({
      outbox: '700',
      'outbox/mail': '700',
      'outbox/mail/one.eml': '600',
      'outbox/sms.jsonl': '600',
    })
    expect((statSync(dataDir).mode & 0o777).toString(8)).toBe('711')
  })
})
