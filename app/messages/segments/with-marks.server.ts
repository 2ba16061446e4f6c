import { sql } from 'kysely'
import type { Db } from '#db/client'
import { zipMark } from '~/vault/blind-index.server'
import type { Keyring } from '~/vault/keyring'
import { type Fact, factsOf, type SegmentRule } from './segment-rule'

/**
 * A rule with the marks of its ZIPs and cities, which finding people by them takes: their ZIPs are sealed. Saved with the
 * rule, so that only who has the keyring can ask.
 */
export async function withMarks(db: Db, keyring: Keyring, rule: SegmentRule): Promise<SegmentRule> {
  const places = factsOf(rule).flatMap((fact) => (fact.fact === 'place' ? [fact.id] : []))
  const zips = await zipsOfPlaces(db, places)
  const marked = (fact: Fact): Fact => {
    const found = fact.fact === 'zip' ? fact.zips : fact.fact === 'place' ? (zips.get(fact.id) ?? []) : null
    if (!found || (fact.fact !== 'zip' && fact.fact !== 'place')) return fact
    return { ...fact, marks: [...new Set(found)].map((zip) => zipMark(keyring, zip)) }
  }
  return changeFacts(rule, marked)
}

/** ZIPs whose mail goes to a city of this name. */
async function zipsOfPlaces(db: Db, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; zips: string[] }>`
    select division.id, array_agg(zip_code.zip) as zips from division
    join zip_code on zip_code.state = division.state and lower(zip_code.city) = lower(division.name)
    where division.id = any(${ids}::text[]) and division.kind = 'place' group by division.id
  `.execute(db)
  return new Map(rows.map(({ id, zips }) => [id, zips]))
}

function changeFacts(rule: SegmentRule, change: (fact: Fact) => Fact): SegmentRule {
  if ('all' in rule) return { all: rule.all.map((part) => changeFacts(part, change)) }
  if ('any' in rule) return { any: rule.any.map((part) => changeFacts(part, change)) }
  if ('not' in rule) return { not: changeFacts(rule.not, change) }
  return change(rule)
}
