import { afterAll, expect, test, vi } from 'vitest'

const page = 'https://firme.example.org/es/petitions/x/kiosk'
const kept = new Map<string, Response>()
const cache = {
  put: async (url: string, answer: Response) => void kept.set(url, answer),
  match: async (url: string) => kept.get(url)?.clone(),
  keys: async () => [...kept.keys()].map((url) => ({ url })),
  delete: async (url: string) => kept.delete(url),
}
const listeners = new Map<string, (event: object) => void>()
let answer: () => Promise<Response>

vi.stubGlobal('self', {
  registration: { scope: page },
  addEventListener: (type: string, listen: (event: object) => void) => listeners.set(type, listen),
})
vi.stubGlobal('caches', { open: async () => cache })
vi.stubGlobal('fetch', () => answer())
await import('~/actions/petitions/kiosk/kiosk-worker-script')
// Other files run in this process afterwards.
afterAll(() => vi.unstubAllGlobals())

/** What the tablet shows when the page is loaded while the site answers like this. */
async function shown(status: number | 'no network', text = ''): Promise<string> {
  answer = async () => {
    if (status === 'no network') throw new TypeError('Failed to fetch')
    return new Response(text, { status })
  }
  const waited: Promise<unknown>[] = []
  let response: Promise<Response> | undefined
  listeners.get('fetch')!({
    request: { method: 'GET', mode: 'navigate', url: page },
    respondWith: (given: Promise<Response>) => {
      response = given
    },
    waitUntil: (work: Promise<unknown>) => waited.push(work),
  })
  const said = await (await response!).text()
  await Promise.all(waited)
  return said
}

test.for(['no network', 429, 500, 503] as const)(
  'when the site answers %s, the tablet shows the kept page',
  async (status) => {
    await shown(200, 'Sign here')
    expect(await shown(status, 'Try again later')).toBe('Sign here')
    expect(await shown('no network')).toBe('Sign here')
  },
)

test('an answer that is none for the page is shown, and the page stays kept', async () => {
  await shown(200, 'Sign here')
  expect(await shown(403, 'Not from here')).toBe('Not from here')
  expect(await shown('no network')).toBe('Sign here')
})

test.for([404, 410])('when the site answers %i, the tablet keeps nothing', async (status) => {
  await shown(200, 'Sign here')
  expect(await shown(status, 'Gone')).toBe('Gone')
  expect(kept.size).toBe(0)
})
