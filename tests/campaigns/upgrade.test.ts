import { randomBytes } from 'node:crypto'
import { type Migration, Migrator, sql } from 'kysely'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { type Db, openDatabase } from '#db/client'

const migrations = Object.fromEntries(
  Object.entries(import.meta.glob<Migration>('../../db/migrations/*.ts', { eager: true })).map(([path, migration]) => [
    path.split('/').at(-1)!.replace('.ts', ''),
    migration,
  ]),
)

test('an upgrade closes no petition that people are signing, and forgets nobody for a week', async () => {
  const server = inject('databaseUrl')
  const name = `t${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: server })
  await admin.connect()
  await admin.query(`create database ${name}`)
  const { db } = openDatabase(server.replace(/firme$/, name), 2)
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  await migrator.migrateTo('011-office-texts')
  await campaign(db, 'still-signing', 'published', '2016-12-01', 'open')
  await campaign(db, 'long-closed', 'published', '2016-12-01', 'closed')
  await campaign(db, 'ahead', 'published', '2099-12-01', 'open')
  await campaign(db, 'put-away', 'archived', null, 'open')
  expect((await migrator.migrateToLatest()).error).toBeUndefined()
  const { rows } = await sql`
    select slug, closes_at, ends_at > now() - interval '1 minute' as "endsLate", ending_changed_at > now() - interval '1 minute' as "isProtected" from campaign order by slug
  `.execute(db)
  expect(rows).toEqual([
    { slug: 'ahead', closes_at: new Date('2099-12-02T07:00:00Z'), endsLate: true, isProtected: true },
    { slug: 'long-closed', closes_at: new Date('2016-12-02T07:00:00Z'), endsLate: false, isProtected: true },
    { slug: 'put-away', closes_at: null, endsLate: true, isProtected: true },
    { slug: 'still-signing', closes_at: null, endsLate: null, isProtected: null },
  ])
  await db.destroy()
  await admin.query(`drop database ${name} with (force)`)
  await admin.end()
})

async function campaign(db: Db, slug: string, state: string, closesAt: string | null, petition: string) {
  const both = '{"en": "a", "es": "b"}'
  await sql`
    with made as (
      insert into campaign (slug, state, name, summary, story, colour, closes_at, group_id)
      select ${slug}, ${state}, ${both}::jsonb, ${both}::jsonb, ${both}::jsonb, '#b3321a', ${closesAt}::timestamptz, id from member_group where kind = 'network' returning id, group_id)
    insert into petition (campaign_id, group_id, slug, state, title, ask, target, story, share_text)
    select id, group_id, ${`${slug}-petition`}, ${petition}, ${both}::jsonb, ${both}::jsonb, ${both}::jsonb, ${both}::jsonb, ${both}::jsonb from made
  `.execute(db)
}
