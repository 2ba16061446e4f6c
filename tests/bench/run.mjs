// Measures the page and the sign path against limits measured in the same run, on the same machine, with the load
// generator and the database sharing it. `npm run bench`
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, chmodSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import { Worker, isMainThread, workerData } from 'node:worker_threads'
import autocannon from 'autocannon'
import pg from 'pg'

const root = path.resolve(import.meta.dirname, '..', '..')
const seconds = 6
let signers = 0
const form = (who) => `given_name=${who}&family_name=Banco&email=${who}%40example.org&phone=&postal_code=85001&comments=&consent_email=1`

if (!isMainThread) await bare(workerData)
else await measure()

/** The limits: node:http that answers the same bytes from memory, or parses the same form and inserts it multi-row. */
async function bare({ port, body, headers, databaseUrl }) {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  // At the end the database goes first.
  pool.on('error', () => {})
  let waiting = []
  let underWay = 0
  const flush = async () => {
    if (underWay >= 2 || waiting.length === 0) return
    const rows = waiting.splice(0, 500)
    underWay += 1
    await pool.query('insert into bare_sign select * from unnest($1::text[], $2::text[], $3::text[])', [rows.map((row) => row.name), rows.map((row) => row.mail), rows.map((row) => row.zip)])
    underWay -= 1
    for (const row of rows) row.done()
    void flush()
  }
  http
    .createServer((request, response) => {
      if (request.method === 'GET') {
        const isKnown = request.headers['if-none-match'] !== undefined
        response.writeHead(isKnown ? 304 : 200, headers)
        response.end(isKnown ? undefined : body)
        return
      }
      let text = ''
      request.on('data', (chunk) => (text += chunk))
      request.on('end', () => {
        const fields = new URLSearchParams(text)
        waiting.push({
          name: fields.get('given_name'), mail: fields.get('email'), zip: fields.get('postal_code'),
          done: () => response.writeHead(303, { location: '/check', 'content-length': '0' }).end(),
        })
        if (waiting.length === 1) setImmediate(() => void flush())
      })
    })
    .listen(port)
}

async function measure() {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'firme-bench-'))
  chmodSync(dataDir, 0o711)
  const port = 4100 + (process.pid % 400)
  const env = { ...process.env, PORT: String(port), DATA_DIR: dataDir, TRUSTED_PROXIES: '1', LOG_LEVEL: 'silent' }
  const startedAt = Date.now()
  const main = spawn(process.execPath, [path.join(root, 'app', 'firme.mjs'), 'start'], { cwd: root, env, stdio: 'ignore' })
  try {
    await ready(port)
    const start = Date.now() - startedAt
    const { port: databasePort, password } = JSON.parse(readFileSync(path.join(dataDir, 'database.json'), 'utf8'))
    const databaseUrl = `postgres://firme:${password}@127.0.0.1:${databasePort}/firme`
    const db = new pg.Client({ connectionString: databaseUrl })
    db.on('error', () => {})
    await db.connect()
    await db.query('create table bare_sign (name text, mail text, zip text)')
    const page = `http://127.0.0.1:${port}/es/petitions/alto-polimigra`
    const answer = await fetch(page, { headers: { 'accept-encoding': 'br' } })
    const etag = answer.headers.get('etag')
    const body = await raw(page)
    const barePort = port + 1
    new Worker(new URL(import.meta.url), { workerData: { port: barePort, body, headers: { 'content-type': 'text/html; charset=utf-8', 'content-encoding': 'br', etag }, databaseUrl } }).unref()
    await new Promise((resolve) => setTimeout(resolve, 500))
    const bareUrl = `http://127.0.0.1:${barePort}/`

    print(`machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}; load and database share it`)
    print(`first start with an empty data folder: ${start} ms; page: ${body.length} bytes (br)`)
    print(`memory of the web process, idle: ${memory(main.pid)} MB`)
    const br = { 'accept-encoding': 'br' }
    ratio('anonymous page', await load({ url: page, headers: br }), 'bare page', await load({ url: bareUrl, headers: br }))
    ratio('conditional GET', await load({ url: page, headers: { ...br, 'if-none-match': etag } }), 'bare 304', await load({ url: bareUrl, headers: { ...br, 'if-none-match': etag } }))
    const bareSign = await load({ url: bareUrl, ...signing() })
    const signed = await load({ url: page, ...signing() })
    const endedAt = Date.now()
    ratio('sign', signed, 'bare sign', bareSign)
    print(`memory of the web process, under load: ${memory(main.pid)} MB`)
    const drained = await drainTime(db, endedAt)
    const { rows } = await db.query('select count(*)::integer as signatures from signature')
    print(`drained: ${rows[0].signatures} signatures, the intake empty ${drained} ms after the burst of ${seconds} s (${Math.round((rows[0].signatures / (seconds * 1000 + drained)) * 1000)}/s while accepting and after)`)
    const half = await load({ url: page, ...signing(), overallRate: Math.round(signed.requests.average / 2) })
    print(`sign at half of that load: p99 ${half.latency.p99} ms`)
    await db.end()
  } finally {
    main.kill('SIGTERM')
    await once(main, 'exit')
    rmSync(dataDir, { recursive: true, force: true })
  }
  process.exit(0)
}

/** A new person, from a new network, in each request. */
function signing() {
  return {
    requests: [
      {
        method: 'POST',
        setupRequest(request) {
          signers += 1
          const address = `10.${(signers >> 16) & 255}.${(signers >> 8) & 255}.${signers & 255}`
          return { ...request, headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address }, body: form(`p${signers}`) }
        },
      },
    ],
  }
}

async function load(options) {
  const result = await autocannon({ connections: 50, duration: seconds, ...options })
  if (result.errors > 0 || result['5xx'] > 0 || result['4xx'] > 0) print(`  (${result.errors} errors, ${result['4xx']} 4xx, ${result['5xx']} 5xx)`)
  return result
}

function ratio(name, ours, limitName, limit) {
  const share = (ours.requests.average / limit.requests.average).toFixed(2)
  print(`${name}: ${Math.round(ours.requests.average)}/s, p99 ${ours.latency.p99} ms; ${limitName}: ${Math.round(limit.requests.average)}/s, p99 ${limit.latency.p99} ms; ratio ${share}`)
}

function raw(url) {
  return new Promise((resolve, reject) => {
    http.get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      const chunks = []
      response.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve(Buffer.concat(chunks)))
    }).on('error', reject)
  })
}

async function ready(port) {
  for (let tries = 0; tries < 600; tries += 1) {
    if (await fetch(`http://127.0.0.1:${port}/readyz`).then((answer) => answer.ok, () => false)) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('Firme did not become ready within a minute: run npm start to see why.')
}

async function drainTime(db, since) {
  for (;;) {
    const { rows } = await db.query('select count(*)::integer as waiting from intake')
    if (rows[0].waiting === 0) return Date.now() - since
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

function memory(parent) {
  const lines = execFileSync('ps', ['-o', 'rss=,args=', '--ppid', String(parent)], { encoding: 'utf8' }).split('\n')
  const web = lines.find((line) => line.trimEnd().endsWith('main.js web')) ?? '0'
  return Math.round(Number.parseInt(web, 10) / 1024)
}

function print(line) {
  process.stdout.write(`${line}\n`)
}
