import type { HeadersFunction } from '@remix-run/node'

/**
 * Headers for pages that also accept posts: the loader's, or the action's if it sets `retry-after`. Only pages answered
 * to a GET are cached; the answer to a post belongs to one person.
 */
export const answerHeaders: HeadersFunction = ({ loaderHeaders, actionHeaders, errorHeaders }) =>
  errorHeaders ?? (actionHeaders.has('retry-after') ? actionHeaders : loaderHeaders)

/**
 * For a page whose form carries an id made with it: the reader's own browser keeps it for the way back, so that a button
 * pressed a second time is the same act. The form posts to `paths.tell`. A reload, and every link, asks again.
 */
export const keptByBrowser = { headers: { 'cache-control': 'private, no-cache' } }
