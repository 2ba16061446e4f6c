import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { deleteData, planReset } from '~/reset.server'

/** A data folder with these files in it. */
function dataFolder(...files: string[]): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'firme-reset-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const file of files) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), 'x'.repeat(100))
  }
  return folder
}

const plan = (
  dataDir: string,
  {
    documentsDir = path.join(dataDir, 'documents'),
    ...more
  }: Partial<Parameters<typeof planReset>[0]> & { documentsDir?: string } = {},
) =>
  planReset({
    isProduction: false,
    databaseUrl: null,
    dataDir,
    documents: { dir: documentsDir, bucket: null },
    ...more,
  })

async function reset(dataDir: string): Promise<void> {
  const planned = await plan(dataDir)
  if (planned.outcome !== 'planned') throw new Error(planned.outcome)
  await deleteData(planned)
}

test('a reset says what goes and how large it is, and what is not of Firme stays', async () => {
  const folder = dataFolder('keyring.json', 'postgres/PG_VERSION', 'outbox/mail/1.eml', 'outbox/sms.jsonl', 'notes.txt')
  expect(await plan(folder)).toMatchObject({
    outcome: 'planned',
    entries: [
      { name: 'keyring.json', bytes: 100 },
      { name: 'outbox', bytes: 200 },
      { name: 'postgres', bytes: 100 },
    ],
  })
  await reset(folder)
  expect(readdirSync(folder)).toEqual(['notes.txt'])
  expect(await plan(folder)).toMatchObject({ outcome: 'empty' })
})

test('the files of documents go too, wherever in the folder they are; elsewhere they stay, and the reset says where', async () => {
  const usual = dataFolder('postgres/PG_VERSION', 'documents/ab/cd.pdf')
  expect(await plan(usual)).toMatchObject({ entries: [{ name: 'documents' }, { name: 'postgres' }], elsewhere: null })
  await reset(usual)
  expect(readdirSync(usual)).toEqual([])

  const chosen = dataFolder('postgres/PG_VERSION', 'files/of-firme/ab.pdf', 'files/notes.txt')
  const planned = await plan(chosen, { documentsDir: path.join(chosen, 'files', 'of-firme') })
  expect(planned).toMatchObject({ entries: [{ name: path.join('files', 'of-firme') }, { name: 'postgres' }] })
  await deleteData(planned as Extract<typeof planned, { outcome: 'planned' }>)
  expect(readdirSync(path.join(chosen, 'files'))).toEqual(['notes.txt'])

  const away = dataFolder('postgres/PG_VERSION', 'documents/not-of-firme.pdf')
  expect(await plan(away, { documentsDir: usual })).toMatchObject({ entries: [{ name: 'postgres' }], elsewhere: usual })
})

test('a link goes, and what it leads to stays', async () => {
  const elsewhere = dataFolder('precious.txt', 'inner/precious.txt', 'cluster/PG_VERSION')
  const folder = dataFolder('outbox/mail/1.eml', 'database.json.new')
  symlinkSync(path.join(elsewhere, 'inner'), path.join(folder, 'uploads'))
  symlinkSync(path.join(elsewhere, 'precious.txt'), path.join(folder, 'outbox', 'linked.txt'))
  symlinkSync(elsewhere, path.join(folder, 'outbox', 'mail', 'linked'))
  symlinkSync(path.join(elsewhere, 'cluster'), path.join(folder, 'postgres'))
  await reset(folder)
  expect(readdirSync(folder)).toEqual([])
  for (const file of ['precious.txt', 'inner/precious.txt', 'cluster/PG_VERSION'])
    expect(existsSync(path.join(elsewhere, file)), file).toBe(true)
})

test('in production nothing is deleted', async () => {
  expect(await plan(dataFolder('postgres/PG_VERSION'), { isProduction: true })).toEqual({ outcome: 'production' })
})

test('a database elsewhere is left alone, and so is the keyring that may open it', async () => {
  const folder = dataFolder('keyring.json', 'outbox/sms.jsonl')
  const databaseUrl = 'postgres://firme:x@db.example.org:5432/firme'
  expect(await plan(folder, { databaseUrl })).toEqual({ outcome: 'other-database' })
  expect(await plan(folder)).toMatchObject({ outcome: 'no-database' })
})

test('the address of the embedded database is no other database', async () => {
  const folder = dataFolder('postgres/PG_VERSION')
  writeFileSync(path.join(folder, 'database.json'), JSON.stringify({ port: 5999, password: 'secret' }))
  const databaseUrl = 'postgres://firme:secret@127.0.0.1:5999/firme'
  expect(await plan(folder, { databaseUrl })).toMatchObject({ outcome: 'planned' })
  expect(await plan(folder, { databaseUrl: databaseUrl.replace('5999', '5998') })).toEqual({
    outcome: 'other-database',
  })
})

test('a reset that was broken off can be done again', async () => {
  const folder = dataFolder('postgres.new/PG_VERSION', 'outbox/sms.jsonl')
  await reset(folder)
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that is not there has nothing to delete', async () => {
  expect(await plan(path.join(dataFolder(), 'nowhere'))).toMatchObject({ outcome: 'empty' })
})
