// Measures Firme against limits measured in the same run, on the same machine, with the load generator and the database
// sharing it. `npm run bench`; the part about pages alone: `npm run bench -- pages`
import { execFileSync, spawn } from 'node:child_process'
import { createHmac, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import autocannon from 'autocannon'
import pg from 'pg'

const root = path.resolve(import.meta.dirname, '..', '..')
const seconds = 6
const dataDir = mkdtempSync(path.join(tmpdir(), 'firme-bench-'))
chmodSync(dataDir, 0o711)
const port = 4100 + (process.pid % 400)
const page = `http://127.0.0.1:${port}/es/petitions/alto-polimigra`
const bareUrl = `http://127.0.0.1:${port + 1}/`
const br = { 'accept-encoding': 'br' }
let signers = 0
// An account of our own, so that we can sign as the provider does; nothing listens at its address.
const account = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: randomBytes(16).toString('hex'),
  TWILIO_FROM: '+16025550100',
  TWILIO_API_URL: 'http://127.0.0.1:9',
}

const [only] = process.argv.slice(2)
if (only !== undefined && !['pages', 'segments', 'broadcasts', 'ladders'].includes(only)) {
  process.stderr.write(
    'Say nothing for everything, or "pages" for the first view of each page, "segments", "broadcasts" or "ladders".\n',
  )
  process.exit(1)
}

let main = await start('first start, empty data folder')
try {
  print('')
  if (only === 'segments') part('segments', databaseUrl(), '1000000')
  else if (only === 'broadcasts') part('broadcasts', databaseUrl())
  else if (only === 'ladders') part('ladders', databaseUrl(), '100000')
  else part('pages', `http://127.0.0.1:${port}`)
  if (only === undefined) await everything()
} finally {
  await stop(main)
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit(0)

async function everything() {
  print('')
  await stop(main)
  main = await start('warm start')
  const db = await openDb()
  await serving(db)
  print('\nwhere the time of one signature goes, in the web process (the rest is HTTP and the commit):')
  part('sign-path')
  print('\nwhat evil texts cost:')
  part('reading')
  const bareSign = await signing(db)
  await confirming(db)
  await flatness(db, bareSign)
  print('')
  part('office', databaseUrl(), '1000000', path.join(dataDir, 'keyring.json'))
  part('rosters', databaseUrl())
  part('documents', databaseUrl())
  part('lookup', databaseUrl())
  part('search', databaseUrl())
  part('letters', databaseUrl())
  part('texts', databaseUrl())
  part('broadcasts', databaseUrl(), '200000')
  part('segments', databaseUrl(), '1000000')
  part('ladders', databaseUrl(), '100000')
  await webhooks(db)
  await db.end()
}

async function serving(db) {
  await db.query('create table bare_sign (name text, mail text, zip text)')
  const body = await raw(page)
  const etag = (await fetch(page, { headers: br })).headers.get('etag')
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br', etag }
  new Worker(new URL('./limits.mjs', import.meta.url), {
    workerData: { port: port + 1, body, headers, databaseUrl: databaseUrl() },
  }).unref()
  await sleep(500)
  print(
    `machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}; load and database share it`,
  )
  print(`page: ${body.length} bytes (br); memory of the web process, idle: ${memory()} MB`)
  const known = { ...br, 'if-none-match': etag }
  ratio(
    'anonymous page',
    await load({ url: page, headers: br }),
    'bare page',
    await load({ url: bareUrl, headers: br }),
    0.7,
  )
  ratio(
    'conditional GET',
    await load({ url: page, headers: known }),
    'bare 304',
    await load({ url: bareUrl, headers: known }),
    0.9,
  )
}

async function signing(db) {
  print('')
  print(`single-row inserts over 50 connections, as pgbench would: ${Math.round(await singleRows())}/s`)
  const bareSign = await load({ url: bareUrl, ...newSigners() })
  await load({ url: page, ...newSigners(), duration: 2 })
  await drained(db)
  const before = await signatures(db)
  const signed = await load({ url: page, ...newSigners() })
  const endedAt = Date.now()
  ratio('sign', signed, 'bare sign', bareSign, 0.5)
  print(`memory of the web process, under load: ${memory()} MB`)
  const during = (await signatures(db)) - before
  await drained(db)
  const after = (await signatures(db)) - before - during
  const took = Date.now() - endedAt
  const rate = (after / took) * 1_000
  print(
    `drained: ${Math.round(during / seconds)}/s while they came in (recording rests for those who sign), then ${Math.round(rate)}/s: ${(rate / signed.requests.average).toFixed(2)} of the accepted rate (goal 0.33); all ${during + after} recorded ${took} ms after the burst`,
  )
  await mailsSent(db)
  const overallRate = Math.round(signed.requests.average / 2)
  const half = await load({ url: page, ...newSigners(), overallRate })
  await drained(db)
  await mailsSent(db)
  const bareHalf = await load({ url: bareUrl, ...newSigners(), overallRate })
  print(
    `sign at half of that load (${overallRate}/s): p50 ${half.latency.p50} ms, p99 ${half.latency.p99} ms (goal under 50); bare at the same rate: p99 ${bareHalf.latency.p99} ms`,
  )
  return bareSign
}

/** 2,000 people press the button of their mail, all within seconds. */
async function confirming(db) {
  await drained(db)
  await mailsSent(db)
  const folder = path.join(dataDir, 'outbox', 'mail')
  const links = readdirSync(folder)
    .slice(0, 2_000)
    .flatMap(
      (name) =>
        /\/(?:es|en)\/confirm\/[\w-]{22}/.exec(readFileSync(path.join(folder, name), 'utf8').replace(/=\r\n/g, '')) ??
        [],
    )
  const queue = [...links]
  const startedAt = Date.now()
  const press = async () => {
    for (let link = queue.pop(); link; link = queue.pop()) {
      await fetch(`http://127.0.0.1:${port}${link}`, {
        method: 'POST',
        body: new URLSearchParams(),
        redirect: 'manual',
      })
    }
  }
  await Promise.all(Array.from({ length: 50 }, press))
  const endedAt = Date.now()
  for (;;) {
    const { signature_count } = await (await fetch(`http://127.0.0.1:${port}/es/petitions/alto-polimigra.json`)).json()
    if (signature_count >= links.length) break
    if (Date.now() - endedAt > 60_000)
      throw new Error(`the page still says ${signature_count} of ${links.length} a minute after the last confirmation`)
    await sleep(50)
  }
  print(
    `\n${links.length} confirmations in ${endedAt - startedAt} ms; the page shows the exact total ${Date.now() - endedAt} ms after the last (goal 5,000)`,
  )
}

/** The same load on a petition with a million signatures. */
async function flatness(db, bareSign) {
  await db.query('vacuum analyze')
  const fresh = await load({ url: page, ...newSigners() })
  await drained(db)
  await db.query(`
    insert into signature (id, petition_id, contact_token, name_token, name_slot, state, is_private, area, language, source, accepted_at, confirmed_at)
    select gen_random_uuid(), petition.id, sha256(number::text::bytea), sha256(('n' || number)::bytea), 1, 'confirmed', false, '850', 'es', 'web', now(), now()
    from petition, generate_series(1, 1000000) as number where slug = 'alto-polimigra'`)
  await db.query(
    `update petition_total set confirmed = confirmed + 1000000, received = received + 1000000 from petition where id = petition_id and slug = 'alto-polimigra'`,
  )
  await db.query('vacuum analyze')
  await db.query('checkpoint')
  const million = await load({ url: page, ...newSigners() })
  const startedAt = Date.now()
  const before = await signatures(db)
  await drained(db)
  const drainRate = (((await signatures(db)) - before) / (Date.now() - startedAt)) * 1_000
  print(
    `sign at about ${(before / 1_000_000).toFixed(1)} million signatures: ${Math.round(million.requests.average)}/s, ${(million.requests.average / fresh.requests.average).toFixed(2)} of what it was before (goal 0.9 to 1.1), ${(million.requests.average / bareSign.requests.average).toFixed(2)} of bare sign; drained at ${Math.round(drainRate)}/s`,
  )
}

/** Signed texts from as many phones, each answered after its commit. */
async function webhooks(db) {
  const url = `http://localhost:${port}/hooks/twilio/sms`
  const setupRequest = (request) => {
    signers += 1
    const fields = {
      AccountSid: account.TWILIO_ACCOUNT_SID,
      Body: 'HELP',
      From: `+1602${String(5_550_000 + (signers % 10_000)).padStart(7, '0')}`,
      MessageSid: `SM${String(signers).padStart(32, '0')}`,
      To: account.TWILIO_FROM,
    }
    const signed = Object.keys(fields)
      .sort()
      .reduce((text, name) => text + name + fields[name], url)
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': createHmac('sha1', account.TWILIO_AUTH_TOKEN).update(signed).digest('base64'),
    }
    return { ...request, headers, body: new URLSearchParams(fields).toString() }
  }
  const came = await load({
    url: `http://127.0.0.1:${port}/hooks/twilio/sms`,
    requests: [{ method: 'POST', setupRequest }],
  })
  print(`inbound webhooks, signed and committed: ${Math.round(came.requests.average)}/s, p99 ${came.latency.p99} ms`)
  await drained(db)
}

/** Runs a part of the bench that is written in TypeScript. */
function part(name, ...args) {
  const bundle = path.join(root, 'build', `bench-${name}.mjs`)
  const source = path.join(root, 'tests', 'bench', `${name}.ts`)
  execFileSync(
    path.join(root, 'node_modules', '.bin', 'esbuild'),
    [
      source,
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--packages=external',
      `--alias:~=${path.join(root, 'app')}`,
      `--alias:#db=${path.join(root, 'db')}`,
      `--alias:#emails=${path.join(root, 'emails')}`,
      '--jsx=automatic',
      `--outfile=${bundle}`,
      '--log-level=warning',
    ],
    { cwd: root },
  )
  execFileSync(process.execPath, [bundle, ...args], { stdio: 'inherit' })
}

/** A new person, from a new network, in each request. */
function newSigners() {
  const setupRequest = (request) => {
    signers += 1
    const address = `10.${(signers >> 16) & 255}.${(signers >> 8) & 255}.${signers & 255}`
    const who = `p${signers}`
    return {
      ...request,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address },
      body: `given_name=${who}&family_name=Banco&email=${who}%40example.org&phone=&postal_code=85001&comments=&consent_email=1`,
    }
  }
  return { requests: [{ method: 'POST', setupRequest }] }
}

async function singleRows() {
  const pool = new pg.Pool({ connectionString: databaseUrl(), max: 50 })
  const until = Date.now() + 3_000
  let done = 0
  const insert = async () => {
    for (; Date.now() < until; done += 1)
      await pool.query('insert into bare_sign values ($1, $2, $3)', ['Rosa', 'rosa@example.org', '85001'])
  }
  await Promise.all(Array.from({ length: 50 }, insert))
  await pool.end()
  return done / 3
}

async function load(options) {
  const result = await autocannon({ connections: 50, duration: seconds, ...options })
  if (result.errors > 0 || result['5xx'] > 0 || result['4xx'] > 0)
    print(`  (${result.errors} errors, ${result['4xx']} 4xx, ${result['5xx']} 5xx)`)
  return result
}

function ratio(name, ours, limitName, limit, goal) {
  const share = (ours.requests.average / limit.requests.average).toFixed(2)
  print(
    `${name}: ${Math.round(ours.requests.average)}/s, p99 ${ours.latency.p99} ms; ${limitName}: ${Math.round(limit.requests.average)}/s, p99 ${limit.latency.p99} ms; ratio ${share} (goal ${goal})`,
  )
}

function raw(url) {
  return new Promise((resolve, reject) => {
    http
      .get(url, { headers: br }, (response) => {
        const chunks = []
        response.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)))
      })
      .on('error', reject)
  })
}

async function start(name) {
  const env = {
    ...process.env,
    ...account,
    PORT: String(port),
    OFFICE_PORT: String(port + 2),
    DATA_DIR: dataDir,
    TRUSTED_PROXIES: '1',
    LOG_LEVEL: 'silent',
  }
  const startedAt = Date.now()
  const child = spawn(process.execPath, [path.join(root, 'app', 'firme.mjs'), 'start'], {
    cwd: root,
    env,
    stdio: 'ignore',
  })
  for (let tries = 0; tries < 1_200; tries += 1) {
    if (
      await fetch(`http://127.0.0.1:${port}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    ) {
      print(`${name}: ${Date.now() - startedAt} ms`)
      return child
    }
    await sleep(50)
  }
  throw new Error('Firme did not become ready within a minute: run npm start to see why.')
}

async function stop(child) {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

function databaseUrl() {
  const access = JSON.parse(readFileSync(path.join(dataDir, 'database.json'), 'utf8'))
  return `postgres://firme:${access.password}@127.0.0.1:${access.port}/firme`
}

async function openDb() {
  const db = new pg.Client({ connectionString: databaseUrl() })
  db.on('error', () => {})
  await db.connect()
  return db
}

function signatures(db) {
  return number(db, 'select count(*)::integer as number from signature')
}

function drained(db) {
  return untilNone(db, 'select count(*)::integer as number from intake')
}

function mailsSent(db) {
  return untilNone(db, "select count(*)::integer as number from message where state in ('queued', 'sending')")
}

async function number(db, query) {
  return (await db.query(query)).rows[0].number
}

async function untilNone(db, query) {
  while ((await number(db, query)) > 0) await sleep(100)
}

function memory() {
  const lines = execFileSync('ps', ['-o', 'rss=,args=', '--ppid', String(main.pid)], { encoding: 'utf8' }).split('\n')
  const web = lines.find((line) => line.trimEnd().endsWith('role.js web')) ?? '0'
  return Math.round(Number.parseInt(web, 10) / 1024)
}

function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
