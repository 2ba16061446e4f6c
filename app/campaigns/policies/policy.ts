import type { DivisionKind } from '#db/schema-officials'
import type { PartialDay } from '#db/schema-story'
import type { Bilingual } from '~/i18n/language'

/** What a 287(g) agreement lets local officers do, as ICE names it. */
export const models = ['jail-enforcement', 'warrant-service', 'task-force'] as const
export type Model = (typeof models)[number]

/** The kind whose policies have a model. */
export const agreementKind = '287g-signed'

type Effect = 'limits' | 'helps' | 'barred'

/** What a locality can decide; the table `policy_kind`. */
export interface PolicyKind {
  key: string
  name: Bilingual
  meaning: Bilingual
  effect: Effect
}

/** Where a policy stands on a day: `maybe` when its dates are not exact enough to say. */
export type Standing = 'yes' | 'maybe' | 'no'

/** A policy's dates, as exact as they are known. */
export interface PolicyDates {
  adoptedOn: PartialDay | null
  endedOn: PartialDay | null
  /** The day is that of a list which had it: it was adopted then or before. */
  adoptedNoLater: boolean
  endedNoLater: boolean
  /** When somebody last saw it in force, if it has not ended. */
  checkedOn: string
}

/** One policy with its place. */
export interface Policy extends PolicyDates {
  id: string
  kind: string
  effect: Effect
  place: {
    id: string
    name: string
    kind: DivisionKind
    slug: string
    state: string | null
    geoid: string | null
  }
  agency: string
  model: Model | ''
  note: Bilingual
  sourceUrl: string
  sourceTitle: string
}

/** The first day a date may mean; 2014 begins on 2014-01-01. */
export function firstDay(day: PartialDay): string {
  return day + '-01-01'.slice(day.length - 4)
}

/** The last day a date may mean; 2014 is over on 2014-12-31. Of a month, the 31st: it is only compared with days. */
export function lastDay(day: PartialDay): string {
  return day + '-12-31'.slice(day.length - 4)
}

/** Whether a policy was over on a day for certain. @param day YYYY-MM-DD */
export function hasEnded({ endedOn }: Pick<PolicyDates, 'endedOn'>, day: string): boolean {
  return endedOn !== null && lastDay(endedOn) <= day
}

/**
 * Whether a policy was in force on a day. One adopted in 2014 was in force on every day of 2015, and may have been on a
 * day of 2014. One whose day of adoption is unknown was certainly in force once somebody had seen it.
 *
 * @param day YYYY-MM-DD
 */
export function standingOn(policy: PolicyDates, day: string): Standing {
  const { adoptedOn, endedOn, adoptedNoLater, endedNoLater, checkedOn } = policy
  if (hasEnded(policy, day)) return 'no'
  if (adoptedOn !== null && firstDay(adoptedOn) > day) return adoptedNoLater ? 'maybe' : 'no'
  const hasBegun = adoptedOn === null ? checkedOn <= day : lastDay(adoptedOn) <= day
  // Somebody saw it on `checkedOn`; for a list's policy that ended between two lists, that is the last that had it.
  const mayHaveEnded = endedOn !== null && (endedNoLater ? checkedOn < day : firstDay(endedOn) <= day)
  return hasBegun && !mayHaveEnded ? 'yes' : 'maybe'
}
