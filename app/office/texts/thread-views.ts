/** Which threads the inbox shows; its address says so. */
export const threadViews = ['waiting', 'mine', 'snoozed', 'handled'] as const
export type ThreadView = (typeof threadViews)[number]
