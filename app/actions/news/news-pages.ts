/** The pages that have the form “Keep me posted”. A place is not kept: it would tell where somebody lives. */
const newsPages = ['campaigns', 'places', 'posted'] as const

export type NewsPage = (typeof newsPages)[number]

/** The page that a form came from, as it says itself. */
export function newsPage(said: string | undefined): NewsPage {
  return newsPages.find((page) => page === said) ?? 'posted'
}
