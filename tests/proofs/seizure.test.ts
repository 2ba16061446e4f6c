import { execFileSync } from 'node:child_process'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { type RunningSite, startSite, until } from '../support/running-site'

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
  organizer: whole('Omar·Planted'),
  organizerMail: whole('omar·.planted@example.org'),
  note: whole('PLANTED·NOTE'),
  listed: whole('Tlaca·elel'),
  latitude: whole('33.4483·771'),
  whereabouts: whole('ZIP·PLANTED'),
  reported: whole('PLANTED·REPORT'),
  letter: whole('PLANTED·LETTER'),
  writer: whole('Citla·lmina'),
  texter: whole('Xihu·itl'),
  texterPhone: whole('60255·50188'),
  texted: whole('PLANTED·TEXT'),
  caller: whole('calls·.planted@example.org'),
  password: whole('maiz frijol ·calabaza chile'),
}

/** Omar comes in, looks, notes, brings in a list and asks for an export: everything the office keeps of people. */
async function workInTheOffice(site: RunningSite): Promise<void> {
  const headers: Record<string, string> = { origin: site.officeUrl }
  const post = (path: string, fields: Record<string, string> | FormData) =>
    fetch(`${site.officeUrl}${path}`, {
      method: 'POST',
      headers,
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      redirect: 'manual',
    })
  const read = async (path: string) => (await fetch(`${site.officeUrl}${path}`, { headers })).text()
  const link = new URL(site.ownerLink()).pathname
  const secret = /name="secret" value="([A-Z2-7]{32})"/.exec(await read(link))![1]!
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate()
  const joined = await post(link, {
    intent: 'password',
    name: planted.organizer,
    email: planted.organizerMail,
    password: planted.password,
    secret,
    code,
  })
  headers.cookie = joined.headers.get('set-cookie')!.split(';')[0]!
  const [person] = /\/office\/people\/[0-9a-f-]{36}/.exec(await read('/office/people'))!
  expect((await post(person, { intent: 'note', note: planted.note })).status).toBe(303)
  const { headers: leads } = await post('/office/people?index', { search: planted.mail })
  expect(await read(leads.get('location')!)).toContain(planted.name)
  await post(person, { intent: 'reveal' })
  const list = new FormData()
  list.append('intent', 'list')
  list.append('list', new Blob([`name,email,zip\n${planted.listed} Cruz,listed@example.org,85001`]))
  const imports = '/office/petitions/alto-polimigra/imports'
  expect((await post(imports, list)).status).toBe(303)
  expect((await post('/office/exports?index', { reason: 'to see what stays' })).status).toBe(303)
  await until(async () => /\/file[#"]/.test(await read('/office/exports')))
}

/** A letter to a sheriff, a reminder to call her, and a text that somebody sends in their own words. */
async function reachOut(site: RunningSite): Promise<void> {
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${site.url}${path}`, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' })
  const letter = {
    given_name: planted.writer,
    family_name: 'Cruz',
    postal_code: '85001',
    email: planted.mail,
    subject: 'No judge, no hold',
    body: `${planted.letter} I ask you to hold nobody past their release.`,
    spanish: '',
  }
  const sent = (await site.mails()).length
  expect((await post('/es/letters/write-sheriff-vance', { ...letter, intent: 'send' })).status).toBe(303)
  await until(async () => (await site.mails()).length > sent)
  expect(
    (await post('/es/calls/call-sheriff-vance', { intent: 'remind', contact: planted.caller })).status,
  ).toBeLessThan(400)
  for (const [words, answer] of [
    ['Concejo', 'Llevamos su mensaje'],
    [`${planted.texter} Cruz`, 'ZIP'],
    ['85001', 'Lee Okafor'],
    ['1', 'Responda 1'],
    [planted.texted, planted.texted],
  ] as const) {
    expect((await post('/dev/phone', { act: 'text', number: planted.texterPhone, body: words })).status).toBe(303)
    await until(async () =>
      (await (await fetch(`${site.url}/dev/phone?number=${planted.texterPhone}`)).text()).includes(answer),
    )
  }
}

/** The same word as text, UTF-16, hexadecimal and base64, wherever in a longer text it begins. */
function formsOf(word: string): Buffer[] {
  const plain = Buffer.from(word)
  const inBase64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replace(/=+$/, '')
    // The first and last characters also hold bits of the neighbours.
    return Buffer.from(encoded.slice(before === 0 ? 0 : before + 1, (plain.length + before) % 3 === 0 ? undefined : -1))
  })
  return [plain, Buffer.from(word, 'utf16le'), Buffer.from(plain.toString('hex')), ...inBase64]
}

/** Files under a folder that hold a word in any of these forms. */
function filesWith(folder: string, word: string): string[] {
  const pattern = formsOf(word)
    .map((form) => [...form].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join(''))
    .join('|')
  return execFileSync('sh', ['-c', `find '${folder}' -type f -exec grep -laP '${pattern}' {} + 2>/dev/null || true`], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter(Boolean)
}

/** Every row of every table as text, as a dump has it. */
async function dump(site: RunningSite): Promise<string> {
  const { db } = openDatabase((await runningEmbedded(site.dataDir))!, 1)
  const { rows: tables } = await sql<{
    name: string
  }>`select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')`.execute(
    db,
  )
  const parts = []
  for (const { name } of tables)
    parts.push(
      (await sql<{ row: string }>`select t::text as row from ${sql.raw(name)} as t`.execute(db)).rows
        .map(({ row }) => row)
        .join('\n'),
    )
  await db.destroy()
  expect(tables.length).toBeGreaterThan(15)
  return parts.join('\n')
}

test('whoever takes the machine finds no planted name, address, number, comment, IP or user agent: not in data, WAL, dump, output or temporary files', async () => {
  const temporary = await mkdtemp(path.join(tmpdir(), 'firme-seizure-'))
  await chmod(temporary, 0o1777)
  const site = await startSite({ TRUSTED_PROXIES: '1', LOG_LEVEL: 'debug', TMPDIR: temporary })
  try {
    const headers = {
      'x-forwarded-for': planted.address,
      'user-agent': planted.agent,
      'content-type': 'application/x-www-form-urlencoded',
    }
    const post = (path: string, fields: Record<string, string>) =>
      fetch(`${site.url}${path}`, {
        method: 'POST',
        body: new URLSearchParams(fields).toString(),
        headers,
        redirect: 'manual',
      })
    const fields = {
      given_name: planted.name,
      family_name: planted.family,
      email: planted.mail,
      phone: planted.phone,
      postal_code: '85001',
      comments: planted.comment,
      consent_email: '1',
    }
    expect((await post('/es/petitions/alto-polimigra', fields)).status).toBe(303)
    // Wrong input, a link to the own page and a search for nothing pass through the same hands.
    expect((await post('/es/petitions/alto-polimigra', { ...fields, postal_code: '8' })).status).toBe(422)
    await until(async () => (await site.mails()).length >= 1)
    expect((await post('/es/me', { contact: planted.mail })).status).toBeLessThan(400)
    const confirm = /\/es\/confirm\/[\w-]{22}/.exec(
      (await site.mails()).map((mail) => mail.replace(/=\r\n/g, '')).join('\n'),
    )![0]
    expect((await post(confirm, {})).status).toBe(303)
    await until(async () => (await site.mails()).length >= 3)
    // Looking for one's officials leaves nothing; a report leaves a sealed note.
    expect((await post('/es/officials', { zip: planted.whereabouts })).status).toBe(422)
    expect((await post('/es/officials', { lat: planted.latitude, lon: '-112.0740371' })).status).toBe(200)
    expect(
      (await post('/es/officials/ida-vance-saguaro', { what: 'wrong-other', note: planted.reported })).status,
    ).toBe(200)
    await fetch(`${site.url}/es/nowhere/${planted.name}`, { headers })

    await reachOut(site)
    await workInTheOffice(site)

    // Captured mail stands for what has left; it is not part of what Firme keeps.
    expect(filesWith(site.dataDir, planted.mail).length).toBeGreaterThan(0)
    execFileSync('rm', ['-rf', `${site.dataDir}/outbox`])
    const rows = await dump(site)
    for (const word of Object.values(planted)) {
      expect(filesWith(site.dataDir, word), word).toEqual([])
      expect(filesWith(temporary, word), word).toEqual([])
      for (const form of formsOf(word)) {
        expect(rows, word).not.toContain(form.toString('latin1'))
        expect(site.output(), word).not.toContain(form.toString('latin1'))
      }
    }
  } finally {
    await site.stop()
    await rm(temporary, { recursive: true, force: true })
  }
})
