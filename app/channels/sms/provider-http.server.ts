import http from 'node:http'
import https from 'node:https'
import { stringify } from 'node:querystring'
import twilio from 'twilio'

type Request = Parameters<twilio.RequestClient['request']>[0]
type Answer = Awaited<ReturnType<twilio.RequestClient['request']>>

/** Most concurrent requests; the rest wait for a connection. */
const mostAtOnce = 100

/**
 * HTTP transport for the provider's client. The client's own transport costs more than everything else in sending a
 * text; this one uses Node's, with keep-alive connections.
 *
 * @param apiUrl base URL to use instead of the provider's, or null
 * @param patience milliseconds to wait for an answer
 * @see https://www.twilio.com/docs/libraries/node/custom-http-clients-node
 */
export function providerHttp(apiUrl: string | null, patience: number): twilio.RequestClient {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: mostAtOnce }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: mostAtOnce }),
  }
  const client = new twilio.RequestClient({ timeout: patience })
  const originOf = remembering((origin) => new URL(origin))
  const loginOf = remembering((login) => `Basic ${Buffer.from(login).toString('base64')}`)
  client.request = async <TData>(options: Request) => {
    const start = options.uri.indexOf('/', 'https://'.length)
    const { protocol, hostname, port, host, pathname } = originOf(apiUrl ?? options.uri.slice(0, start))
    const asked = fieldsOf(options.params)
    const body = fieldsOf(options.data)
    const headers = {
      ...(options.headers as Record<string, string>),
      authorization: loginOf(`${options.username}:${options.password}`),
      ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
      host,
    }
    const path =
      (pathname === '/' ? '' : pathname.replace(/\/$/, '')) + options.uri.slice(start) + (asked && `?${asked}`)
    const isPlain = protocol === 'http:'
    const answer = await ask(
      (isPlain ? http : https).request({
        agent: agents[isPlain ? 'http:' : 'https:'],
        method: options.method,
        hostname,
        port,
        path,
        headers,
      }),
      body,
      patience,
    )
    return answer as Answer & { body: TData }
  }
  return client
}

/** Caches a function of a string, for a handful of different strings. */
function remembering<Result>(make: (text: string) => Result): (text: string) => Result {
  const made = new Map<string, Result>()
  return (text) => {
    let one = made.get(text)
    if (one === undefined) made.set(text, (one = make(text)))
    return one
  }
}

/** Encodes as a form; an array becomes a repeated field. */
function fieldsOf(given: unknown): string {
  const said = Object.entries((given ?? {}) as Record<string, unknown>).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  return stringify(
    Object.fromEntries(said.map(([name, value]) => [name, Array.isArray(value) ? value.map(String) : String(value)])),
  )
}

/** @throws the socket's error, or ETIMEDOUT; the request may have been carried out all the same */
function ask(
  request: http.ClientRequest,
  body: string,
  patience: number,
): Promise<{ statusCode: number; body: unknown; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })),
      patience,
    )
    const fail = (error: unknown) => {
      clearTimeout(timer)
      reject(error as Error)
    }
    request.on('error', fail).on('response', (response) => {
      let text = ''
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (text += chunk))
        .on('error', fail)
        .on('end', () => {
          clearTimeout(timer)
          resolve({ statusCode: response.statusCode!, body: read(text), headers: response.headers })
        })
    })
    request.end(body)
  })
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
