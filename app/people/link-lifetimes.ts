const minute = 60 * 1000

/** How long after it was sent a link still opens the own page, and how long the page then stays open, in milliseconds. */
export const ownPageLifetime = 15 * minute

/** How long after signing a signature can still be confirmed, in milliseconds. */
export const confirmationLifetime = 7 * 24 * 60 * minute
