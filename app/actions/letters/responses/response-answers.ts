/** What somebody can say about whether an office answered. */
export const responseAnswers = ['yes', 'no', 'not-sure'] as const
export type ResponseAnswer = (typeof responseAnswers)[number]

/** Days after the question within which it can be answered, and an answer changed. */
export const answerableDays = 60
