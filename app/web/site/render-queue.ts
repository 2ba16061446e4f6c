import pLimit from 'p-limit'

/** Pages rendered at the same time; more would only make each other slower. */
const mostAtOnce = 8
/** Requests that wait for their turn. */
const mostWaiting = 100
/** Flyers that are drawn and that wait: each takes as long as a dozen pages. */
const mostFlyers = { atOnce: 1, waiting: 10 }

/** Too many requests wait for a page; the server answers 503. */
export class TooManyWaiting extends Error {}

/** Renders a bounded number of pages at a time. @throws TooManyWaiting, without calling `render` */
export type RenderQueue = <Page>(path: string, render: () => Promise<Page>) => Promise<Page>

/** Flyers have a small share of it, so that nobody who looks for something waits for them. */
export function openRenderQueue(): RenderQueue {
  const pages = bounded(mostAtOnce, mostWaiting)
  const flyers = bounded(mostFlyers.atOnce, mostFlyers.waiting)
  return (path, render) => (path.endsWith('/flyer.pdf') ? flyers(() => pages(render)) : pages(render))
}

function bounded(atOnce: number, waiting: number) {
  const limit = pLimit(atOnce)
  return async <Page>(render: () => Promise<Page>): Promise<Page> => {
    if (limit.pendingCount >= waiting) throw new TooManyWaiting('too many requests wait for a page')
    return limit(render)
  }
}
