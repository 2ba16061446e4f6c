/** How a page stands, beyond its state: one that is open may not be open yet, or no longer. In the order of the list. */
export const standings = ['open', 'changed', 'scheduled', 'draft', 'ended', 'closed', 'victory', 'archived'] as const
export type Standing = (typeof standings)[number]

/** How something stands, and when it opens if that is still to come. */
export interface Stands {
  standing: Standing
  /** ISO 8601. */
  opensAt: string | null
  /** IANA; null: the usual one. */
  timeZone: string | null
}

/** How a petition or an action stands now; unpublished changes are not known here. */
export function standingOf(
  {
    state,
    opensAt,
    endsAt,
  }: { state: Exclude<Standing, 'changed' | 'scheduled' | 'ended'>; opensAt: Date | null; endsAt: (Date | null)[] },
  now: Date,
): Standing {
  if (state !== 'open') return state
  if (endsAt.some((at) => at !== null && at <= now)) return 'ended'
  return opensAt && opensAt > now ? 'scheduled' : 'open'
}
