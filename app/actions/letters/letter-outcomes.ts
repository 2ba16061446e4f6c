/** What can come of a letter. */
export const letterOutcomes = ['sent', 'refused', 'bounced', 'own-mail', 'printed'] as const

export type LetterOutcome = (typeof letterOutcomes)[number]

/** Those with which it has left, and has not come back. */
export const countedLetters: readonly LetterOutcome[] = ['sent', 'own-mail', 'printed']
