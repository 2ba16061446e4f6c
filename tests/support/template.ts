/** The database that each test's own is copied from: migrated, with states, counties, ZIPs and the demo campaign. */
export const templateDatabase = 'firme_template'
/** When its demo campaign was opened. */
export const templateTime = new Date('2026-11-24T18:00:00Z')
/** The keyring that its data is sealed under. */
export const templateKey = Buffer.alloc(32, 'firme tests')
