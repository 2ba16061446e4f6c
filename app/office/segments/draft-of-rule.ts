import type { Act, Fact, FieldFact, SegmentRule } from '~/messages/segments/segment-rule'
import { asked, type ConditionKind, type DraftCondition, type DraftGroup, type DraftPart } from './rule-draft'

/** A saved rule, to go on building. @param placeNames what its cities are called, by id */
export function draftOfRule(rule: SegmentRule, placeNames: ReadonlyMap<string, string>): DraftGroup {
  const part = partOf(rule, placeNames)
  return 'joins' in part ? part : { joins: 'all', parts: [part] }
}

function partOf(rule: SegmentRule, placeNames: ReadonlyMap<string, string>): DraftPart {
  const inside = (parts: SegmentRule[]) => parts.map((part) => partOf(part, placeNames))
  if ('all' in rule) return { joins: 'all', parts: inside(rule.all) }
  if ('any' in rule) return { joins: 'any', parts: inside(rule.any) }
  if ('fact' in rule) return conditionOf(rule, placeNames)
  if ('any' in rule.not) return { joins: 'none', parts: inside(rule.not.any) }
  if ('fact' in rule.not) return { ...conditionOf(rule.not, placeNames), isNot: true }
  return { joins: 'none', parts: [partOf(rule.not, placeNames)] }
}

function conditionOf(fact: Fact, placeNames: ReadonlyMap<string, string>): DraftCondition {
  const condition = (kind: ConditionKind, values: DraftCondition['values']): DraftCondition => ({
    kind,
    isNot: false,
    values: asked(kind, values),
  })
  switch (fact.fact) {
    case 'campaign':
    case 'county':
      return condition(fact.fact, { [fact.fact]: fact.id })
    case 'state':
      return condition('state', { state: fact.state })
    case 'zip':
      return condition('zip', { zips: fact.zips.join(', ') })
    case 'place':
      return condition('place', { place: placeNames.get(fact.id) ?? '' })
    case 'language':
      return condition('language', { language: fact.language })
    case 'channel':
      return condition('channel', { channel: fact.channel })
    case 'tag':
      return condition('tag', { tag: fact.tag })
    case 'did':
      return condition(kindOfAct(fact.act), {
        ...('petition' in fact && fact.petition ? { petition: fact.petition } : {}),
        ...('action' in fact && fact.action ? { action: fact.action } : {}),
        ...('outcome' in fact && fact.outcome ? { outcome: fact.outcome } : {}),
        ...('broadcast' in fact && fact.broadcast ? { broadcast: fact.broadcast } : {}),
        days: fact.withinDays === undefined ? '' : String(fact.withinDays),
      })
    case 'customField': {
      const { field, is, value }: FieldFact = fact
      return condition('field', { field, is, value })
    }
  }
}

/** The acts are kinds of conditions by the same names. */
function kindOfAct(act: Act): ConditionKind {
  return act
}
