import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, expect, inject, onTestFinished, vi } from 'vitest'
import { openDatabase } from '#db/client'
import { backedUpFiles } from '~/campaigns/library/backed-up-files.server'
import { folderStorage } from '~/channels/storage/folder-storage.server'
import { runRestore } from '~/commands/restore.server'
import { runDrill } from '~/commands/restore-drill.server'
import type { Env } from '~/env.server'
import { verifyAudit } from '~/office/guard/audit.server'
import { readSwitches } from '~/queue/outbox/switches.server'
import { readBackupStanding } from '~/vault/backups/backup-runs.server'
import { erasuresFile, writeErasures } from '~/vault/backups/erased-rows.server'
import { backedUp, emptyDatabase, folderForTest } from '../support/backups'
import { rosa, test, tomas, type World } from '../support/firme-test'
import { openPage, presses } from '../support/own-page'
import { templateKey } from '../support/template'

let said = ''
const output = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
  said += text
  return true
})
afterAll(() => output.mockRestore())
afterEach(() => {
  said = ''
  output.mockClear()
})

/** Firme's settings on the database of a test, with the keyring it was sealed under. */
function settings(world: World, backup: { file: string; identity: string }, more: Partial<Env> = {}): Env {
  const folder = path.dirname(backup.file)
  const keyringFile = path.join(folder, 'keyring.json')
  const identityFile = path.join(folder, 'identity')
  writeFileSync(keyringFile, keyringText)
  writeFileSync(identityFile, `# created\n${backup.identity}\n`)
  return { ...world.env, keyringFile, databaseUrl: world.url, backup: { ...world.env.backup, identityFile }, ...more }
}

const keyringText = JSON.stringify({ version: 1, secret: templateKey.toString('base64') })

const drills = async () => {
  const { db } = openDatabase(inject('databaseUrl'), 1)
  const { rows } = await sql<{
    name: string
  }>`select datname as name from pg_database where datname like 'firme\\_drill%'`.execute(db)
  await db.destroy()
  return rows
}

/** Files that run beside this one drill on the same server; theirs go by themselves. */
const leavesNone = () => expect.poll(drills, { timeout: 20_000 }).toEqual([])

const erasesOneself = async (world: World) => presses(world, await openPage(world), { intent: 'delete_all' })

test('a drill brings a backup back beside the running database, opens somebody, says equal counts, and leaves no database', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const backup = await backedUp(world.url)
  await runDrill(settings(world, backup), [backup.file])
  expect(said).toMatch(/The activity log: \d+ lines, each linked to the one before\.\nThe keyring opens one person\./)
  expect(said).toContain(
    `${backup.done.tables} tables and ${backup.done.rows} rows with equal counts, checksum ${backup.done.checksum}, in `,
  )
  expect(said).not.toMatch(/Rosa|rosa@/)
  expect((await readBackupStanding(world.db)).drill).toMatchObject({ failure: null, lastGood: expect.any(Date) })
  await leavesNone()
})

test('a drill fails when nobody can be read, or when the log was changed, and leaves no database', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const backup = await backedUp(world.url)
  const env = settings(world, backup)
  writeFileSync(env.keyringFile, JSON.stringify({ version: 1, secret: Buffer.alloc(32, 9).toString('base64') }))
  await expect(runDrill(env, [backup.file])).rejects.toThrow(
    /nobody can be read: .* is the keyring of another installation/,
  )
  expect((await readBackupStanding(world.db)).drill).toMatchObject({ failure: 'no-keyring', lastGood: null })
  await sql`insert into audit (at, act, subject, how_many) values (now(), 'purged', 'x', 1)`.execute(world.db)
  await sql`alter table audit disable trigger user`.execute(world.db)
  await sql`update audit set subject = 'forged'`.execute(world.db)
  const forged = await backedUp(world.url)
  await expect(runDrill(settings(world, forged), [forged.file])).rejects.toThrow(
    /activity log in the backup is broken at line 1/,
  )
  await leavesNone()
})

test('after a restore nothing leaves, nobody is signed in, and whoever asked to be erased or left alone since is', async ({
  world,
}) => {
  const erased = await world.signs(rosa)
  const stays = await world.signs(tomas)
  await world.work()
  if (erased.outcome !== 'accepted' || stays.outcome !== 'accepted') throw new Error('not accepted')
  const signatures = await world.db
    .selectFrom('signature')
    .innerJoin('person', 'person.id', 'person_id')
    .innerJoin('contact_point', 'contact_point.id', 'contact_id')
    .select(['signature.id', 'contact_point.channel'])
    .execute()
  const ofRosa = signatures.find((one) => one.channel === 'mail')!.id
  await world.confirms(ofRosa)
  expect(await world.total()).toBe(1)
  const backup = await backedUp(world.url)

  await erasesOneself(world)
  expect(await world.total()).toBe(0)
  const { blind_index } = await world.db.selectFrom('contact_point').select('blind_index').executeTakeFirstOrThrow()
  const recorded_by = '3e1d7c52-7d4c-4f0a-9c5f-0a9f5b1b2c3d'
  await world.db
    .insertInto('suppression')
    .values({ blind_index, channel: 'sms', reason: 'opted-out', since: '2026-11-24', recorded_by })
    .execute()
  const { id: campaign_id } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  const campaignStop = { campaign_id, blind_index: Buffer.alloc(32, 3), channel: 'mail', since: '2026-11-24' } as const
  await world.db.insertInto('campaign_stop').values(campaignStop).execute()
  await writeErasures(world.db, { dir: path.dirname(backup.file), keepDays: 14 }, world.at)

  const to = await emptyDatabase()
  await runRestore(settings(world, backup, { databaseUrl: to }), [backup.file])
  const { db } = openDatabase(to, 1)
  onTestFinished(() => db.destroy())
  expect(await db.selectFrom('signature').select('id').execute()).toHaveLength(1)
  expect(await db.selectFrom('person').select('id').execute()).toHaveLength(1)
  const total = await db
    .selectFrom('petition_total')
    .select(['received', 'confirmed'])
    .orderBy('received', 'desc')
    .executeTakeFirstOrThrow()
  expect(total).toEqual({ received: 1, confirmed: 0 })
  expect(await db.selectFrom('suppression').select(['blind_index', 'reason', 'recorded_by']).execute()).toEqual([
    { blind_index, reason: 'opted-out', recorded_by },
  ])
  expect(await db.selectFrom('campaign_stop').selectAll().execute()).toEqual([campaignStop])
  expect((await readSwitches(db)).filter((one) => one.isOn).map((one) => one.name)).toEqual(['mail', 'sms', 'calls'])
  expect((await verifyAudit(db)).brokenAt).toBeNull()
  expect(await db.selectFrom('audit').select('act').orderBy('seq', 'desc').limit(1).execute()).toEqual([
    { act: 'restored-backup' },
  ])
  expect(said).toContain(
    '1 people and 1 signatures had been erased since, and were erased again; 2 opt-outs were put back.',
  )
  expect(said).toContain('npx firme go-on mail')
})

test('without that list a restore says what is not known and what to do; under a legal hold nobody is erased again', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const backup = await backedUp(world.url)
  await runRestore(settings(world, backup, { databaseUrl: await emptyDatabase() }), [backup.file])
  expect(said).toContain('is not known here (no erased-since.json lay beside the backup)')
  expect(said).toContain('erase those people again in the office')

  await world.db.updateTable('stop_switch').set({ is_on: true }).where('name', '=', 'legal-hold').execute()
  const held = await backedUp(world.url)
  const { id } = await world.db.selectFrom('signature').select('id').executeTakeFirstOrThrow()
  await world.db.insertInto('erased_row').values({ id, erased_at: world.at }).execute()
  await sql`delete from signature`.execute(world.db)
  await writeErasures(world.db, { dir: path.dirname(held.file), keepDays: 14 }, world.at)
  const to = await emptyDatabase()
  await runRestore(settings(world, held, { databaseUrl: to }), [held.file])
  const { db } = openDatabase(to, 1)
  onTestFinished(() => db.destroy())
  expect(await db.selectFrom('signature').select('id').execute()).toHaveLength(1)
  expect(said).toContain('There is a legal hold')
})

test('a backup with another keyring than the one that lies there changes nothing', async ({ world }) => {
  const backup = await backedUp(world.url, { keyring: Buffer.from(keyringText.replace('1', '2')) })
  const to = await emptyDatabase()
  await expect(runRestore(settings(world, backup, { databaseUrl: to }), [backup.file])).rejects.toThrow(
    /There is another keyring at/,
  )
  const { db } = openDatabase(to, 1)
  onTestFinished(() => db.destroy())
  expect((await sql`select from pg_class where relnamespace = 'public'::regnamespace`.execute(db)).rows).toEqual([])
})

test('where the keyring can be neither read nor written, nothing is changed', async ({ world }) => {
  const backup = await backedUp(world.url, { keyring: Buffer.from(keyringText) })
  const to = await emptyDatabase()
  const restores = (keyringFile: string) =>
    runRestore({ ...settings(world, backup, { databaseUrl: to }), keyringFile }, [backup.file])
  // A folder stands in its place, or its own folder is not there.
  await expect(restores(folderForTest())).rejects.toThrow(/keyring .* cannot be read \(EISDIR\).*Nothing was changed/)
  const nowhere = path.join(folderForTest(), 'not-there', 'keyring.json')
  await expect(restores(nowhere)).rejects.toThrow(/keyring .* cannot be written .*\(ENOENT\).*Nothing was changed/)
  const { db } = openDatabase(to, 1)
  onTestFinished(() => db.destroy())
  expect((await sql`select from pg_class where relnamespace = 'public'::regnamespace`.execute(db)).rows).toEqual([])
})

test('files stay when the rows that name them are in the database and a later step fails', async ({ world }) => {
  const sha256 = 'a'.repeat(64)
  const storage = folderStorage(folderForTest())
  await storage.put(`${sha256}.mp4`, Buffer.from('film'))
  await world.db.insertInto('video').values({ sha256, type: 'mp4', bytes: 4, created_at: world.at }).execute()
  const backup = await backedUp(world.url, { files: backedUpFiles(storage) })
  // A day that PostgreSQL does not have.
  const optedOut = [{ index: 'AAAA', channel: 'sms', reason: 'bounced', since: '0000-01-01' }]
  const list = path.join(path.dirname(backup.file), erasuresFile)
  writeFileSync(list, JSON.stringify({ version: 1, writtenAt: world.at, rows: [], optedOut }))
  const restores = async (databaseUrl: string | null, said: RegExp) => {
    const dataDir = folderForTest()
    const documents = { dir: path.join(dataDir, 'documents'), bucket: null }
    const env = { ...settings(world, backup), databaseUrl, dataDir, documents }
    await expect(runRestore(env, [backup.file])).rejects.toThrow(said)
    return path.join(documents.dir, 'aa', `${sha256}.mp4`)
  }
  expect(readFileSync(await restores(await emptyDatabase(), /out of range.*do not start Firme/)).toString()).toBe(
    'film',
  )
  // In a folder of its own, the database goes too.
  expect(existsSync(await restores(null, /out of range/))).toBe(false)
})
