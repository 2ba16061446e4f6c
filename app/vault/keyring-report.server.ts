import { hostname, userInfo } from 'node:os'
import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Unopened } from './keyring-words'

/** What a worker or office process found when it last checked the keyring, for processes that may not hold one. */
export interface KeyringReport {
  role: 'worker' | 'office'
  host: string
  is: 'open' | 'new' | Unopened
  /** Whether the process still holds the keyring in memory. */
  isHeld: boolean
  /** Whether only its owner can read the file. */
  isPrivate: boolean
  file: string
  user: string
}

/** Stores the result of a check. Uses the database's clock, since other machines read it. */
export async function reportKeyring(db: Db, found: Omit<KeyringReport, 'host' | 'user'>): Promise<void> {
  const report: KeyringReport = { ...found, host: hostname(), user: userName() }
  const job = `keyring ${report.role} ${report.host}`
  await sql`
    with gone as (delete from maintenance_run where job = ${job} or (job like 'keyring %' and ran_at < now() - interval '1 day'))
    insert into maintenance_run (job, ran_at, result) values (${job}, now(), ${JSON.stringify(report)}::jsonb)
  `.execute(db)
}

/** Recent reports, worst first. */
export async function readKeyringReports(db: Db): Promise<KeyringReport[]> {
  const { rows } = await sql<{ result: KeyringReport }>`
    select result from maintenance_run where job like 'keyring %' and ran_at > now() - interval '90 seconds' order by result ->> 'is' = 'open', result ->> 'isHeld', job
  `.execute(db)
  return rows.map(({ result }) => result)
}

/** The user running this process; the uid if it has no name. */
export function userName(): string {
  try {
    return userInfo().username
  } catch {
    return String(process.getuid?.() ?? '')
  }
}
