/** For how many days a thread can be put off. */
export const snoozeDays = [1, 3, 7] as const
