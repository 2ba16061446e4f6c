import type { Keyring } from '~/vault/keyring'
import { fitsMac, rowMac } from '~/vault/row-mac.server'
import { sessionCookie, tokenOf } from './sessions.server'

/**
 * Query parameters that report what was just done, or refused. A crafted link could report something that never happened,
 * so they are read only with our MAC, in the session in which it happened. A test fails for a name that is missing here.
 */
export const saidNames: readonly string[] = [
  'added',
  'again',
  'back',
  'changed',
  'closed',
  'confirmed',
  'did',
  'done',
  'draft',
  'dropped',
  'forgotten',
  'known',
  'made',
  'moved',
  'opened',
  'pace',
  'published',
  'refused',
  'removed',
  'restored',
  'said',
  'saved',
  'shown',
  'taken',
  'unchanged',
  'undo',
  'undone',
  'vacant',
]

/** The parameter with the MAC. */
const proofName = 'ok'
/** As long as what was done can be undone. */
const goodForHours = 24
/** These redirect to an address taken from the request, which must not get our MAC. */
const leadsOn = /^\/office\/(sign-in|prove)$/
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

interface Browser {
  keyring: Keyring
  /** Of its session. */
  token: string
}

/** An address of the office that says what was done, with the proof that it was. Other addresses stay as they are. */
export function withProof(path: string, { keyring, token }: Browser, now: Date): string {
  const url = new URL(path, 'https://office')
  url.searchParams.delete(proofName)
  if (saysDone(url.searchParams).length === 0) return path
  const minute = Math.floor(now.getTime() / 60_000).toString(36)
  url.searchParams.set(proofName, `${minute}.${proofOf({ keyring, token }, url, minute).toString('base64url')}`)
  // Appended by hand, so that `?published` does not become `?published=`.
  const [before = '', hash] = path.split('#')
  return `${before}&${proofName}=${url.searchParams.get(proofName)}${hash === undefined ? '' : `#${hash}`}`
}

/** The request as its route may read it: without what it says was done, unless this browser has the proof of it. */
export function withoutUnproven(request: Request, keyring: Keyring | null, now: Date): Request {
  const url = new URL(request.url)
  const said = saysDone(url.searchParams)
  if (said.length === 0) return request
  // A form posts to the address of its page: what was done before is no news after it.
  if (request.method === 'POST' || !isProven(url, { keyring, token: tokenOf(request) }, now))
    for (const name of said) url.searchParams.delete(name)
  url.searchParams.delete(proofName)
  return new Request(url, request)
}

/** The answer to a form: where it leads to a page that says what was done, with the proof of that. */
export function proven(request: Request, answer: Response, keyring: Keyring | null, now: Date): Response {
  const location = answer.headers.get('location')
  if (request.method !== 'POST' || answer.status !== 303 || !location?.startsWith('/office') || !keyring) return answer
  if (leadsOn.test(new URL(request.url).pathname)) return answer
  // After signing in, the session is not the one that the request came with.
  const token = newToken(answer) ?? tokenOf(request)
  const said = token && withProof(location, { keyring, token }, now)
  if (!said || said === location) return answer
  const headers = new Headers(answer.headers)
  headers.set('location', said)
  return new Response(answer.body, { status: answer.status, headers })
}

/** A UUID names a row, which is looked up: it cannot report anything false. */
function saysDone(query: URLSearchParams): string[] {
  return saidNames.filter(
    (name) => query.has(name) && !((name === 'undo' || name === 'done') && uuid.test(query.get(name)!)),
  )
}

function isProven(url: URL, { keyring, token }: { keyring: Keyring | null; token: string | null }, now: Date): boolean {
  const [, minute, mac] = /^([\da-z]{1,9})\.([\w-]{43})$/.exec(url.searchParams.get(proofName) ?? '') ?? []
  if (!minute || !mac || !keyring || !token) return false
  const age = now.getTime() - Number.parseInt(minute, 36) * 60_000
  return (
    age < goodForHours * 3_600_000 && fitsMac(Buffer.from(mac, 'base64url'), proofOf({ keyring, token }, url, minute))
  )
}

function proofOf({ keyring, token }: Browser, { pathname, searchParams }: URL, minute: string): Buffer {
  const query = [...searchParams].filter(([name]) => name !== proofName).map(([name, value]) => `${name}=${value}`)
  return rowMac(keyring, 'said-done', [token, pathname, query.sort().join('&'), minute])
}

function newToken(answer: Response): string | null {
  const set = answer.headers.getSetCookie().find((cookie) => cookie.startsWith(`${sessionCookie}=`))
  return set ? tokenOf({ headers: new Headers({ cookie: set.split(';')[0]! }) }) : null
}
