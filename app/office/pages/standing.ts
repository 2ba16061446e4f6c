/** How a page stands, beyond its state: one that is open may not be open yet, or no longer. In the order of the list. */
export const standings = ['open', 'changed', 'scheduled', 'draft', 'ended', 'closed', 'victory', 'archived'] as const
export type Standing = (typeof standings)[number]
