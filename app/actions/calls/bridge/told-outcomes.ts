/** What somebody can tell on the page after we connected them. */
export const toldOutcomes = ['spoke', 'voicemail', 'no-answer', 'wrong-number', 'voicemail-full'] as const
