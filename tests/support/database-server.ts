import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDatabase } from '#db/client'
import { startEmbedded } from '#db/embedded'
import { migrate } from '#db/migrate'
import { seedPlaces } from '#db/seeds/places'

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string
  }
}

/** The database that every test's own is a copy of: migrated, with states, counties and ZIPs. */
export const templateDatabase = 'firme_template'

/** One PostgreSQL for all tests, the same that comes with Firme; each test makes its own database in it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'firme-test-'))
  // Run as root, PostgreSQL's own user must be let through.
  await chmod(folder, 0o711)
  const server = await startEmbedded(folder, { fsync: 'off', shared_buffers: '64MB' })
  await makeTemplate(server.url)
  project.provide('databaseUrl', server.url)
  return async () => {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

async function makeTemplate(serverUrl: string): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  await admin.query(`create database ${templateDatabase}`)
  await admin.end()
  const { db } = openDatabase(serverUrl.replace(/firme$/, templateDatabase), 1)
  await migrate(db)
  await seedPlaces(db)
  // Copied with the pages: a copy that had to read its statistics and hint bits anew would be slow at every first query.
  await sql`vacuum analyze`.execute(db)
  await db.destroy()
}
