import { utcDay } from '#db/utc-day'
import type { Target } from '~/officials/posts/target'

/** What an outreach is made public of: nothing that leads to whoever made it. */
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
 * An outreach as the Open Supporter Data Interface has it; of the time only the day is told.
 *
 * @param websiteUrl where the action stands
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

/** What a target is described by. */
export type OsdiTargetFacts = Pick<Target, 'title' | 'divisionId' | 'organization' | 'holder'>

/** Whom an action reaches, as the Open Supporter Data Interface has it, with the Open Civic Data id of what the post stands for. */
export function osdiTarget({ title, divisionId, organization, holder }: OsdiTargetFacts) {
  return { title, organization: organization.name, ...(holder ? { name: holder.name } : {}), ocdid: divisionId }
}
