/** Fields by which the list of signers, and an export of it, can be filtered. */
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

/** What can be done to many people at once. */
export const bulkKinds = ['tag', 'untag', 'erase', 'export'] as const
