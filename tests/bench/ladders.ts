// How fast due steps of ladders are swept, and what the sweep needs of memory. Bundled and run by run.mjs.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { openDatabase } from '#db/client'
import { ladderContent } from '~/messages/ladders/ladder-content'
import { publishLadder } from '~/messages/ladders/publish-ladder.server'
import { sweepLadders } from '~/messages/ladders/sweep.server'
import { keyringFrom } from '~/vault/keyring.server'

const { db } = openDatabase(process.argv[2] ?? '', 2)
const people = Number(process.argv[3] ?? 100_000)
const now = new Date()
const keyring = keyringFrom(Buffer.alloc(32, 'bench'))
const both = { en: 'Words', es: 'Palabras' }

const content = ladderContent.parse({
  title: both,
  steps: [
    { key: 's1', kind: 'rung', title: both, when: 'tagged', tag: 'bench' },
    { key: 's2', kind: 'message', by: 'mail', purpose: 'news', title: both, text: both, button: both },
    { key: 's3', kind: 'wait', how: 'days', amount: 2 },
    { key: 's4', kind: 'end' },
  ],
})
const campaign = await db.selectFrom('campaign').select('id').orderBy('created_at').limit(1).executeTakeFirstOrThrow()
const { id } = await db
  .insertInto('ladder')
  .values({
    campaign_id: campaign.id,
    content: '{}',
    return_days: null,
    paused_at: null,
    created_at: now,
    updated_at: now,
  })
  .returning('id')
  .executeTakeFirstOrThrow()
await db
  .transaction()
  .execute((trx) =>
    publishLadder(trx, { id, campaignId: campaign.id }, { before: ladderContent.parse({}), content }, now),
  )
await seed()

const startedAt = performance.now()
const before = process.memoryUsage().rss
let [moved, most] = [0, before]
for (let done = 1; done > 0; moved += done) {
  done = await sweepLadders(db, keyring, now)
  most = Math.max(most, process.memoryUsage().rss)
}
const seconds = (performance.now() - startedAt) / 1000
console.log(
  `${moved} due steps swept in ${seconds.toFixed(0)} s: ${Math.round(moved / seconds)} a second, memory ${Math.round(before / 1e6)} MB before, ${Math.round(most / 1e6)} MB at most`,
)
await db.destroy()

/** People who get news by mail, all with a step that is due; without triggers, which would take longer than the sweep. */
async function seed() {
  await sql`set session_replication_role = replica`.execute(db)
  const made = randomUUID()
  await sql`create table if not exists bench_people as select gen_random_uuid() as id, gen_random_uuid() as contact, ${made} as made from generate_series(1, ${people}::integer)`.execute(
    db,
  )
  await sql`insert into contact_point (id, campaign_id, channel, blind_index, sealed, created_on, proven_on) select contact, ${campaign.id}::uuid, 'mail', uuid_send(contact), '', current_date, current_date from bench_people`.execute(
    db,
  )
  await sql`insert into person (id, campaign_id, contact_id, name_index, sealed, language, created_on) select id, ${campaign.id}::uuid, contact, uuid_send(id), '', 'es', current_date from bench_people`.execute(
    db,
  )
  await sql`insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on) select gen_random_uuid(), id, 'mail', 'campaign', '1', 'es', current_date, 'form', 'bench', ${now}, current_date from bench_people`.execute(
    db,
  )
  await sql`insert into ladder_place (ladder_id, person_id, rung, place, step, due_at, entered_at) select ${id}::uuid, id, 's1', 0, 's1', ${now}, ${now} from bench_people`.execute(
    db,
  )
  await sql`drop table bench_people`.execute(db)
  await sql`analyze`.execute(db)
}
