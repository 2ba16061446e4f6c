import { readFileSync } from 'node:fs'
import http from 'node:http'
import net from 'node:net'
import { Secret, TOTP } from 'otpauth'
import type { RunningSite } from './running-site'

/** A browser signed in to the office of a running site. */
export interface Browser {
  headers: Record<string, string>
  post(path: string, fields: Record<string, string> | FormData): Promise<Response>
  read(path: string): Promise<string>
}

/** Joins as the first owner, with a password. */
export async function comeIn(site: RunningSite): Promise<Browser> {
  const headers: Record<string, string> = { origin: site.officeUrl }
  const post = (path: string, fields: Record<string, string> | FormData) =>
    fetch(`${site.officeUrl}${path}`, {
      method: 'POST',
      headers,
      body: fields instanceof FormData ? fields : new URLSearchParams(fields),
      redirect: 'manual',
    })
  const read = async (path: string) => (await fetch(`${site.officeUrl}${path}`, { headers })).text()
  const link = new URL(site.ownerLink()).pathname
  const secret = /name="secret" value="([A-Z2-7]{32})"/.exec(await read(link))![1]!
  const joined = await post(link, {
    intent: 'password',
    name: 'Omar Reyes',
    email: 'omar@example.org',
    password: 'maiz frijol calabaza chile',
    secret,
    code: new TOTP({ secret: Secret.fromBase32(secret) }).generate(),
  })
  headers.cookie = joined.headers.get('set-cookie')!.split(';')[0]!
  return { headers, post, read }
}

/** Memory of a process in bytes: current and peak. */
export function memoryOf(pid: number): { now: number; most: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1')
  const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)![1]) * 1024
  return { now: of('VmRSS'), most: of('VmHWM') }
}

/** How a server responded while it was probed repeatedly. */
export interface Probed {
  answers: number
  /** Milliseconds of the slowest response; not meaningful on a busy machine. */
  slowest: number
  /** Maximum milliseconds its main thread worked between request and response; nobody else was served meanwhile. */
  busiest: number
}

/**
 * Milliseconds for which a server may work on one thing. On an idle machine it is 50 at most; on a busy one the same work
 * takes many times as long, and what a server must not do itself, such as unfolding a bomb, takes tens of seconds.
 */
export const mostAtAStretch = 1_000

/** Probes a server repeatedly. @returns a function that stops it */
export function probe(url: string, pid: number): () => Promise<Probed> {
  const agent = new http.Agent({ keepAlive: true })
  const probed: Probed = { answers: 0, slowest: 0, busiest: 0 }
  let isOver = false
  const ask = () =>
    new Promise<void>((resolve, reject) =>
      http.get(url, { agent }, (answer) => answer.resume().once('end', resolve)).once('error', reject),
    )
  const asking = (async () => {
    while (!isOver) {
      const [since, worked] = [performance.now(), workOf(pid)]
      await ask()
      probed.answers += 1
      probed.slowest = Math.max(probed.slowest, performance.now() - since)
      probed.busiest = Math.max(probed.busiest, workOf(pid) - worked)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })()
  asking.catch(() => {})
  return async () => {
    isOver = true
    await asking.finally(() => agent.destroy())
    return probed
  }
}

/** CPU time of a process's main thread, in milliseconds. */
function workOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'latin1').split(' ')[0]) / 1e6
}

/** A server's response to a raw request. */
export interface RawAnswer {
  head: string
  text: string
  /** Bytes of the body sent before the server closed the connection. */
  sent: number
  isClosed: boolean
}

/**
 * Sends a head, then bytes until the connection closes, without waiting for a response first.
 *
 * @param length bytes of the body
 * @param signal closes the connection
 */
export function sendRaw(
  url: string,
  head: string,
  { length, signal }: { length: number; signal?: AbortSignal },
): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = net.connect({ port: Number(port), host: hostname, signal })
    const chunk = Buffer.alloc(64 * 1024, 'x')
    let answer = ''
    let sent = 0
    const send = () => {
      while (sent < length && socket.writable) {
        const piece = chunk.subarray(0, length - sent)
        sent += piece.length
        if (!socket.write(piece)) return
      }
    }
    socket.on('connect', () => {
      socket.write(`${head.trimEnd().replaceAll('\n', '\r\n')}\r\n\r\n`)
      send()
    })
    socket.on('drain', send)
    socket.on('data', (bytes) => (answer += bytes))
    socket.on('error', () => {})
    socket.on('close', () => {
      const [first = '', ...rest] = answer.split('\r\n\r\n')
      resolve({ head: first, text: rest.join('\r\n\r\n'), sent, isClosed: true })
    })
  })
}
