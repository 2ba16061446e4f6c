// The limits that Firme is measured against: a node:http server that answers the same bytes from memory, and one that
// parses the same form and inserts it multi-row with the same durability; no validation, sealing or limits.
import http from 'node:http'
import { workerData } from 'node:worker_threads'
import pg from 'pg'

const { port, body, headers, databaseUrl } = workerData
const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 })
// At the end the database goes first.
pool.on('error', () => {})
let waiting = []
let underWay = 0

async function flush() {
  if (underWay >= 2 || waiting.length === 0) return
  const rows = waiting.splice(0, 500)
  underWay += 1
  await pool.query('insert into bare_sign select * from unnest($1::text[], $2::text[], $3::text[])', [
    rows.map((row) => row.name),
    rows.map((row) => row.mail),
    rows.map((row) => row.zip),
  ])
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
        name: fields.get('given_name'),
        mail: fields.get('email'),
        zip: fields.get('postal_code'),
        done: () => response.writeHead(303, { location: '/check', 'content-length': '0' }).end(),
      })
      if (waiting.length === 1) setImmediate(() => void flush())
    })
  })
  .listen(port)
