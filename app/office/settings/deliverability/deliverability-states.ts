import type { RegistrationState } from '#db/schema-returns'

/** What was just done; keys under `office.deliverability.done`. */
export const deliverabilityDone = ['checking', 'saved', 'undone', 'wanted'] as const
export type DeliverabilityDone = (typeof deliverabilityDone)[number]

/** How far a registration with carriers has come. */
export const registrationStates = ['none', 'pending', 'approved', 'rejected'] as const satisfies RegistrationState[]
