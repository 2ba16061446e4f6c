// Service worker of the kiosk, served as `/kiosk-worker.js`. It keeps one kiosk page, its script and its font, so that a
// tablet can load the page again without network. What people type is kept sealed by the page itself, never here.

/** What it uses of a service worker's global scope, whose types cannot stand beside those of pages. */
interface WorkerScope {
  registration: { scope: string }
  skipWaiting(): Promise<void>
  clients: { claim(): Promise<void> }
  addEventListener(
    type: 'install' | 'activate',
    listen: (event: { waitUntil(work: Promise<unknown>): void }) => void,
  ): void
  addEventListener(type: 'fetch', listen: (event: FetchAsked) => void): void
}
interface FetchAsked {
  request: Request
  respondWith(answer: Promise<Response>): void
  waitUntil(work: Promise<unknown>): void
}

const worker = self as unknown as WorkerScope
/** The page: registrations are made for its path alone. */
const page = worker.registration.scope
const kept = `kiosk ${page}`

worker.addEventListener('install', (event) =>
  event.waitUntil(
    fetch(page)
      .then(keep)
      .then(() => worker.skipWaiting()),
  ),
)
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()))
worker.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  if (request.mode === 'navigate') event.respondWith(newest(event))
  else event.respondWith(caches.open(kept).then(async (cache) => (await cache.match(request)) ?? fetch(request)))
})

/** The page as the site has it now, or else as it was last time: without network, or while the site cannot answer. */
async function newest(event: FetchAsked): Promise<Response> {
  const { request } = event
  const answer = await fetch(request).catch(() => null)
  if (answer && answer.status !== 429 && answer.status < 500) {
    // With an address of its own it says something of the person before.
    if (request.url === page) event.waitUntil(keep(answer.clone()))
    return answer
  }
  return (await (await caches.open(kept)).match(page)) ?? answer ?? Response.error()
}

/** Keeps the page and the files that it names, and nothing older. A petition that takes no signatures keeps nothing. */
async function keep(answer: Response): Promise<void> {
  const isGone = answer.status === 404 || answer.status === 410
  if (!answer.ok && !isGone) return
  const cache = await caches.open(kept)
  const html = answer.ok ? await answer.clone().text() : ''
  const files = [...html.matchAll(/(?: src="|url\("?)(\/[^"')]+)/g)].map(([, path]) => String(new URL(path!, page)))
  const wanted = answer.ok ? [page, ...files] : []
  if (answer.ok) {
    await cache.put(page, answer)
    for (const file of files) if (!(await cache.match(file))) await cache.add(file)
  }
  for (const { url } of await cache.keys()) if (!wanted.includes(url)) await cache.delete(url)
}

export {}
