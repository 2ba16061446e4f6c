// How fast a message to a million people is counted and planned, and how fast mails and texts of one leave, against what the
// same servers take raw. Bundled and run by run.mjs, each part in a database of its own.

import { randomBytes } from 'node:crypto'
import http from 'node:http'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { createTransport } from 'nodemailer'
import pg from 'pg'
import { pino } from 'pino'
import { type Db, openDatabase } from '#db/client'
import { migrate } from '#db/migrate'
import { seedDemo } from '#db/seeds/demo'
import { openMailer } from '~/channels/mail/mailer.server'
import { openSms } from '~/channels/sms/sms.server'
import { readEnv } from '~/env.server'
import { planBroadcasts } from '~/messages/broadcasts/plan-broadcasts.server'
import { startBroadcast } from '~/messages/broadcasts/steer-broadcast.server'
import { newsCaps } from '~/people/news-caps'
import { keyringFrom } from '~/vault/keyring.server'
import { openVault } from '~/vault/open.server'
import { vaultKeyCreator } from '~/vault/vault-keys.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { fillCampaign, insertApproved } from '../support/many-subscribers'
import { inPublic } from '../support/settings'

const [server, size = '1000000'] = process.argv.slice(2)
const people = Number(size)
const admin = new pg.Client({ connectionString: server })
await admin.connect()
const keyring = keyringFrom(randomBytes(32))

const each = 2_000
const httpSink = `
  const { parentPort } = require('node:worker_threads')
  let texts = 0
  require('node:http').createServer((request, response) => {
    request.resume().on('end', () => {
      texts += 1
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ sid: 'SM' + String(texts).padStart(32, '0'), status: 'queued' }))
    })
  }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port) })
`
const smtpSink = `
  const { parentPort } = require('node:worker_threads')
  const { SMTPServer } = require('smtp-server')
  const server = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], onData(stream, session, done) { stream.resume().on('end', () => done()) } })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.server.address().port))
`

await inDatabase(planning)
await inDatabase(sending)
await admin.end()
process.exit(0)

async function inDatabase(work: (db: Db) => Promise<void>): Promise<void> {
  const name = `bench_${randomBytes(4).toString('hex')}`
  await admin.query(`create database ${name}`)
  const { db } = openDatabase(server!.replace(/[^/]+$/, name), 4)
  await migrate(db)
  await seedDemo(db, vaultKeyCreator(keyring), new Date())
  await work(db)
  await db.destroy()
  await admin.query(`drop database ${name} with (force)`)
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

async function planning(db: Db): Promise<void> {
  await seedMany(db)
  const now = new Date()
  const { campaign_id } = await db
    .selectFrom('petition')
    .select('campaign_id')
    .where('slug', '=', 'alto-polimigra')
    .executeTakeFirstOrThrow()
  const id = await insertApproved(db, campaign_id, 'mail', now)
  const startedAt = performance.now()
  const started = await startBroadcast(db, { id, by: await anyOrganizer(db) }, now)
  const counted = performance.now() - startedAt
  if (started.outcome !== 'started') throw new Error(started.outcome)
  print(
    `a segment of ${started.reach.inSegment} people is resolved and counted in ${(counted / 1000).toFixed(1)} s; ${started.reach.willReceive} of them receive it`,
  )
  const before = process.memoryUsage().rss
  let [planned, took, peak] = [0, 0, before]
  const most = Math.min(people / 5, 200_000)
  while (planned < most) {
    const at = performance.now()
    const seen = await planBroadcasts(db, now)
    took += performance.now() - at
    planned += seen
    peak = Math.max(peak, process.memoryUsage().rss)
    if (seen === 0) {
      // They have left: the next may be planned.
      await sql`update message set state = 'sent', sent_at = ${now} where state = 'queued' and broadcast_id = ${id}`.execute(
        db,
      )
    }
  }
  const { rows } = await sql<{
    n: number
  }>`select count(*)::integer as n from message where broadcast_id = ${id}`.execute(db)
  print(
    `planning: ${Math.round((rows[0]!.n / took) * 1_000)} rows/s (${rows[0]!.n} rows of ${planned} people, ${(took / 1000).toFixed(1)} s); memory grew by ${Math.round((peak - before) / 1_048_576)} MB`,
  )
}

/** Without triggers and foreign keys, which would take an hour. */
async function seedMany(db: Db): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql`set session_replication_role = replica`.execute(one)
    await sql`create temporary table made as select gen_random_uuid() as id, gen_random_uuid() as contact, random() as luck from generate_series(1, ${people}::integer)`.execute(
      one,
    )
    const campaign = sql`(select campaign_id from petition where slug = 'alto-polimigra')`
    await sql`insert into contact_point (id, campaign_id, channel, blind_index, sealed, created_on, proven_on)
      select contact, ${campaign}, case when luck < 0.8 then 'mail' else 'sms' end, uuid_send(contact), '', current_date, current_date from made`.execute(
      one,
    )
    await sql`insert into person (id, campaign_id, contact_id, name_index, sealed, language, created_on)
      select id, ${campaign}, contact, uuid_send(id), '', case when luck < 0.5 then 'es' else 'en' end, current_date from made`.execute(
      one,
    )
    await sql`insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on)
      select gen_random_uuid(), id, case when luck < 0.8 then 'mail' else 'sms' end, 'campaign', '1', 'es', current_date, 'form', 'posted', now(), current_date from made where luck < 0.9`.execute(
      one,
    )
    await sql`insert into person_facts (person_id, campaign_id, language, by_mail, codes, days)
      select id, ${campaign}, 'es', luck < 0.8, array[fact_code('group ' || (select group_id from campaign where id = ${campaign}))], '{0}' from made`.execute(
      one,
    )
    await sql`set session_replication_role = origin`.execute(one)
  })
  for (const table of ['contact_point', 'person', 'subscription', 'person_facts'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db)
}

async function anyOrganizer(db: Db): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into organizer (id, email_index, sealed, language, created_at) values (gen_random_uuid(), uuid_send(gen_random_uuid()), '', 'en', now()) returning id
  `.execute(db)
  return rows[0]!.id
}

async function sending(db: Db): Promise<void> {
  const vault = await openVault(db, keyring)
  const campaignId = await fillCampaign(db, { keyring, vault }, { mails: each, texts: each })
  // Where it is day, whenever this runs.
  await sql`update person set time_zone = (select name from pg_timezone_names where extract(hour from now() at time zone name) between 11 and 15 and name like '%/%' limit 1)`.execute(
    db,
  )
  await sql`vacuum analyze`.execute(db)
  const [smtp, api] = [await sinkOf(smtpSink), await sinkOf(httpSink)]
  const env = readEnv({
    ...inPublic,
    SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
    TWILIO_AUTH_TOKEN: 'bench',
    TWILIO_API_URL: `http://127.0.0.1:${api.port}`,
    DAILY_TEXT_BUDGET: '100000',
  })
  const mailer = openMailer(env)
  const channels = {
    keyring,
    mailer,
    sms: openSms(env),
    publicUrl: env.publicUrl,
    officeUrl: env.officeUrl,
    log: pino({ level: 'silent' }),
    newsCaps: newsCaps({ mail: 3, sms: 2 }),
  }
  for (const channel of ['mail', 'text'] as const) {
    const now = new Date()
    const id = await insertApproved(db, campaignId, channel, now)
    await startBroadcast(db, { id, by: await anyOrganizer(db) }, now)
    while ((await planBroadcasts(db, now)) > 0);
    const raw = await rate(() => (channel === 'mail' ? rawMails(smtp.port) : rawTexts(api.port)))
    const ours = await rate(async () => {
      while ((await sendDue(db, channels, channel === 'mail' ? 'mail' : 'sms', () => now)) > 0);
    })
    const { rows } = await sql<{
      n: number
    }>`select count(*)::integer as n from message where broadcast_id = ${id} and state = 'sent'`.execute(db)
    if (rows[0]!.n !== each) throw new Error(`${rows[0]!.n} of ${each} have left`)
    const goal = channel === 'mail' ? 0.6 : 0.5
    print(
      `${channel}s of a broadcast: ${Math.round(ours)}/s; raw to the same sink: ${Math.round(raw)}/s; ratio ${(ours / raw).toFixed(2)} (goal ${goal})`,
    )
  }
  await mailer.close()
  await Promise.all([smtp, api].map(({ worker }) => worker.terminate()))
}

async function rate(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (each / (performance.now() - startedAt)) * 1_000
}

/** The same library and connections, with nothing read, opened or recorded. */
async function rawMails(port: number): Promise<void> {
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: 4,
    maxMessages: 200,
    ignoreTLS: true,
  })
  const html = `<p>${'Venga el martes. '.repeat(200)}</p>`
  await Promise.all(
    Array.from({ length: each }, (_, number) =>
      transport.sendMail({
        from: 'firme@example.org',
        to: `p${number}@example.org`,
        subject: 'El martes',
        text: 'Venga.',
        html,
      }),
    ),
  )
  transport.close()
}

async function rawTexts(port: number): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: 100 })
  const body = new URLSearchParams({
    To: '+16025550101',
    From: '+16025550100',
    Body: 'Firme: Venga el martes. ALTO para cancelar.',
  }).toString()
  let left = each
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }
  const post = () =>
    new Promise<void>((resolve, reject) => {
      http
        .request({ agent, port, host: '127.0.0.1', method: 'POST', path: '/', headers }, (response) => {
          response.resume().on('end', resolve)
        })
        .on('error', reject)
        .end(body)
    })
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      while (left-- > 0) await post()
    }),
  )
  agent.destroy()
}

async function sinkOf(code: string): Promise<{ worker: Worker; port: number }> {
  const worker = new Worker(code, { eval: true })
  return { worker, port: await new Promise<number>((resolve) => worker.once('message', resolve)) }
}
