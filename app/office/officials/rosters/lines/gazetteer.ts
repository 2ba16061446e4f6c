import type { DivisionKind } from '#db/schema-officials'
import { geoidNow } from '~/geography/county'
import { comparableId } from '~/geography/division-id'
import { stateNames } from '~/geography/state-names'
import { plain } from '~/officials/posts/name-key'
import { readState } from './read-words'

/** A place, with what is needed to match it with a list. */
export interface GazetteerPlace {
  id: string
  kind: DivisionKind
  state: string | null
  geoid: string | null
  name: string
  slug: string
  /** Counties that a city lies in; empty or missing when unknown. */
  countyIds?: readonly string[]
}

export type PlaceWish = 'county' | 'place' | null

/**
 * `near`: no place has this name, but exactly one is a letter off; callers that use it must report it. `no-cities`: the
 * state's cities have not been imported yet. `elsewhere`: places with this name exist, but not in that county.
 * `other-state`: the text itself names another state, as in "Aurora, CO" in a list of Illinois.
 */
export type FoundPlace =
  | { outcome: 'found'; place: GazetteerPlace }
  | { outcome: 'near'; place: GazetteerPlace }
  | { outcome: 'not-found' | 'no-cities' | 'other-state' }
  | { outcome: 'ambiguous' | 'elsewhere'; names: string[] }

/** Finds places by id, Census number (GEOID) or name, as people write them. */
export interface Gazetteer {
  byId(id: string): GazetteerPlace | null
  byGeoid(geoid: string): GazetteerPlace | null
  /** @param within id of the county that the list gives for a city */
  named(state: string, text: string, wish: PlaceWish, within?: string | null): FoundPlace
}

/** An independent city, as in Virginia: it is a city and a county at once. */
export function isCityCounty(place: GazetteerPlace): boolean {
  return place.kind === 'county' && /\/(place|district):[^/]+$/.test(place.id)
}

const before =
  /^(the )?(city and county|consolidated city|city|county|parish|town|village|borough|ciudad|condado|parroquia|municipio|pueblo|villa) (of|de|del) (the |la |el |los |las )?/
const after =
  / (county|co|parish|census area|city and borough|municipality|municipio|borough|city|town|township|village|cdp|charter township|unified government|metro(politan)? government|consolidated government|balance)$/
const abbreviations: Record<string, string> = {
  saint: 'st',
  sainte: 'ste',
  mount: 'mt',
  fort: 'ft',
  and: '',
  n: 'north',
  s: 'south',
}

/** Lists write `place:o_fallon` for `place:o~fallon`; no two ids differ only in that. */
function idKey(id: string): string {
  return comparableId(id).replaceAll('~', '_')
}

/**
 * Keys for comparing place names: "Saint John the Baptist Parish" and "St. John the Baptist" have the same `bare` key.
 */
function placeKeys(text: string): { whole: string; bare: string } {
  const words = plain(text).replace(before, '')
  return { whole: joined(words), bare: joined(words.replace(after, '') || words) }
}

/** Makes "De Kalb" and "DeKalb", "La Salle" and "LaSalle" equal. */
function joined(words: string): string {
  return words
    .split(' ')
    .map((word) => abbreviations[word] ?? word)
    .join('')
}

/** @param aliases other names or ids of divisions; `id` is the division's current id */
export function openGazetteer(
  places: readonly GazetteerPlace[],
  aliases: readonly { alias: string; id: string }[] = [],
): Gazetteer {
  const ids = new Map(places.map((place) => [idKey(place.id), place]))
  const geoids = new Map(places.flatMap((place) => (place.geoid ? [[place.geoid, place] as const] : [])))
  const named = new Map<string, { whole: string; bare: string; place: GazetteerPlace }[]>()
  // Only the country's list brings Census numbers: a city that was added by hand doesn't say that the others are there.
  const withCities = new Set(
    places.filter(({ kind, geoid }) => kind === 'place' && geoid !== null).map(({ state }) => state),
  )
  const remember = (place: GazetteerPlace, name: string) => {
    if (!place.state || (place.kind !== 'county' && place.kind !== 'place')) return
    const keys = placeKeys(name)
    for (const key of new Set([keys.whole, keys.bare])) {
      const list = named.get(`${place.state} ${key}`)
      if (list) list.push({ ...keys, place })
      else named.set(`${place.state} ${key}`, [{ ...keys, place }])
    }
  }
  for (const place of places) remember(place, place.name)
  for (const { alias, id } of aliases) {
    const place = ids.get(idKey(id))
    if (place && alias.startsWith('ocd-division/')) ids.set(idKey(alias), place)
    else if (place) remember(place, alias)
  }
  return {
    byId: (id) => ids.get(idKey(id)) ?? null,
    byGeoid: (geoid) => geoids.get(geoidNow[geoid] ?? geoid) ?? null,
    named(state, whole, wish, within = null) {
      const { name: text, state: ownState } = splitState(whole, state)
      if (ownState !== null && ownState !== state) return { outcome: 'other-state' }
      const keys = placeKeys(text)
      const said = wish ?? saidKind(text, state)
      const all = [...(named.get(`${state} ${keys.whole}`) ?? []), ...(named.get(`${state} ${keys.bare}`) ?? [])]
      // New York City's council is not New York County's; only an independent city, as in Virginia, is both.
      const ofKind = all.filter(({ place }) => isOfKind(place, said))
      const candidates = ofKind.filter(({ place }) => liesWithin(place, within))
      if (candidates.length === 0 && ofKind.length > 0)
        return { outcome: 'elsewhere', names: [...new Set(ofKind.map(({ place }) => place.name))] }
      const levels = [
        candidates.filter((one) => one.whole === keys.whole),
        candidates.filter((one) => one.bare === keys.whole),
        candidates,
      ]
      for (const level of levels) {
        const found = [...new Map(level.map(({ place }) => [place.id, place])).values()]
        if (found.length === 1) return { outcome: 'found', place: found[0]! }
        // Towns and townships (their ids contain a county) may share a city's name; meant only if the text says so.
        const isTown = /\btown(ship)?\b/i.test(text)
        const meant = found.filter((place) => isTown === /\/(county|parish):/.test(place.id))
        if (meant.length === 1 && found.every((place) => place.kind === 'place'))
          return { outcome: 'found', place: meant[0]! }
        if (found.length > 1)
          return { outcome: 'ambiguous', names: found.map((place) => `${place.name} (${place.kind})`).slice(0, 5) }
      }
      return said === 'place' && !withCities.has(state)
        ? { outcome: 'no-cities' }
        : nearby(state, keys.bare, said, within)
    },
  }

  /** Finds McDuffie for "mcduffle": only for names of six letters or more, and only when no other name is as close. */
  function nearby(state: string, key: string, said: PlaceWish, within: string | null): FoundPlace {
    if (key.length < 6) return { outcome: 'not-found' }
    const near = places.filter(
      (place) =>
        place.state === state &&
        isOfKind(place, said) &&
        liesWithin(place, within) &&
        (place.kind === 'county' || place.kind === 'place') &&
        isOneLetterOff(placeKeys(place.name).bare, key),
    )
    return near.length === 1 ? { outcome: 'near', place: near[0]! } : { outcome: 'not-found' }
  }
}

function isOfKind(place: GazetteerPlace, wish: PlaceWish): boolean {
  return wish === null || place.kind === wish || (wish === 'place' && isCityCounty(place))
}

function liesWithin(place: GazetteerPlace, countyId: string | null): boolean {
  return countyId === null || place.id === countyId || !place.countyIds?.length || place.countyIds.includes(countyId)
}

function isOneLetterOff(one: string, two: string): boolean {
  if (Math.abs(one.length - two.length) > 1) return false
  let front = 0
  while (front < one.length && one[front] === two[front]) front += 1
  let back = 0
  while (back < Math.min(one.length, two.length) - front && one.at(-1 - back) === two.at(-1 - back)) back += 1
  return Math.max(one.length, two.length) - front - back === 1
}

/** The kind of place that its name states. A borough is a county only in Alaska. */
export function saidKind(whole: string, state: string | null): PlaceWish {
  const text = splitState(whole, state).name
  if (/\b(county|parish|condado|parroquia|census area)\b|\bco\.?$/i.test(text)) return 'county'
  if (/\bborough\b/i.test(text)) return state === 'AK' ? 'county' : 'place'
  return /\b(city|town|village|ciudad|pueblo|villa)\b/i.test(text) ? 'place' : null
}

/** The state that a place's name ends with, as in "Aurora, CO"; null when it ends with none. */
export function stateInName(text: string): string | null {
  return splitState(text, null).state
}

/**
 * Takes the state off the end of a place's name: "Aurora, CO", "Aurora (Colorado)", "Aurora CO". Without a comma, only
 * two capitals are a state (not "de", "la", "in"), and outside Colorado "CO" is short for county, as in "TRAVIS CO".
 */
function splitState(text: string, ofLine: string | null): { name: string; state: string | null } {
  const [, name, said = ''] = /^(.*?[^\s,(])\s*[,(]\s*([^,()]+?)\)?$/.exec(text.trim()) ?? []
  if (name && readState(said)) return { name, state: readState(said) }
  const [, front, code = ''] = /^(.*\S)\s+([A-Z]{2})$/.exec(text.trim()) ?? []
  if (front && code in stateNames && (code !== 'CO' || ofLine === 'CO')) return { name: front, state: code }
  return { name: text.trim(), state: null }
}
