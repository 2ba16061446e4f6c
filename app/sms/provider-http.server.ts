import http from 'node:http'
import https from 'node:https'
import twilio from 'twilio'

type Request = Parameters<twilio.RequestClient['request']>[0]
type Answer = Awaited<ReturnType<twilio.RequestClient['request']>>

/** Most requests under way at once; the rest wait for a connection. */
const mostAtOnce = 100

/**
 * Carries the requests of the provider's client. Its own carrier costs more than all the rest of a text; this one is
 * node's, with connections that are kept.
 *
 * @param apiUrl where to ask instead of the provider, or null
 * @param patience milliseconds to wait for an answer
 * @see https://www.twilio.com/docs/libraries/node/custom-http-clients-node
 */
export function providerHttp(apiUrl: string | null, patience: number): twilio.RequestClient {
  const agents = { 'http:': new http.Agent({ keepAlive: true, maxSockets: mostAtOnce }), 'https:': new https.Agent({ keepAlive: true, maxSockets: mostAtOnce }) }
  const client = new twilio.RequestClient({ timeout: patience })
  client.request = async <TData>(options: Request) => {
    const url = new URL(apiUrl ? options.uri.replace(/^https:\/\/[^/]+/, apiUrl.replace(/\/+$/, '')) : options.uri)
    for (const [name, value] of fieldsOf(options.params)) url.searchParams.append(name, value)
    const body = options.data === undefined ? '' : new URLSearchParams(fieldsOf(options.data)).toString()
    const headers = { ...(options.headers as Record<string, string>), authorization: `Basic ${Buffer.from(`${options.username}:${options.password}`).toString('base64')}`, ...(body ? { 'content-length': String(Buffer.byteLength(body)) } : {}) }
    const protocol = url.protocol === 'http:' ? http : https
    const { host, pathname, search } = url
    const answer = await ask(protocol.request({ agent: agents[protocol === http ? 'http:' : 'https:'], method: options.method, hostname: url.hostname, port: url.port, path: pathname + search, headers: { ...headers, host } }), body, patience)
    return answer as Answer & { body: TData }
  }
  return client
}

/** A list stands for a field that comes several times. */
function fieldsOf(given: unknown): [string, string][] {
  return Object.entries((given ?? {}) as Record<string, unknown>).flatMap(([name, value]) => (value === undefined || value === null ? [] : [value].flat().map((one): [string, string] => [name, String(one)])))
}

/** @throws what the socket says, or ETIMEDOUT; what was asked may have been done all the same */
function ask(request: http.ClientRequest, body: string, patience: number): Promise<{ statusCode: number; body: unknown; headers: http.IncomingHttpHeaders }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => request.destroy(Object.assign(new Error('no answer in time'), { code: 'ETIMEDOUT' })), patience)
    const fail = (error: unknown) => {
      clearTimeout(timer)
      reject(error as Error)
    }
    request.on('error', fail).on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('error', fail).on('end', () => {
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
