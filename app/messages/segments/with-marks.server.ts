import type { Db } from '#db/client'
import { zipMark } from '~/vault/blind-index.server'
import type { Keyring } from '~/vault/keyring'
import { zipsOfCities } from './cities.server'
import { type Fact, factsOf, type SegmentRule } from './segment-rule'

/**
 * A rule with the marks of its ZIPs and cities, which finding people by them takes: their ZIPs are sealed. Saved with the
 * rule, so that only who has the keyring can ask.
 */
export async function withMarks(db: Db, keyring: Keyring, rule: SegmentRule): Promise<SegmentRule> {
  const places = factsOf(rule).flatMap((fact) => (fact.fact === 'place' ? [fact.id] : []))
  const zips = await zipsOfCities(db, places)
  const marked = (fact: Fact): Fact => {
    const found = fact.fact === 'zip' ? fact.zips : fact.fact === 'place' ? (zips.get(fact.id) ?? []) : null
    if (!found || (fact.fact !== 'zip' && fact.fact !== 'place')) return fact
    return { ...fact, marks: [...new Set(found)].map((zip) => zipMark(keyring, zip)) }
  }
  return changeFacts(rule, marked)
}

function changeFacts(rule: SegmentRule, change: (fact: Fact) => Fact): SegmentRule {
  if ('all' in rule) return { all: rule.all.map((part) => changeFacts(part, change)) }
  if ('any' in rule) return { any: rule.any.map((part) => changeFacts(part, change)) }
  if ('not' in rule) return { not: changeFacts(rule.not, change) }
  return change(rule)
}
