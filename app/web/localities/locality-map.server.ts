import { type CountyOnMap, countyStandings, type OnMap } from '~/campaigns/policies/by-county'
import type { PolicyKind } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import { placeName, stateName } from '~/geography/place-name'
import { stateByFips } from '~/geography/state-fips'
import { stateNames } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { countyMap, countyPaths } from '~/officials/posts/county-map.server'
import { paths } from '~/paths'
import { escaped } from '~/web/http/escaped'
import { fillOf, patterns } from './standing-fill'

interface MapInput {
  lang: Language
  t: Translate
  map: OnMap
  kinds: readonly PolicyKind[]
}

/**
 * The map of the country as an SVG file of its own. Each county that has decided something says so in a title and leads
 * to its page. Colors and patterns both tell the standings apart.
 */
export function drawLocalityMap(input: MapInput): string {
  const { lang, t, map } = input
  const outlines = countyPaths()
  const own = [...map.counties].flatMap(([geoid, county]) => {
    const path = outlines.get(geoid)
    return path ? [countyShape(input, county, path)] : []
  })
  const byState = new Map<string, string>()
  for (const [geoid, path] of outlines) {
    const state = stateByFips[geoid.slice(0, 2)]
    if (state && map.states.has(state) && !map.counties.has(geoid))
      byState.set(state, (byState.get(state) ?? '') + path)
  }
  const laws = [...byState].map(([state, path]) => {
    const { standing, policies } = map.states.get(state)!
    const title = `${stateName(lang, stateNames[state] ?? state)}: ${wordsOf(input, policies)}`
    return `<a href="${paths.localities(lang, state)}"><path d="${path}" class="${standing}"><title>${escaped(title)}</title></path></a>`
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 975 610" role="img" aria-label="${escaped(t('localities.map.label'))}"><style>${fileStyle}</style><defs>${patterns}</defs>${laws.join('')}${own.join('')}<path d="${countyMap([]).states}" class="states"/></svg>`
}

function countyShape(input: MapInput, { standing, policies }: CountyOnMap, path: string): string {
  const { place } = policies[0]!
  const title = `${placeName(input.lang, place)}, ${place.state}: ${wordsOf(input, policies)}`
  return `<a href="${paths.place(input.lang, place.slug)}"><path d="${path}" class="${standing} own"><title>${escaped(title)}</title></path></a>`
}

/** What some policies of one place are and since when, in a line. */
function wordsOf({ lang, t, kinds }: MapInput, policies: CountyOnMap['policies']): string {
  return policies.map((policy) => `${policyName(lang, t, policy, kinds)} (${policyDates(lang, t, policy)})`).join(' · ')
}

const fileStyle = [
  ':root{--paper:#f7f0e1;--ink:#1b1916;--soft:#5d564b;--hot:#c93a1d}',
  '@media (prefers-color-scheme:dark){:root{--paper:#191714;--ink:#f6eedd;--soft:#bdb3a2;--hot:#d9512f}}',
  '@media print{:root{--paper:#fff;--ink:#000}}',
  '.own{stroke:var(--ink);stroke-width:.3}a:focus path,a:hover path{stroke:var(--ink);stroke-width:1.5}',
  ...countyStandings.map((one) => `.${one}{fill:${fillOf(one)}}`),
  '.states{fill:none;stroke:var(--soft);stroke-width:.7;pointer-events:none}',
].join('')
