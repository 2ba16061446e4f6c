import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, inject, test } from 'vitest'
import { oneClient } from '#db/one-client'

const root = path.resolve(import.meta.dirname, '..', '..')

test('a connection that the database ends while nobody asks anything leaves the process alone, and who asks next is told', async () => {
  const [idle, other] = [oneClient(inject('databaseUrl')), oneClient(inject('databaseUrl'))]
  await Promise.all([idle.connect(), other.connect()])
  const ended = new Promise((resolve) => idle.once('end', resolve))
  const { rows } = await idle.query<{ pid: number }>('select pg_backend_pid() as pid')
  await other.query('select pg_terminate_backend($1)', [rows[0]!.pid])
  await ended
  await expect(idle.query('select 1')).rejects.toThrow()
  await Promise.all([idle.end(), other.end()])
})

test('no other place opens a connection outside of the pools', () => {
  const places = ['app', 'db'].flatMap((folder) =>
    (readdirSync(path.join(root, folder), { recursive: true }) as string[])
      .map((name) => path.join(folder, name))
      .filter((name) => /\.tsx?$/.test(name) && readFileSync(path.join(root, name), 'utf8').includes('new pg.Client(')),
  )
  // The one that notices silence has a listener too.
  expect(places.toSorted()).toEqual(['db/hang-up.ts', 'db/one-client.ts'])
})
