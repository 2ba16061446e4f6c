import type { Language } from '~/i18n/language'
import { paths } from '~/paths'
import type { Policy } from './policy'

/** A policy for other programs: dates as exact as they are known, and the ids of its place. */
export function policyAsJson(policy: Policy, publicUrl: string, lang: Language) {
  const { place } = policy
  return {
    id: policy.id,
    divisionId: place.id,
    geoid: place.geoid,
    place: place.name,
    state: place.state,
    page: publicUrl + paths.place(lang, place.slug),
    kind: policy.kind,
    effect: policy.effect,
    model: policy.model || null,
    agency: policy.agency || null,
    adoptedOn: policy.adoptedOn,
    /** Adopted on that day or before. */
    adoptedNoLater: policy.adoptedNoLater,
    endedOn: policy.endedOn,
    endedNoLater: policy.endedNoLater,
    note: policy.note,
    source: { url: policy.sourceUrl, title: policy.sourceTitle, checkedOn: policy.checkedOn },
  }
}
