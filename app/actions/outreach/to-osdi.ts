import { utcDay } from '#db/utc-day'
import type { Target } from '~/officials/posts/target'

/** The public part of an outreach; nothing that identifies the person. */
export interface PublicOutreach {
  id: string
  /** `OutreachKind.osdiType` of its channel. */
  type: string
  outcome: string
  source: string
  durationSeconds: number | null
  doneAt: Date
}

/**
 * An outreach in OSDI form, with only the day of its time.
 *
 * @param websiteUrl the action's page
 * @see https://opensupporter.github.io/osdi-docs/outreaches.html
 */
export function toOsdi(outreach: PublicOutreach, target: OsdiTargetFacts, websiteUrl: string) {
  return {
    identifiers: [`firme:${outreach.id}`],
    type: outreach.type,
    action_date: `${utcDay(outreach.doneAt)}T00:00:00Z`,
    duration: outreach.durationSeconds,
    targets: [osdiTarget(target)],
    referrer_data: { source: outreach.source, website: websiteUrl },
    'firme:outcome': outreach.outcome,
  }
}

/** The part of a target that is published. */
export type OsdiTargetFacts = Pick<Target, 'title' | 'divisionId' | 'organization' | 'holder'>

/** A target in OSDI form, with the OCD id of the division that the post represents. */
export function osdiTarget({ title, divisionId, organization, holder }: OsdiTargetFacts) {
  return { title, organization: organization.name, ...(holder ? { name: holder.name } : {}), ocdid: divisionId }
}
