import pLimit from 'p-limit'

/** Pages rendered at the same time; more would only make each other slower. */
const mostAtOnce = 8
/** Requests that wait for their turn. */
const mostWaiting = 100

/** Too many requests wait for a page; the server answers 503. */
export class TooManyWaiting extends Error {}

/** Renders a bounded number of pages at a time. @throws TooManyWaiting, without calling `render` */
export type RenderQueue = <Page>(render: () => Promise<Page>) => Promise<Page>

export function openRenderQueue(): RenderQueue {
  const limit = pLimit(mostAtOnce)
  return async (render) => {
    if (limit.pendingCount >= mostWaiting) throw new TooManyWaiting('too many requests wait for a page')
    return limit(render)
  }
}
