import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { expect, onTestFinished } from 'vitest'
import type { Db } from '#db/client'
import { readEnv } from '~/env.server'
import { createKeyringOnce, readKeyringFile } from '~/vault/keyring.server'
import { reportKeyring } from '~/vault/keyring-report.server'
import { readKeyring, readOrMakeKeyring } from '~/vault/keyring-standing.server'
import { keyringWords, type Unopened } from '~/vault/keyring-words'
import { createVaultKey } from '~/vault/vault-keys.server'
import { watchKeyring } from '~/vault/watch-keyring.server'
import { readiness } from '~/web/site/ready.server'
import { test } from '../support/firme-test'

function emptyFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'firme-keyring-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A database whose keys open with this file alone. */
async function install(db: Db, file: string): Promise<string> {
  await createKeyringOnce(file)
  const read = await readKeyringFile(file)
  if (read.outcome !== 'read') throw new Error(read.outcome)
  await sql`truncate vault_key cascade`.execute(db)
  await createVaultKey(db, read.keyring, null)
  return readFileSync(file, 'utf8')
}

test('a new installation gets its keyring, once', async ({ world }) => {
  await sql`truncate vault_key cascade`.execute(world.db)
  const file = path.join(emptyFolder(), 'deep', 'keyring.json')
  expect((await readKeyring(world.db, file)).is).toBe('new')
  const both = await Promise.all([readOrMakeKeyring(world.db, file), readOrMakeKeyring(world.db, file)])
  expect(both.map(({ standing }) => standing.is)).toEqual(['open', 'open'])
  expect(both.filter(({ isMade }) => isMade)).toHaveLength(1)
  expect((await readOrMakeKeyring(world.db, file)).isMade).toBe(false)
})

test('where keys are there no keyring is ever made: a lost one is lost until it is put back', async ({ world }) => {
  const file = path.join(emptyFolder(), 'keyring.json')
  const kept = await install(world.db, file)
  rmSync(file)
  expect(await readOrMakeKeyring(world.db, file)).toEqual({ standing: { is: 'lost' }, isMade: false })
  expect(existsSync(file)).toBe(false)
  writeFileSync(file, kept)
  expect((await readKeyring(world.db, file)).is).toBe('open')
})

test('another installation’s keyring and a damaged one are told apart, and neither is touched', async ({ world }) => {
  const folder = emptyFolder()
  const [file, other] = [path.join(folder, 'keyring.json'), path.join(folder, 'other.json')]
  await install(world.db, file)
  await createKeyringOnce(other)
  expect((await readOrMakeKeyring(world.db, other)).standing).toEqual({ is: 'not-ours' })
  for (const damaged of ['', '{"version":1,', '{"version":2}']) {
    writeFileSync(file, damaged)
    expect((await readOrMakeKeyring(world.db, file)).standing).toEqual({ is: 'broken' })
    expect(readFileSync(file, 'utf8')).toBe(damaged)
  }
})

test('a file that belongs to another user is unreadable, not another installation’s', async ({ world }) => {
  const folder = emptyFolder()
  const file = path.join(folder, 'keyring.json')
  await install(world.db, file)
  const isRoot = process.getuid?.() === 0
  // Root may read everything: it becomes somebody else for a moment.
  chmodSync(folder, 0o711)
  if (isRoot) process.seteuid!(65_534)
  else chmodSync(file, 0o000)
  try {
    expect((await readOrMakeKeyring(world.db, file)).standing).toEqual({ is: 'unreadable' })
  } finally {
    if (isRoot) process.seteuid!(0)
    else chmodSync(file, 0o600)
  }
  expect(keyringWords('unreadable', file, 'firme')).toContain(`chown firme ${file} && chmod 600 ${file}`)
})

test('a link that leads to itself is no keyring, and no other is made in its place', async ({ world }) => {
  const loop = path.join(emptyFolder(), 'keyring.json')
  symlinkSync(loop, loop)
  expect((await readOrMakeKeyring(world.db, loop)).standing).toEqual({ is: 'broken' })
})

test.for(['lost', 'unreadable', 'broken', 'not-ours'] as Unopened[])(
  'a keyring that is %s: one sentence names the file, what to do, and that signing goes on',
  (why) => {
    const words = keyringWords(why, '/srv/firme/keyring.json', 'firme')
    expect(words).toContain('/srv/firme/keyring.json')
    expect(words).toContain('people go on signing meanwhile, and nothing that they send is lost.')
    expect(words.match(/\.( |$)/g)).toHaveLength(1)
    if (why !== 'unreadable')
      expect(words).toContain('from the copy that you keep apart from the backups of the database')
  },
)

test('the site is not ready while a worker cannot open its keys, and is once it can', async ({ world }) => {
  const env = readEnv({ LOG_LEVEL: 'silent' })
  const file = '/srv/firme/keyring.json'
  const ready = async () => {
    const { isReady, checks } = await readiness(world.db, env, world.at)
    return { isReady, keyring: checks.find((check) => check.name === 'keyring')! }
  }
  expect((await ready()).keyring).toMatchObject({
    state: 'warn',
    detail: expect.stringContaining('is the worker running?'),
  })
  await reportKeyring(world.db, { role: 'worker', is: 'open', isHeld: true, isPrivate: true, file })
  await reportKeyring(world.db, { role: 'office', is: 'lost', isHeld: false, isPrivate: true, file })
  expect(await ready()).toMatchObject({
    isReady: false,
    keyring: { state: 'bad', detail: expect.stringContaining(`${file} is missing`) },
  })
  await reportKeyring(world.db, { role: 'office', is: 'lost', isHeld: true, isPrivate: true, file })
  expect((await ready()).keyring.detail).toContain('after the next start')
  await reportKeyring(world.db, { role: 'office', is: 'open', isHeld: true, isPrivate: true, file })
  expect(await ready()).toMatchObject({ isReady: true, keyring: { state: 'ok' } })
  const { rows } = await sql<{
    all: number
  }>`select count(*)::integer as all from maintenance_run where job like 'keyring %'`.execute(world.db)
  expect(rows[0]!.all).toBe(2)
})

test('a role that was locked opens by itself when the keyring is put back', async ({ world }) => {
  const file = path.join(emptyFolder(), 'keyring.json')
  const kept = await install(world.db, file)
  rmSync(file)
  let opened = () => {}
  const isOpen = new Promise<void>((resolve) => (opened = resolve))
  const watch = await watchKeyring(world.db, {
    file,
    role: 'worker',
    onOpen: () => opened(),
    noteError: (error) => {
      throw error
    },
  })
  expect(watch.why()).toBe('lost')
  writeFileSync(file, kept, { mode: 0o600 })
  await isOpen
  await watch.stop()
  expect(watch.why()).toBeNull()
})
