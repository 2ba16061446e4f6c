import { chmodSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'vitest'
import { readEnv } from '~/env.server'
import { backupNeed, readBackupStanding, recordBackupRun } from '~/vault/backups/backup-runs.server'
import { rememberErased, writeErasures } from '~/vault/backups/erased-rows.server'
import { backUpWhenDue, isBackupDue } from '~/vault/backups/scheduled-backup.server'
import { ageKeys, folderForTest } from '../../support/backups'
import { rosa, test, type World } from '../../support/firme-test'
import { urlOf } from '../../support/template'

const at = (text: string) => new Date(`2026-12-${text}:00Z`)
const half = { hour: 9, minute: 30 }

test('a backup is due once a day at its time, late when the worker was down, and again an hour after it failed', () => {
  const due = (lastGood: string | null, lastTry: string | null, now: string) =>
    isBackupDue(half, { lastGood: lastGood ? at(lastGood) : null, lastTry: lastTry ? at(lastTry) : null }, at(now))
  expect(due(null, null, '05T12:00')).toBe(true)
  expect(due('05T09:31', '05T09:31', '05T23:50')).toBe(false)
  expect(due('05T09:31', '05T09:31', '06T09:20')).toBe(false)
  expect(due('05T09:31', '05T09:31', '06T09:30')).toBe(true)
  expect(due('03T09:31', '03T09:31', '06T08:00')).toBe(true)
  expect(due('04T09:31', '05T09:31', '05T10:00')).toBe(false)
  expect(due('04T09:31', '05T09:31', '05T10:31')).toBe(true)
})

test('what is wrong with backups is said, the worst first', () => {
  const none = { lastGood: null, lastTry: null, failure: null }
  const good = (day: string) => ({ lastGood: at(day), lastTry: at(day), failure: null })
  const failed = (day: string) => ({ lastGood: null, lastTry: at(day), failure: 'no-room' })
  const need = (
    backup: typeof none | ReturnType<typeof good> | ReturnType<typeof failed>,
    drill = none as typeof backup,
  ) => backupNeed({ backup: { ...backup, bytes: null }, drill }, true, at('10T10:00'))
  expect(need(none)).toBe('never')
  expect(need(failed('10T09:30'))).toBe('failed')
  expect(need(good('08T09:30'))).toBe('old')
  expect(need(good('10T09:30'))).toBe('drill-never')
  expect(need(good('10T09:30'), failed('09T09:30'))).toBe('drill-failed')
  expect(
    need(good('10T09:30'), { lastGood: new Date('2026-09-01'), lastTry: new Date('2026-09-01'), failure: null }),
  ).toBe('drill-old')
  expect(need(good('10T09:30'), good('01T09:30'))).toBeNull()
})

async function scheduled(world: World, more: Record<string, string> = {}) {
  const dir = folderForTest()
  const { recipient } = await ageKeys()
  const { backup } = readEnv({ BACKUP_DIR: dir, BACKUP_RECIPIENT: recipient, BACKUP_KEEP_DAYS: '3', ...more })
  const run = (now: Date) =>
    backUpWhenDue(
      world.as.worker,
      { databaseUrl: urlOf('worker', world.url), settings: { ...backup, dir }, files: null },
      now,
    )
  return { dir, run }
}

test('the worker makes a backup a day, deletes those that are too old and nothing else, and says when the last was', async ({
  world,
}) => {
  const { dir, run } = await scheduled(world)
  writeFileSync(path.join(dir, 'firme-2026-12-01T0930Z.age'), 'old')
  writeFileSync(path.join(dir, 'firme-2026-12-03T0930Z.age'), 'kept')
  const draft = path.join(dir, 'firme-2026-12-04T0930Z.age.new')
  writeFileSync(draft, 'age-encryption.org/v1\nhalf')
  const yesterday = new Date(Date.now() - 86_400_000)
  utimesSync(draft, yesterday, yesterday)
  writeFileSync(path.join(dir, 'notes.txt'), 'mine')
  expect(await run(at('05T09:40'))).toEqual({ failure: null, deleted: 1, missing: 0 })
  expect(readdirSync(dir).toSorted()).toEqual(['firme-2026-12-03T0930Z.age', 'firme-2026-12-05T0940Z.age', 'notes.txt'])
  expect(await run(at('05T09:50'))).toBeNull()
  const { backup } = await readBackupStanding(world.db)
  expect(backup.lastGood!.getTime()).toBeGreaterThanOrEqual(at('05T09:40').getTime())
  expect(backup).toMatchObject({
    failure: null,
    bytes: readFileSync(path.join(dir, 'firme-2026-12-05T0940Z.age')).length,
  })
})

test('a backup that was made while a clock ran a month ahead does not stop those of today', async ({ world }) => {
  const { run } = await scheduled(world)
  await run(new Date('2027-01-05T09:40:00Z'))
  expect(await run(at('05T09:40'))).toMatchObject({ failure: null })
  expect(await run(at('05T09:50'))).toBeNull()
  expect((await readBackupStanding(world.db)).backup.lastGood!.getTime()).toBeLessThan(at('05T10:00').getTime())
})

test('a backup that fails deletes no older one, and why is written down', async ({ world }) => {
  const { dir, run } = await scheduled(world)
  writeFileSync(path.join(dir, 'firme-2026-11-01T0930Z.age'), 'old')
  await recordBackupRun(world.db, {
    kind: 'backup',
    beganAt: at('01T09:30'),
    endedAt: at('01T09:31'),
    failure: null,
    fileName: 'x',
    bytes: 1e15,
    rows: 1,
  })
  expect(await run(at('05T09:40'))).toEqual({ failure: 'no-room', deleted: 0, missing: 0 })
  expect(readdirSync(dir)).toEqual(['firme-2026-11-01T0930Z.age'])
  expect((await readBackupStanding(world.db)).backup).toMatchObject({ lastGood: at('01T09:31'), failure: 'no-room' })
})

test('a disk that is not mounted gets no folder, and a key file that is missing no backup in the clear', async ({
  world,
}) => {
  const away = await scheduled(world, { BACKUP_DIR: '/nowhere/at/all' })
  const { backup } = readEnv({ BACKUP_DIR: '/nowhere/at/all', BACKUP_PASSPHRASE_FILE: '/nowhere/key' })
  const settings = { ...backup, dir: '/nowhere/at/all' }
  expect(
    await backUpWhenDue(world.db, { databaseUrl: world.url, settings, files: null }, at('05T09:40')),
  ).toMatchObject({
    failure: 'no-folder',
  })
  const there = { ...settings, dir: away.dir }
  expect(
    await backUpWhenDue(world.db, { databaseUrl: world.url, settings: there, files: null }, at('05T11:40')),
  ).toMatchObject({
    failure: 'bad-key',
  })
  expect(readdirSync(away.dir)).toEqual([])
})

test('who asked to be erased or left alone lies beside the backups as numbers that name nobody; what was undone does not', async ({
  world,
}) => {
  await world.signs(rosa)
  await world.work()
  const { id } = await world.db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  const gone = '3e1d7c52-7d4c-4f0a-9c5f-0a9f5b1b2c3d'
  await world.db.transaction().execute((trx) => rememberErased(trx, [id, gone], world.at))
  await world.db
    .insertInto('suppression')
    .values([
      {
        blind_index: Buffer.alloc(32, 1),
        channel: 'mail',
        reason: 'opted-out',
        since: '2026-11-24',
        recorded_by: gone,
      },
      { blind_index: Buffer.alloc(32, 2), channel: 'sms', reason: 'opted-out', since: '2026-01-24' },
    ])
    .execute()
  const { id: campaign_id } = await world.db.selectFrom('campaign').select('id').executeTakeFirstOrThrow()
  await world.db
    .insertInto('campaign_stop')
    .values([
      { campaign_id, blind_index: Buffer.alloc(32, 3), channel: 'mail', since: '2026-11-24' },
      { campaign_id, blind_index: Buffer.alloc(32, 4), channel: 'mail', since: '2026-01-24' },
    ])
    .execute()
  const dir = folderForTest()
  await writeErasures(world.db, { dir, keepDays: 14 }, world.at)
  const file = path.join(dir, 'erased-since.json')
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    version: 1,
    writtenAt: world.at.toISOString(),
    rows: [gone],
    optedOut: [
      {
        index: Buffer.alloc(32, 1).toString('base64'),
        channel: 'mail',
        reason: 'opted-out',
        since: '2026-11-24',
        recordedBy: gone,
      },
    ],
    campaignStops: [
      {
        campaignId: campaign_id,
        index: Buffer.alloc(32, 3).toString('base64'),
        channel: 'mail',
        since: '2026-11-24',
      },
    ],
  })
  chmodSync(file, 0o644)
  await writeErasures(world.db, { dir, keepDays: 14 }, world.at)
  expect(readdirSync(dir)).toEqual(['erased-since.json'])
})
