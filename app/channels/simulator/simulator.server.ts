import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Answer, byHand } from './by-hand.server'
import { type Calls, openCalls } from './calls.server'
import type { Site } from './post-webhook'
import { callJson } from './simulated-call'
import { openTexts, type Texts, textJson } from './texts.server'

/** Simulator settings. */
export interface SimulatorOptions {
  /** 0: any free port. */
  port: number
  account: { accountSid: string; from: string }
  site: Site
  /** Where outgoing texts are kept; null: nowhere. */
  dataDir: string | null
  /** 1 = real time; tests use less. */
  pace?: number
}

/** The simulated provider on this machine. */
export interface Simulator {
  url: string
  texts: Texts
  calls: Calls
  stop(): Promise<void>
}

interface Asked {
  method: string
  path: string
  query: URLSearchParams
  fields: Record<string, string>
}

/**
 * Starts a simulated provider: it speaks Twilio's REST API on loopback, sends real signed webhooks, follows TwiML, and
 * rings only the phone at `/dev/phone`. Development, tests and the demo all use it.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 */
export async function startSimulator({ port, account, site, dataDir, pace = 1 }: SimulatorOptions): Promise<Simulator> {
  const texts = openTexts(site, account, dataDir)
  const calls = openCalls(site, account, pace)
  const secret = Buffer.from(`${account.accountSid}:${site.authToken}`).toString('base64')
  const base = `/2010-04-01/Accounts/${account.accountSid}`

  async function answer({ method, path, query, fields }: Asked): Promise<Answer> {
    if (path.startsWith('/simulator/'))
      return byHand(path, method === 'GET' ? Object.fromEntries(query) : fields, texts, calls)
    const rest = path.startsWith(base) ? path.slice(base.length) : null
    const sid = rest && /^\/(?:Messages|Calls)\/((?:SM|CA)[0-9a-f]{32})\.json$/.exec(rest)?.[1]
    if (rest === '/Messages.json' && method === 'POST') return texts.create(fields)
    if (rest === '/Messages.json')
      return {
        status: 200,
        body: page(
          'messages',
          listed(texts.all, query).map((text) => textJson(text, account.accountSid)),
          path,
        ),
      }
    if (rest === '/Calls.json' && method === 'POST') return calls.create(fields)
    if (rest === '/Calls.json')
      return {
        status: 200,
        body: page(
          'calls',
          listed(calls.all, query).map((call) => callJson(call, account.accountSid)),
          path,
        ),
      }
    if (sid && method === 'DELETE') return { status: drop(texts.all, sid) || drop(calls.all, sid) ? 204 : 404 }
    const text = texts.all.find((one) => one.sid === sid)
    const call = calls.all.find((one) => one.sid === sid)
    if (call && method === 'POST') return calls.update(call.sid, fields)
    if (text) return { status: 200, body: textJson(text, account.accountSid) }
    if (call) return { status: 200, body: callJson(call, account.accountSid) }
    return { status: 404, body: { code: 20404, message: 'not found', status: 404 } }
  }

  const server = http.createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator')
      if (request.headers.authorization !== `Basic ${secret}`)
        return void response.writeHead(401, { 'content-type': 'application/json' }).end('{"code":20003,"status":401}')
      answer({
        method: request.method ?? 'GET',
        path: pathname,
        query: searchParams,
        fields: Object.fromEntries(new URLSearchParams(body)),
      }).then(
        (given) => {
          if (given === 'hang-up') return void response.destroy()
          response.writeHead(given.status, {
            'content-type': 'application/json',
            ...(given.retryAfter === undefined ? {} : { 'retry-after': String(given.retryAfter) }),
          })
          response.end(given.body === undefined ? '' : JSON.stringify(given.body))
        },
        (error: unknown) => response.writeHead(500).end(String(error)),
      )
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    texts,
    calls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function listed<One extends { from: string; to: string; at: Date }>(all: One[], query: URLSearchParams): One[] {
  const since = query.get('DateSent>') ?? query.get('StartTime>')
  return all
    .filter(
      ({ from, to, at }) =>
        (!query.has('To') || query.get('To') === to) &&
        (!query.has('From') || query.get('From') === from) &&
        (!since || at >= new Date(since.slice(0, 10))),
    )
    .slice(-1_000)
    .reverse()
}

/** A list as the REST API returns it; there is only one page. */
function page(name: string, items: unknown[], uri: string) {
  return {
    [name]: items,
    page: 0,
    page_size: 1_000,
    start: 0,
    end: items.length,
    uri,
    first_page_uri: uri,
    next_page_uri: null,
    previous_page_uri: null,
  }
}

function drop(all: { sid: string }[], sid: string): boolean {
  const at = all.findIndex((one) => one.sid === sid)
  if (at >= 0) all.splice(at, 1)
  return at >= 0
}
