/** Possible outcomes of a letter. */
export const letterOutcomes = ['sent', 'refused', 'bounced', 'own-mail', 'printed'] as const

export type LetterOutcome = (typeof letterOutcomes)[number]

/** Outcomes in which the letter went out and was not returned. */
export const countedLetters: readonly LetterOutcome[] = ['sent', 'own-mail', 'printed']
