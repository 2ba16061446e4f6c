/** Possible outcomes of a text action. A letter carries it where an office takes no texts, and may be returned. */
export const textOutcomes = ['sent', 'delivered', 'failed', 'own-phone', 'refused', 'bounced'] as const

/** Outcomes in which it went out and was not returned. */
export const countedTexts: readonly (typeof textOutcomes)[number][] = ['sent', 'delivered', 'own-phone']
