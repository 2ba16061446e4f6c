import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, expect, onTestFinished, vi } from 'vitest'
import { openDatabase } from '#db/client'
import { migrate } from '#db/migrate'
import { backedUpFiles } from '~/campaigns/library/backed-up-files.server'
import { fileName, pictureName } from '~/campaigns/library/document-names'
import { workOnFiles } from '~/campaigns/library/work-on-files.server'
import { dropUnusedVideo } from '~/campaigns/videos/drop-unused-videos.server'
import { videoFileName } from '~/campaigns/videos/video-names'
import { folderStorage } from '~/channels/storage/folder-storage.server'
import { runBackup } from '~/commands/backup.server'
import { runRestore } from '~/commands/restore.server'
import { runDrill } from '~/commands/restore-drill.server'
import { doctor } from '~/doctor.server'
import type { Env } from '~/env.server'
import { loadBackup } from '~/vault/backups/load-backup.server'
import { openBackup } from '~/vault/backups/open-backup.server'
import { ageKeys, backedUp, emptyDatabase, folderForTest } from '../support/backups'
import { test, type World } from '../support/firme-test'
import { hasDocument } from '../support/story-things'
import { templateKey } from '../support/template'
import { testParser } from '../support/uploads'

let said = ''
const output = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
  said += text
  return true
})
afterAll(() => output.mockRestore())
afterEach(() => {
  said = ''
})

/** Firme's settings on the database of a test, and a folder of its own for documents. */
async function installation(world: World, more: Partial<Env['backup']> = {}) {
  const folder = folderForTest()
  const { identity, recipient } = await ageKeys()
  const keyringFile = path.join(folder, 'keyring.json')
  const identityFile = path.join(folder, 'identity')
  writeFileSync(keyringFile, JSON.stringify({ version: 1, secret: templateKey.toString('base64') }))
  writeFileSync(identityFile, `${identity}\n`)
  const env: Env = {
    ...world.env,
    keyringFile,
    databaseUrl: world.url,
    documents: { dir: path.join(folder, 'documents'), bucket: null },
    backup: { ...world.env.backup, recipients: [recipient], identityFile, ...more },
  }
  return { env, file: path.join(folder, 'firme.age'), storage: folderStorage(env.documents.dir) }
}

/** A document of one page, as it is once the worker has read it. */
async function release(world: World, storage: ReturnType<typeof folderStorage>, text: string, slug = text) {
  const bytes = Buffer.from(`%PDF ${text}`)
  const document = await hasDocument(world.db, { slug, file: bytes, texts: [text] }, world.at)
  await storage.put(fileName(document.sha256), bytes)
  for (const size of ['large', 'small'] as const)
    await storage.put(pictureName(document.sha256, 1, size), Buffer.from(`${size} picture of ${text}`))
  return { ...document, bytes }
}

/** A film that an organizer uploaded. @returns the name of its file */
async function keepFilm(world: World, storage: ReturnType<typeof folderStorage>, text: string) {
  const bytes = Buffer.from(`film ${text}`)
  const video = { sha256: createHash('sha256').update(bytes).digest('hex'), type: 'mp4' as const }
  await storage.put(videoFileName(video), bytes)
  await world.db
    .insertInto('video')
    .values({ ...video, bytes: bytes.length, created_at: world.at })
    .execute()
  return videoFileName(video)
}

const place = (env: Env, name: string) => path.join(env.documents.dir, name.slice(0, 2), name)

test('documents come back with their files and pictures, encrypted until then, and a drill counts them', async ({
  world,
}) => {
  const { env, file, storage } = await installation(world)
  const { id, sha256, bytes } = await release(world, storage, 'planted-word')
  const kept = Buffer.from('%PDF as it was uploaded')
  const keptHash = createHash('sha256').update(kept).digest('hex')
  await storage.put(fileName(keptHash), kept)
  await world.db.updateTable('document').set({ kept_sha256: keptHash }).where('id', '=', id).execute()

  await runBackup(env, [file])
  expect(said).toContain('Files of documents and videos in it: 4.')
  for (const word of ['planted-word', 'as it was', sha256]) expect(readFileSync(file, 'latin1')).not.toContain(word)
  await runDrill(env, [file])
  expect(said).toContain('Files of documents and videos: 4, each whole.')

  const elsewhere = path.join(folderForTest(), 'documents')
  const to = { ...env, databaseUrl: await emptyDatabase(), documents: { dir: elsewhere, bucket: null } }
  await runRestore(to, [file])
  expect(said).toContain(`Files of documents and videos back in ${elsewhere}: 4.`)
  expect(readFileSync(place(to, fileName(sha256)))).toEqual(bytes)
  expect(readFileSync(place(to, fileName(keptHash)))).toEqual(kept)
  expect(readFileSync(place(to, pictureName(sha256, 1, 'small'))).toString()).toBe('small picture of planted-word')
})

test('videos come back with their files, and backup, drill, restore and doctor say when one is missing', async ({
  world,
}) => {
  const { env, file, storage } = await installation(world)
  const film = await keepFilm(world, storage, 'of the canvass')
  await runBackup(env, [file])
  expect(said).toContain('Files of documents and videos in it: 1.\nTry')
  await runDrill(env, [file])
  expect(said).toContain('Files of documents and videos: 1, each whole.')
  const elsewhere = path.join(folderForTest(), 'documents')
  const to = { ...env, databaseUrl: await emptyDatabase(), documents: { dir: elsewhere, bucket: null } }
  await runRestore(to, [file])
  expect(said).toContain(`Files of documents and videos back in ${elsewhere}: 1.\nMail`)
  expect(readFileSync(place(to, film)).toString()).toBe('film of the canvass')

  await storage.delete(film)
  said = ''
  await runBackup(env, [`${file}.2`])
  expect(said).toContain(`and so not in it: 1 files of documents and videos, such as ${film}.`)
  await runDrill(env, [`${file}.2`])
  expect(said).toContain(`Missing when the backup was made: 1, such as ${film}.`)
  await runRestore(
    { ...to, databaseUrl: await emptyDatabase(), documents: { ...to.documents, dir: folderForTest() } },
    [`${file}.2`],
  )
  expect(said).toMatch(new RegExp(`Files of documents and videos missing in .*: 1, such as that of ${film}\\.`))
  expect((await doctor(env)).find(({ name }) => name === 'documents')).toMatchObject({
    state: 'bad',
    detail: expect.stringContaining(`such as that of ${film}`),
  })
})

test('a file that is missing makes no backup fail, and backup, drill and restore say so', async ({ world }) => {
  const { env, file, storage } = await installation(world)
  const { sha256 } = await release(world, storage, 'whole')
  const lost = await release(world, storage, 'lost')
  await storage.delete(fileName(lost.sha256))
  await runBackup(env, [file])
  expect(said).toContain('Files of documents and videos in it: 5.\nMissing in ')
  await runDrill(env, [file])
  expect(said).toContain(
    `Files of documents and videos: 5, each whole.\nMissing when the backup was made: 1, such as ${fileName(lost.sha256)}.`,
  )
  const elsewhere = path.join(folderForTest(), 'documents')
  const to = { ...env, databaseUrl: await emptyDatabase(), documents: { dir: elsewhere, bucket: null } }
  await runRestore(to, [file])
  expect(said).toContain(
    `Files of documents and videos missing in ${elsewhere}: 1, such as that of lost. They were missing when`,
  )
  expect(existsSync(place(to, fileName(sha256)))).toBe(true)
})

test('where files are in a bucket or left to other tools, backup, drill and restore say that they are not in it', async ({
  world,
}) => {
  const { env, file, storage } = await installation(world, { takesDocuments: false })
  await release(world, storage, 'planted-word')
  await runBackup(env, [file])
  expect(said).toContain(`The files of documents and videos are not in it: back up ${env.documents.dir} too.`)
  said = ''
  const bucket = {
    endpoint: 'http://127.0.0.1:9',
    bucket: 'firme-documents',
    region: 'x',
    accessKeyId: 'x',
    secretAccessKey: 'x',
  }
  const inBucket = { ...env, documents: { ...env.documents, bucket }, backup: { ...env.backup, takesDocuments: true } }
  await runBackup(inBucket, [`${file}.2`])
  expect(said).toContain('The files of documents and videos are not in it: back up the bucket firme-documents too.')
  await runDrill(env, [file])
  expect(said).toContain(`The files of documents and videos are not in it: back up ${env.documents.dir} too.`)
  const elsewhere = path.join(folderForTest(), 'documents')
  const to = { ...env, databaseUrl: await emptyDatabase(), documents: { dir: elsewhere, bucket: null } }
  await runRestore(to, [file])
  expect(said).toContain(
    `Files of documents and videos missing in ${elsewhere}: 1, such as that of planted-word. The backup does not have them`,
  )
  expect(existsSync(elsewhere)).toBe(false)
  await runRestore({ ...to, databaseUrl: await emptyDatabase(), documents: inBucket.documents }, [file])
  expect(said).toContain('is not known: the bucket firme-documents cannot be read.')
})

test('a restore that fails leaves no file that was not there before', async ({ world }) => {
  const { env, file, storage } = await installation(world)
  const { sha256 } = await release(world, storage, 'first')
  const second = await release(world, storage, 'second')
  await runBackup(env, [file])
  const there = folderForTest()
  const documents = { dir: path.join(there, 'documents'), bucket: null }
  await folderStorage(documents.dir).put(fileName(sha256), Buffer.from('%PDF first'))
  // In the place of a folder that it needs.
  writeFileSync(path.join(documents.dir, pictureName(second.sha256, 1, 'large').slice(0, 2)), '')
  const to = await emptyDatabase()
  await expect(runRestore({ ...env, databaseUrl: to, documents }, [file])).rejects.toThrow()
  expect(readFileSync(place({ ...env, documents }, fileName(sha256))).toString()).toBe('%PDF first')
  expect(existsSync(place({ ...env, documents }, pictureName(sha256, 1, 'large')))).toBe(false)
  const { db } = openDatabase(to, 1)
  onTestFinished(() => db.destroy())
  expect((await sql`select from pg_class where relnamespace = 'public'::regnamespace`.execute(db)).rows).toEqual([])
})

test('a file that is deleted while a backup is made is in it, and is deleted after it', async ({ world }) => {
  const { env, storage } = await installation(world)
  const { id, sha256 } = await release(world, storage, 'removed-meanwhile')
  const film = await keepFilm(world, storage, 'unused')
  const nextWeek = new Date(world.at.getTime() + 8 * 86_400_000)
  const dropFilm = () => dropUnusedVideo(world.as.worker, storage, nextWeek)
  const tools = { parser: testParser, storage, folder: path.join(folderForTest(), 'cleaning') }
  const files = backedUpFiles(storage)
  const answered: number[] = []
  const { file, keys, done } = await backedUp(world.url, {
    files: {
      ...files,
      async names(client) {
        const names = await files.names(client)
        await world.db.updateTable('document').set({ file_work: '{"act":"remove"}' }).where('id', '=', id).execute()
        answered.push(await workOnFiles(world.as.worker, tools, world.at), await dropFilm())
        return names
      },
    },
  })
  expect({ answered, files: done.files, missing: done.missing }).toEqual({ answered: [0, 0], files: 4, missing: [] })
  expect((await loadBackup(await emptyDatabase(), await openBackup(file, keys))).files).toBe(4)
  expect(await storage.has(fileName(sha256))).toBeGreaterThan(0)
  expect(await workOnFiles(world.as.worker, tools, world.at)).toBe(1)
  expect(await dropFilm()).toBe(1)
  for (const name of [fileName(sha256), film]) expect(await storage.has(name)).toBeNull()
  // One that is being removed is no longer part of a backup.
  expect((await backedUp(world.url, { files: backedUpFiles(folderStorage(env.documents.dir)) })).done.files).toBe(0)
})

test('a backup of a database that was never migrated, or not since there are documents, says what is in it', async ({
  world,
}) => {
  const { env, file } = await installation(world)
  for (const last of ['023-marked-passwords', '024-story']) {
    const old = await emptyDatabase()
    const { db } = openDatabase(old, 1)
    await migrate(db, last)
    await db.destroy()
    await runBackup({ ...env, databaseUrl: old }, [`${file}.${last}`])
    expect(said).toContain('Files of documents and videos in it: 0.')
  }
  await expect(runBackup({ ...env, databaseUrl: await emptyDatabase() }, [`${file}.none`])).rejects.toThrow(
    /There is nothing of Firme in the database/,
  )
})

test('the doctor looks at the files of all documents, and not only of the newest', async ({ world }) => {
  const { env, storage } = await installation(world)
  const { sha256 } = await release(world, storage, 'oldest')
  await sql`
    insert into document (campaign_id, slug, content, sha256, bytes, created_at, updated_at)
    select campaign_id, 'copy-' || n, content, sha256, bytes, created_at + interval '1 day', updated_at from document, generate_series(1, 600) as n
  `.execute(world.db)
  const other = await release(world, storage, 'other')
  await world.db.updateTable('document').set({ sha256: other.sha256 }).where('slug', 'like', 'copy-%').execute()
  const check = async () => (await doctor(env)).find(({ name }) => name === 'documents')
  expect(await check()).toMatchObject({
    state: 'ok',
    detail: expect.stringMatching(/^all 602 files are in .*backups have them too$/),
  })
  rmSync(place(env, fileName(sha256)))
  expect(await check()).toMatchObject({
    state: 'bad',
    detail: expect.stringMatching(/^1 of 602 files are missing in .* such as that of oldest/),
  })
})
