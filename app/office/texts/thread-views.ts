/** Which threads the inbox shows; its address says so. */
export const threadViews = ['waiting', 'mine', 'handled'] as const
export type ThreadView = (typeof threadViews)[number]

export const threadsOnPage = 50

/** How many pages so many threads take; 1 for none. */
export function pagesOfThreads(count: number): number {
  return Math.max(1, Math.ceil(count / threadsOnPage))
}
