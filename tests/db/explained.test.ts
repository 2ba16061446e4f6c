import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { openDatabase } from '#db/client'
import { migrate } from '#db/migrate'
import { explain } from '~/explain.server'

/** An empty database in which this role may do nothing but connect. */
async function guestOf(database: string): Promise<string> {
  const server = inject('databaseUrl')
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create role ${database}_guest login password 'guest'`)
  await admin.query(`create database ${database}`)
  onTestFinished(async () => {
    await admin.query(`drop database ${database} with (force)`)
    await admin.query(`drop role ${database}_guest`)
    await admin.end()
  })
  const url = new URL(server)
  url.username = `${database}_guest`
  url.password = 'guest'
  url.pathname = `/${database}`
  return url.href
}

async function migrating(url: string): Promise<string> {
  const { db } = openDatabase(url, 1)
  try {
    await migrate(db)
    return 'migrated'
  } catch (error) {
    return explain(error)
  } finally {
    await db.destroy()
  }
}

test('an account that may not create tables, a wrong password and a wrong name are said in a sentence, not as a stack', async () => {
  const url = await guestOf(`explained_${process.pid}`)
  const said = await migrating(url)
  expect(said).toMatch(/^The database account may not do this\..*grant create .*permission denied for schema public/)
  const nowhere = new URL(url)
  nowhere.pathname = '/nowhere'
  expect(await migrating(nowhere.href)).toMatch(/^There is no such database/)
  const stranger = new URL(url)
  stranger.password = 'wrong'
  expect(await migrating(stranger.href)).toMatch(/^The database does not take this password/)
  expect(`${said}${await migrating(nowhere.href)}${await migrating(stranger.href)}`).not.toMatch(/\n\s+at /)
})
