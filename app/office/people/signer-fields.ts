/** By what the list of signers can be narrowed, and an export with it. */
export const signerFields = [
  'petition',
  'language',
  'state',
  'source',
  'area',
  'county',
  'day',
  'consent',
  'tag',
  'people',
] as const

/** What may be done to many people at once. */
export const bulkKinds = ['tag', 'untag', 'erase', 'export'] as const
