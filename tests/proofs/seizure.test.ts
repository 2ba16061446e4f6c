import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { startSite, until, type RunningSite } from '../support/running-site'

/** Written in pieces, so that this file and what is compiled of it do not hold the words that are searched for. */
const whole = (pieces: string) => pieces.replaceAll('·', '')
const planted = {
  name: whole('Zeno·bia'),
  family: whole('Quetzal·coatlan'),
  mail: whole('zeno·bia.planted@example.org'),
  phone: whole('60255·50177'),
  comment: whole('PLANTED·COMMENT'),
  address: whole('203.0.·113.9'),
  agent: whole('PROBE·-UA'),
}

/** The same word as text, UTF-16, hexadecimal and base64, wherever in a longer text it begins. */
function formsOf(word: string): Buffer[] {
  const plain = Buffer.from(word)
  const inBase64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), plain]).toString('base64').replace(/=+$/, '')
    // The first and last characters also hold bits of the neighbours.
    return Buffer.from(encoded.slice(before === 0 ? 0 : before + 1, (plain.length + before) % 3 === 0 ? undefined : -1))
  })
  return [plain, Buffer.from(word, 'utf16le'), Buffer.from(plain.toString('hex')), ...inBase64]
}

/** Files under a folder that hold a word in any of these forms. */
function filesWith(folder: string, word: string): string[] {
  return formsOf(word).flatMap((form) => {
    const pattern = [...form].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')
    return execFileSync('sh', ['-c', `grep -rlaP '${pattern}' '${folder}' 2>/dev/null || true`], { encoding: 'utf8' }).split('\n').filter(Boolean)
  })
}

/** Every row of every table as text, as a dump has it. */
async function dump(site: RunningSite): Promise<string> {
  const { db } = openDatabase((await runningEmbedded(site.dataDir))!, 1)
  const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')`.execute(db)
  const parts = []
  for (const { name } of tables) parts.push((await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} as t`.execute(db)).rows.map(({ row }) => row).join('\n'))
  await db.destroy()
  expect(tables.length).toBeGreaterThan(15)
  return parts.join('\n')
}

test('whoever takes the machine finds no planted name, address, number, comment, IP or user agent: not in data, WAL, dump, output or temporary files', async () => {
  const startedAt = Date.now()
  const isOlder = (file: string) => statSync(file).mtimeMs < startedAt
  const site = await startSite({ TRUSTED_PROXIES: '1', LOG_LEVEL: 'debug' })
  try {
    const headers = { 'x-forwarded-for': planted.address, 'user-agent': planted.agent, 'content-type': 'application/x-www-form-urlencoded' }
    const post = (path: string, fields: Record<string, string>) =>
      fetch(`${site.url}${path}`, { method: 'POST', body: new URLSearchParams(fields).toString(), headers, redirect: 'manual' })
    const fields = { given_name: planted.name, family_name: planted.family, email: planted.mail, phone: planted.phone, postal_code: '85001', comments: planted.comment, consent_email: '1' }
    expect((await post('/es/petitions/alto-polimigra', fields)).status).toBe(303)
    // Wrong input, a link to the own page and a search for nothing pass through the same hands.
    expect((await post('/es/petitions/alto-polimigra', { ...fields, postal_code: '8' })).status).toBe(422)
    await until(async () => (await site.mails()).length >= 1)
    expect((await post('/es/me', { contact: planted.mail })).status).toBeLessThan(400)
    const confirm = /\/es\/confirm\/[\w-]{22}/.exec((await site.mails()).map((mail) => mail.replace(/=\r\n/g, '')).join('\n'))![0]
    expect((await post(confirm, {})).status).toBe(303)
    await until(async () => (await site.mails()).length >= 3)
    await fetch(`${site.url}/es/nowhere/${planted.name}`, { headers })

    // Captured mail stands for what has left; it is not part of what Firme keeps.
    expect(filesWith(site.dataDir, planted.mail).length).toBeGreaterThan(0)
    execFileSync('rm', ['-rf', `${site.dataDir}/outbox`])
    const rows = await dump(site)
    for (const word of Object.values(planted)) {
      expect(filesWith(site.dataDir, word), word).toEqual([])
      expect(filesWith(tmpdir(), word).filter((file) => !isOlder(file)), word).toEqual([])
      for (const form of formsOf(word)) {
        expect(rows, word).not.toContain(form.toString('latin1'))
        expect(site.output(), word).not.toContain(form.toString('latin1'))
      }
    }
  } finally {
    await site.stop()
  }
})
