import { databaseRole, type ProcessRole } from '#db/grants'

/** The database that every test's own is a copy of: migrated, with states, counties, ZIPs and the demo campaign. */
export const templateDatabase = 'firme_template'
/** When its demo campaign was opened. */
export const templateTime = new Date('2026-11-24T18:00:00Z')
/** The keyring that its data is sealed under. */
export const templateKey = Buffer.alloc(32, 'firme tests')
/** Of the roles that web, office and worker have in the tests' server. */
export const rolePassword = 'of the tests'

/** The address of a test's database for a process's own role. */
export function urlOf(role: ProcessRole, url: string): string {
  const own = new URL(url)
  own.username = databaseRole(role)
  own.password = rolePassword
  return own.href
}
