import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, openDatabase } from '#db/client'

/** Works in a database of the tests' server that nothing has been done in. */
export async function withEmptyDatabase(work: (db: Db, url: string) => Promise<void>): Promise<void> {
  const server = inject('databaseUrl')
  const name = `v${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const url = server.replace(/firme$/, name)
  const { db } = openDatabase(url, 3)
  try {
    await work(db, url)
  } finally {
    await db.destroy()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
  }
}
