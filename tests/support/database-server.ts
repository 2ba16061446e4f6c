import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, chmod, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
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
import { keyringFrom } from '~/vault/keyring.server'
import { vaultKeyCreator } from '~/vault/vault-keys.server'
import { fastFolder } from './fast-folder'
import { rolePassword, templateDatabase, templateKey, templateTime } from './template'

const run = promisify(execFile)
const root = path.resolve(import.meta.dirname, '..', '..')
// Ended connections are no news: tests drop their databases without waiting.
const settings = { fsync: 'off', shared_buffers: '64MB', log_min_messages: 'panic' }

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
  }
}

/** One PostgreSQL for all tests of a run, the same that comes with Firme; each test makes its own database in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await newFolder('firme-test-', await fastFolder())
  const cluster = path.join(folder, 'data')
  await run('cp', ['-a', await preparedCluster(), cluster])
  const server = await startEmbedded(cluster, settings)
  project.provide('databaseUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * A stopped cluster that holds the template database. Made once for each state of the migrations and seeds, and kept in the system's
 * temporary folder, so that a single test starts in seconds. Two runs that make it at once each make their own; the first one is kept.
 */
async function preparedCluster(): Promise<string> {
  const kept = path.join(tmpdir(), `firme-test-cluster-${userInfo().uid}-${await fingerprint()}`)
  if (await exists(kept)) return kept
  const draft = await newFolder('firme-test-cluster-draft-', tmpdir())
  const server = await startEmbedded(draft, settings)
  await makeTemplate(server.url)
  await server.stop()
  await rename(draft, kept).catch(() => rm(draft, { recursive: true, force: true }))
  return kept
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
    await sql.raw(`alter role ${databaseRole(role)} password '${rolePassword}'`).execute(db)
  await migrate(db)
  await seedPlaces(db)
  await seedDemo(db, vaultKeyCreator(keyringFrom(templateKey)), templateTime)
  // Copied with the pages: a copy that had to read its statistics and hint bits again would be slow at every first query.
  await sql`vacuum analyze`.execute(db)
  await db.destroy()
}

/** Changes with everything that decides what the template holds. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const folder of ['db', 'app/geography', 'app/vault', 'tests/support']) {
    const names = (await readdir(path.join(root, folder), { recursive: true })).filter((name) => name.endsWith('.ts'))
    for (const name of names.toSorted()) hash.update(name).update(await readFile(path.join(root, folder, name)))
  }
  hash.update(await readFile(path.join(root, 'package-lock.json')))
  return hash.digest('hex').slice(0, 16)
}

/** Run as root, PostgreSQL's own user must be let through. */
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
