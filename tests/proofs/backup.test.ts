import { spawn } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type Db, openDatabase } from '#db/client'
import { runningEmbedded } from '#db/embedded'
import { readKeyringFile } from '~/vault/keyring.server'
import { openPerson, openVault } from '~/vault/open.server'
import { fromNewNetwork } from '../support/new-network'
import { type RunningSite, startSite, until } from '../support/running-site'

const root = path.resolve(import.meta.dirname, '..', '..')
const BACKUP_PASSPHRASE = 'maiz frijol calabaza chile'
const name = (number: number) => `Zenobia${number}`

/** Runs a command without holding up what this process does meanwhile. */
function firme(settings: Record<string, string>, ...args: string[]): Promise<{ status: number | null; says: string }> {
  const child = spawn(path.join(root, 'node_modules', '.bin', 'node'), ['app/firme.mjs', ...args], {
    cwd: root,
    env: { ...process.env, BACKUP_PASSPHRASE, ...settings },
  })
  let says = ''
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (says += chunk))
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, says })))
}

/** Signs twenty times a second, each from a home of its own. @returns when each signature had been accepted, by its number */
function signOnAndOn(site: RunningSite): { accepted: Map<number, Date>; stop: () => Promise<void> } {
  const accepted = new Map<number, Date>()
  const under = new Set<Promise<void>>()
  let next = 0
  const sign = async (number: number) => {
    const answer = await fetch(`${site.url}/es/petitions/alto-polimigra`, {
      method: 'POST',
      body: new URLSearchParams({
        given_name: name(number),
        email: `zenobia${number}@example.org`,
        postal_code: '85001',
      }),
      headers: fromNewNetwork(),
      redirect: 'manual',
    })
    if (answer.status === 303) accepted.set(number, new Date())
  }
  const timer = setInterval(() => {
    const one = sign(next++).catch(() => {})
    under.add(one)
    void one.then(() => under.delete(one))
  }, 50)
  return {
    accepted,
    async stop() {
      clearInterval(timer)
      await Promise.all(under)
    },
  }
}

async function signedNames(db: Db, keyringFile: string): Promise<Set<string>> {
  const read = await readKeyringFile(keyringFile)
  if (read.outcome !== 'read') throw new Error(read.outcome)
  const vault = await openVault(db, read.keyring)
  const people = await db.selectFrom('person').selectAll().execute()
  return new Set(people.map((person) => openPerson(vault, person).givenName))
}

test('a backup taken while twenty sign every second has everybody who was accepted before it, whole, and names nobody', async () => {
  const site = await startSite({ TRUSTED_PROXIES: '1', LOG_LEVEL: 'silent' })
  const folder = mkdtempSync(path.join(tmpdir(), 'firme-backup-proof-'))
  const restored = path.join(folder, 'restored')
  const file = path.join(folder, 'firme.age')
  let second: RunningSite | null = null
  try {
    const signing = signOnAndOn(site)
    await until(async () => signing.accepted.size >= 60)
    const made = await firme({ DATA_DIR: site.dataDir }, 'backup', file)
    const after = signing.accepted.size
    await until(async () => signing.accepted.size >= after + 20)
    await signing.stop()
    expect(made).toMatchObject({ status: 0, says: expect.stringContaining('rows as of') })
    const at = new Date(/as of (\S+Z),/.exec(made.says)![1]!)
    const before = [...signing.accepted].filter(([, when]) => when < at).map(([number]) => name(number))
    expect(before.length).toBeGreaterThanOrEqual(60)
    expect(before.length).toBeLessThan(signing.accepted.size)
    expect(readdirSync(folder)).toEqual(['firme.age'])
    const bytes = readFileSync(file, 'latin1')
    for (const word of ['Zenobia', 'zenobia', 'alto-polimigra']) expect(bytes).not.toContain(word)

    expect(await firme({ DATA_DIR: site.dataDir }, 'restore', file)).toMatchObject({
      status: 1,
      says: expect.stringMatching(/^There is a database in .* already/),
    })
    const wrong = { DATA_DIR: restored, BACKUP_PASSPHRASE: 'a wrong passphrase' }
    expect(await firme(wrong, 'restore', file)).toMatchObject({
      status: 1,
      says: expect.stringMatching(/does not open with this passphrase/),
    })
    mkdirSync(restored, { recursive: true })
    expect(readdirSync(restored)).toEqual([])
    copyFileSync(path.join(site.dataDir, 'keyring.json'), path.join(restored, 'keyring.json'))
    const back = await firme({ DATA_DIR: restored }, 'restore', file)
    expect(back).toMatchObject({ status: 0, says: expect.stringContaining('Mail, texts and calls are stopped') })
    expect(/checksum (\w+)/.exec(back.says)![1]).toBe(/checksum (\w+)/.exec(made.says)![1])
    expect(readdirSync(restored).toSorted()).toEqual(['database.json', 'documents', 'keyring.json', 'postgres'])

    second = await startSite({ DATA_DIR: restored, LOG_LEVEL: 'silent' })
    const { db } = openDatabase((await runningEmbedded(restored))!, 2)
    try {
      await until(async () => (await db.selectFrom('intake').select('id').execute()).length === 0)
      const names = await signedNames(db, path.join(restored, 'keyring.json'))
      expect(before.filter((one) => !names.has(one))).toEqual([])
      const { rows } = await sql<{ halves: number }>`
        select count(*)::integer as halves from signature left join person on person.id = person_id
          left join message on message.signature_id = signature.id where person.id is null or message.id is null
      `.execute(db)
      expect(rows[0]!.halves).toBe(0)
      // Nobody is written to before somebody says so.
      expect(await second.mails()).toEqual([])
    } finally {
      await db.destroy()
    }
    expect(second.firme('doctor')).toMatch(/totals\s+are exact/)
  } finally {
    await second?.stop()
    await site.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
