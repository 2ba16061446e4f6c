/** Which threads the inbox shows; its address says so. */
export const threadViews = ['waiting', 'mine', 'handled'] as const
export type ThreadView = (typeof threadViews)[number]
