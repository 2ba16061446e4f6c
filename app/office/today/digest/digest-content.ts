import type { Bilingual } from '~/i18n/language'

/** What of a day's needs the daily digest counts; also keys under `digest.needs`. */
export const digestNeeds = ['cries', 'inbox', 'held', 'comments', 'requests', 'stale'] as const

/** What a daily digest says. It names nobody who signed. */
export interface DigestContent {
  needs: Record<(typeof digestNeeds)[number], number>
  /** Signatures that were confirmed yesterday, in the reader's zone, whenever they were signed; private ones too. */
  signatures: number
  /** Calls, letters and texts of yesterday, by kind. */
  outreach: Record<string, number>
  /** Reached since the digest before. */
  goals: { title: Bilingual; goal: number }[]
}

/** Whether there is nothing to say: then no mail is sent. Officials to check wait for weeks, and are no reason for one. */
export function isEmpty({ needs, signatures, outreach, goals }: DigestContent): boolean {
  const { stale: _, ...pressing } = needs
  const counts = [...Object.values(pressing), signatures, ...Object.values(outreach), goals.length]
  return counts.every((count) => count === 0)
}
