// Texts through the outbox against what the same server takes over bare HTTP, and webhooks through the real door.

import { randomBytes, randomUUID } from 'node:crypto'
import http from 'node:http'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { openDatabase } from '#db/client'
import { migrate } from '#db/migrate'
import { seedDemo } from '#db/seeds/demo'
import { openSms } from '~/channels/sms/sms.server'
import { twilioClient } from '~/channels/sms/twilio-client.server'
import { readEnv } from '~/env.server'
import { keyringFrom } from '~/vault/keyring.server'
import { openVault, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { vaultKeyCreator } from '~/vault/vault-keys.server'
import { sendDue } from '~/worker/sending/send-messages.server'
import { inPublic } from '../support/settings'

const rounds = 7
const each = 3_000
const count = rounds * each
const inFlight = 100
/** The first is due a millisecond later, each of the others a millisecond after the one before. */
const dueFrom = Date.UTC(2026, 0, 5, 18)
const token = 'bench'
const body =
  'Firme: su firma ya cuenta. Gracias. Comparta: https://firme.example.org/es/petitions/alto-polimigra ALTO para cancelar.'
const [server] = process.argv.slice(2)
const name = `bench_${randomBytes(4).toString('hex')}`
const admin = new pg.Client({ connectionString: server })
await admin.connect()
await admin.query(`create database ${name}`)
const { db } = openDatabase(server!.replace(/[^/]+$/, name), 6)
const keyring = keyringFrom(randomBytes(32))
await migrate(db)
await seedDemo(db, vaultKeyCreator(keyring), new Date())

const sink = new Worker(
  `
  const { parentPort } = require('node:worker_threads')
  let texts = 0
  require('node:http').createServer((request, response) => {
    request.resume().on('end', () => {
      texts += 1
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ sid: 'SM' + String(texts).padStart(32, '0'), status: 'queued' }))
    })
  }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port) })
`,
  { eval: true },
)
const port = await new Promise<number>((resolve) => sink.once('message', resolve))
const env = readEnv({
  ...inPublic,
  TWILIO_AUTH_TOKEN: token,
  TWILIO_API_URL: `http://127.0.0.1:${port}`,
  DAILY_TEXT_BUDGET: '100000',
})
const account = env.twilio!
const never = () => Promise.reject(new Error('no mail is due'))
const sending = {
  keyring,
  mailer: { send: never, close: async () => {} },
  sms: openSms(env),
  publicUrl: env.publicUrl,
  officeUrl: env.officeUrl,
  log: pino({ level: 'silent' }),
}

await bare(500)
await queueTexts()
// In turn, so that whatever else the machine does slows all three.
const rates: { raw: number; library: number; ours: number }[] = []
for (let round = 1; round <= rounds; round += 1) {
  const raw = await rate(() => bare(each))
  const library = await rate(() => throughLibrary(each))
  rates.push({ raw, library, ours: await rate(() => sendUntil(round * each)) })
}
const raw = median(rates.map((one) => one.raw))
const library = median(rates.map((one) => one.library))
const ours = median(rates.map((one) => one.ours))
process.stdout.write(
  `texts through the outbox: ${Math.round(ours)}/s; bare HTTP to the same server: ${Math.round(raw)}/s; ratio ${(ours / raw).toFixed(2)} (goal 0.5); the provider's library alone: ${Math.round(library)}/s\n`,
)
await sink.terminate()
await db.destroy()
await admin.query(`drop database ${name} with (force)`)
await admin.end()
process.exit(0)

async function rate(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return (each / (performance.now() - startedAt)) * 1_000
}

/** The same requests with nothing but node:http. */
async function bare(most: number): Promise<void> {
  const agent = new http.Agent({ keepAlive: true, maxSockets: inFlight })
  const form = new URLSearchParams({
    To: '+16025550101',
    From: account.from,
    Body: body,
    StatusCallback: `https://firme.example.org/hooks/twilio/status?m=${randomUUID()}`,
  }).toString()
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    authorization: `Basic ${Buffer.from(`${account.accountSid}:${token}`).toString('base64')}`,
    'content-length': Buffer.byteLength(form),
  }
  let left = most
  const post = () =>
    new Promise<void>((resolve, reject) => {
      http
        .request(
          {
            agent,
            port,
            host: '127.0.0.1',
            method: 'POST',
            path: `/2010-04-01/Accounts/${account.accountSid}/Messages.json`,
            headers,
          },
          (response) => {
            let answer = ''
            response
              .setEncoding('utf8')
              .on('data', (chunk: string) => (answer += chunk))
              .on('end', () =>
                (JSON.parse(answer) as { sid?: string }).sid ? resolve() : reject(new Error('no text')),
              )
          },
        )
        .on('error', reject)
        .end(form)
    })
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) await post()
    }),
  )
  agent.destroy()
}

async function throughLibrary(most: number): Promise<void> {
  const client = twilioClient(account, 15_000)
  let left = most
  await Promise.all(
    Array.from({ length: inFlight }, async () => {
      while (left-- > 0) await client.messages.create({ to: '+16025550101', from: account.from, body })
    }),
  )
}

/** As many answers to phones, each with its words sealed, and due. */
async function queueTexts(): Promise<void> {
  const vault = await openVault(db, keyring)
  const lines = Array.from({ length: count }, () => randomUUID())
  const ids = lines.map(() => randomUUID())
  await sql`
    insert into conversation (id, blind_index, sealed_phone, language, heard_at) select id, sha256(id::text::bytea), phone, 'es', now()
    from unnest(${lines}::uuid[], ${lines.map((id, number) => sealText(vault.site(), sealedAs('conversation', id, 'phone'), `+1602555${String(number).padStart(4, '0')}`))}::bytea[]) as one (id, phone)
  `.execute(db)
  await sql`
    insert into message (id, channel, template, language, conversation_id, sealed_body, once_key, link_hash, due_at, created_at)
    select id, 'sms', 'text-answer', 'es', line, sealed, id::text, sha256(id::text::bytea), to_timestamp(${dueFrom / 1_000}::double precision) + number * interval '1 millisecond', now()
    from unnest(${ids}::uuid[], ${lines}::uuid[], ${ids.map((id) => sealText(vault.site(), sealedAs('message', id, 'body'), body))}::bytea[]) with ordinality as one (id, line, sealed, number)
  `.execute(db)
  // What left before them: an outbox is never empty behind its queue.
  await sql`
    insert into message (id, channel, template, language, conversation_id, once_key, link_hash, state, due_at, created_at, sent_at)
    select gen_random_uuid(), 'sms', 'text-answer', 'es', ${lines[0]!}::uuid, 'past ' || number, sha256(('past ' || number)::bytea), 'delivered', now(), now(), now() from generate_series(1, 100000) as number
  `.execute(db)
  await sql`vacuum analyze`.execute(db)
}

/** Makes the next of them due, and sends what is due. */
async function sendUntil(most: number): Promise<void> {
  while ((await sendDue(db, sending, 'sms', () => new Date(dueFrom + most))) > 0);
  const { rows } = await sql<{
    n: number
  }>`select count(*)::integer as n from message where state = 'sent' and channel = 'sms'`.execute(db)
  if (rows[0]!.n !== most) throw new Error(`${rows[0]!.n} of ${most} texts have left`)
}

function median(numbers: number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)]!
}
