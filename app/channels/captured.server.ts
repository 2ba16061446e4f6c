import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'

/** A message kept on this machine instead of being sent. */
export interface Captured {
  channel: 'mail' | 'sms'
  to: string
  subject: string
  text: string
  at: Date
}

/** The newest captured emails and texts, merged. */
export async function listCaptured(dataDir: string, most = 50): Promise<Captured[]> {
  const all = [...(await capturedMails(dataDir, most)), ...(await capturedTexts(dataDir))]
  return all.sort((one, two) => two.at.getTime() - one.at.getTime()).slice(0, most)
}

async function capturedMails(dataDir: string, most: number): Promise<Captured[]> {
  const folder = path.join(dataDir, 'outbox', 'mail')
  const names = (await readdir(folder).catch(nothingYet)).filter((name) => name.endsWith('.eml'))
  const dated = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(path.join(folder, name))).mtime })),
  )
  const { simpleParser } = await import('mailparser')
  const newest = dated.sort((one, two) => two.at.getTime() - one.at.getTime()).slice(0, most)
  return Promise.all(
    newest.map(async ({ name, at }) => {
      const mail = await simpleParser(await readFile(path.join(folder, name)))
      const to = Array.isArray(mail.to) ? mail.to.map((one) => one.text).join(', ') : (mail.to?.text ?? '')
      return { channel: 'mail', to, subject: mail.subject ?? '', text: mail.text ?? '', at } as const
    }),
  )
}

async function capturedTexts(dataDir: string): Promise<Captured[]> {
  const lines = await readFile(path.join(dataDir, 'outbox', 'sms.jsonl'), 'utf8').catch(() => '')
  return lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as { to: string; body: string; at: string })
    .map(({ to, body, at }) => ({ channel: 'sms', to, subject: '', text: body, at: new Date(at) }))
}

function nothingYet(error: NodeJS.ErrnoException): string[] {
  if (error.code === 'ENOENT') return []
  throw error
}
