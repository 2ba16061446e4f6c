/** What can come of a letter. */
export const letterOutcomes = ['sent', 'refused', 'bounced', 'own-mail', 'printed'] as const

export type LetterOutcome = (typeof letterOutcomes)[number]
