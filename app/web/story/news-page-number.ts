/** Pages of news that can be turned to. */
export const mostPages = 50

/** The number of a page of news in a query; anything else is the first. */
export function newsPageNumber(query: URLSearchParams): number {
  const given = query.get('page') ?? ''
  return /^[1-9]\d?$/.test(given) ? Math.min(Number(given), mostPages) : 1
}
