import { findPersonal } from '~/campaigns/library/personal-patterns'

const refusals = { 'a-number': 'holdsANumber', ssn: 'holdsSsn', card: 'holdsCard' } as const

/**
 * Why a text about a person must not be kept: a key under `site.errors`, or null. Numbers that could hurt somebody are
 * found as in documents that are published.
 */
export function refusedNumber(text: string): (typeof refusals)[keyof typeof refusals] | null {
  for (const { kind } of findPersonal(null, text)) if (kind in refusals) return refusals[kind as keyof typeof refusals]
  return null
}
