/** By what the list of signers can be narrowed, and an export with it. */
export const signerFields = ['petition', 'language', 'state', 'source', 'area', 'day', 'consent'] as const
