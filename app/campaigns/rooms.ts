/** The pages of a campaign besides its home, in the order in which they are offered. */
export const rooms = ['timeline', 'cases', 'documents', 'localities', 'news', 'meetings'] as const
export type Room = (typeof rooms)[number]
