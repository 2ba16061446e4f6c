/** Possible outcomes of a call. */
export const callOutcomes = ['spoke', 'voicemail', 'voicemail-full', 'busy', 'no-answer', 'wrong-number'] as const

export type CallOutcome = (typeof callOutcomes)[number]
