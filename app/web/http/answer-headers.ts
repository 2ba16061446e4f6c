import type { HeadersFunction } from '@remix-run/node'

/**
 * The headers of a page that also takes something in: those it was read with, and `retry-after` where it was refused.
 * After a post the page is one person's; only a page that was read is kept for all.
 */
export const answerHeaders: HeadersFunction = ({ loaderHeaders, actionHeaders, errorHeaders }) =>
  errorHeaders ?? (actionHeaders.has('retry-after') ? actionHeaders : loaderHeaders)
