/** What can come of a text action. Where an office takes no texts a letter carries it, which may come back. */
export const textOutcomes = ['sent', 'delivered', 'failed', 'own-phone', 'refused', 'bounced'] as const

/** Those with which it has left, and has not come back. */
export const countedTexts: readonly (typeof textOutcomes)[number][] = ['sent', 'delivered', 'own-phone']
