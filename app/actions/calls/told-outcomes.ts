/** What somebody can tell on a page about a call, whether they made it themselves or we connected them. */
export const toldOutcomes = ['spoke', 'voicemail', 'no-answer', 'wrong-number', 'voicemail-full'] as const
