import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, chmod, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#db/client'
import { startEmbedded } from '#db/embedded'
import { databaseRole, processRoles } from '#db/grants'
import { migrate } from '#db/migrate'
import { secureDatabase } from '#db/roles'
import { seedDemo } from '#db/seeds/demo'
import { seedPlaces } from '#db/seeds/places'
import { seedPolicyKinds } from '#db/seeds/policy-kinds'
import { keyringFrom } from '~/vault/keyring.server'
import { vaultKeyCreator } from '~/vault/vault-keys.server'
import { fastFolder } from './fast-folder'
import { rolePassword, templateDatabase, templateKey, templateTime } from './template'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '..', '..')
// Tests drop their databases without waiting, so lost connections are not worth logging.
const keptClusters = `firme-test-cluster-${userInfo().uid}-`
// Ended connections are no news: tests drop their databases without waiting.
const settings = { fsync: 'off', shared_buffers: '64MB', log_min_messages: 'panic' }

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
    /** A folder of this run, deleted at its end. */
    runFolder: string
  }
}

/** One PostgreSQL for all tests of a run, the version that Firme ships; each test creates its own database in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await newFolder('firme-test-', await fastFolder())
  const cluster = path.join(folder, 'data')
  await run('cp', ['-a', await preparedCluster(), cluster])
  const server = await startEmbedded(cluster, settings)
  project.provide('databaseUrl', server.url)
  project.provide('runFolder', folder)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * A stopped cluster with the template database. Built once per state of migrations and seeds, and kept in the system's
 * temporary folder, so that a single test starts in seconds. If two runs build it at once, the first is kept.
 */
async function preparedCluster(): Promise<string> {
  const kept = path.join(tmpdir(), `${keptClusters}${await fingerprint()}`)
  if (await exists(kept)) {
    await utimes(kept, new Date(), new Date())
    return kept
  }
  await forgetOldClusters()
  const draft = await newFolder('firme-test-cluster-draft-', tmpdir())
  const server = await startEmbedded(draft, settings)
  await makeTemplate(server.url)
  await server.stop()
  const file = path.join(draft, 'database.json')
  // Each copy takes a port of its own: two runs may start one at the same moment.
  await writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), port: 0 }))
  await rename(draft, kept).catch(() => rm(draft, { recursive: true, force: true }))
  return kept
}

/** Each takes 100 MB. One unused for a day belongs to an outdated schema. */
async function forgetOldClusters(): Promise<void> {
  for (const name of (await readdir(tmpdir())).filter((one) => one.startsWith(keptClusters))) {
    const folder = path.join(tmpdir(), name)
    const { mtimeMs } = await stat(folder)
    if (Date.now() - mtimeMs > 86_400_000) await rm(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`create database ${templateDatabase}`)
  await admin.end()
  const url = serverUrl.replace(/firme$/, templateDatabase)
  await secureDatabase(url)
  const { db } = openDatabase(url, 1)
  for (const role of processRoles)
    await sql.raw(`alter role ${databaseRole(role)} password '${rolePassword}' connection limit -1`).execute(db)
  await migrate(db)
  await seedPlaces(db)
  await seedPolicyKinds(db)
  await seedDemo(db, vaultKeyCreator(keyringFrom(templateKey)), templateTime)
  // Tests tell stories of their own. What the demo tells is the subject of one, which seeds it again.
  for (const table of ['policy', 'timeline_entry', 'court_case', 'news_item', 'meeting', 'story_revision'] as const)
    await db.deleteFrom(table).execute()
  // Copies inherit this; without it, their first queries would be slow while statistics and hint bits are rebuilt.
  await sql`vacuum analyze`.execute(db)
  await db.destroy()
}

/** A hash of everything that determines the template's content. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['db', 'app/geography', 'app/vault', 'tests/support']) {
    const names = (await readdir(path.join(root, folder), { recursive: true })).filter((name) => name.endsWith('.ts'))
    for (const name of names.toSorted()) hash.update(name).update(await readFile(path.join(root, folder, name)))
  }
  hash.update(await readFile(path.join(root, 'package-lock.json')))
  return hash.digest('hex').slice(0, 16)
}

/** Creates a folder that PostgreSQL's own user can enter when the tests run as root. */
async function newFolder(prefix: string, parent: string): Promise<string> {
  const folder = await mkdtemp(path.join(parent, prefix))
  await chmod(folder, 0o711)
  return folder
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
