import { stringify } from 'csv-stringify/sync'
import { type RosterField, rosterFields } from './roster-fields'

const example: Partial<Record<RosterField, string>> = {
  name: 'Ida Vance',
  role: 'sheriff',
  title: 'Sheriff',
  organization: 'Saguaro County Sheriff’s Office',
  state: 'AZ',
  county: 'Saguaro County',
  started_on: '2025-01-06',
  term_ends_on: '2029-01-01',
  phone: '(602) 555-0141 x2; (602) 555-0140',
  email: 'sheriff.vance@example.org',
  address: '100 Example Street, Saguaro, AZ',
  source_url: 'https://example.org/saguaro/officials',
  checked_on: '2026-11-24',
}

/** Our own CSV format: every heading and one fictional line. Documented in docs/officials-csv.md. */
export function rosterTemplate(): string {
  return stringify([[...rosterFields], rosterFields.map((field) => example[field] ?? '')], {
    bom: true,
    record_delimiter: '\r\n',
  })
}
