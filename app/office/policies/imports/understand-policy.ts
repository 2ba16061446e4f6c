import { z } from 'zod'
import type { ownFields } from '~/campaigns/policies/policies-csv'
import { agreementKind, firstDay, lastDay, type Model, models } from '~/campaigns/policies/policy'
import { stateByFips } from '~/geography/state-fips'
import { longestCell } from '~/office/lists/files/list-file'
import type { Gazetteer, GazetteerPlace } from '~/office/officials/rosters/lines/gazetteer'
import { placeById } from '~/office/officials/rosters/lines/place-id'
import { readDay } from '~/office/officials/rosters/lines/read-day'
import { readState } from '~/office/officials/rosters/lines/read-words'
import { webAddress } from '~/officials/posts/contact-value'
import { plain } from '~/officials/posts/name-key'
import { isDay } from '~/ui/forms/content'
import { textOfCell } from '~/ui/forms/safe-cell'
import { cleanLine } from '~/ui/forms/text'
import { placeOfAgency } from './agency-place'
import { type PolicyField, type PolicyMapping, policyFields } from './policy-fields'

/** Settings for the whole list, used where a line says nothing. */
export const policyOptions = z.object({
  sourceUrl: z.string().default(''),
  sourceTitle: z.string().default(''),
  /** YYYY-MM-DD. */
  checkedOn: z.string().default(''),
  /** Kind of every line without one. */
  kind: z.string().default(''),
  state: z.string().default(''),
  /** Whether policies from earlier lists that are not in it have ended. */
  isComplete: z.boolean().default(false),
})
export type PolicyOptions = z.output<typeof policyOptions>

/** Why a line is refused; keys under `localities.reasons`. */
export type PolicyReason =
  | 'line-too-long'
  | 'quote-left-open'
  | 'agency-no-locality'
  | 'agency-several-places'
  | 'agency-unclear'
  | 'place'
  | 'place-not-found'
  | 'place-near'
  | 'place-ambiguous'
  | 'place-differs'
  | 'place-by-ori'
  | 'no-cities'
  | 'id-not-found'
  | 'state'
  | 'kind'
  | 'model'
  | 'several-models'
  | 'pending'
  | 'adopted-on'
  | 'adopted-after-list'
  | 'ended-on'
  | 'ends-too-early'
  | 'listed-on'
  | 'source'
  | 'checked-on'
  | 'repeated'

export interface PolicyProblem {
  reason: PolicyReason
  field: PolicyField | null
  text: string
}

/** A line as it is understood. */
export interface UnderstoodPolicy {
  placeId: string
  placeName: string
  /** Two letters. */
  state: string | null
  kind: string
  model: Model | ''
  agency: string
  adoptedOn: string | null
  endedOn: string | null
  adoptedNoLater: boolean
  endedNoLater: boolean
  note: { en: string; es: string }
  sourceUrl: string
  sourceTitle: string
  checkedOn: string
  /** Which of several lists in one file the line is from, in their order; '' for a file that is one list. */
  list: string
  isSheriff: boolean
  /** The FBI's number of the agency; '' for none. */
  ori: string
}

export interface ReadPolicy {
  row: UnderstoodPolicy | null
  problems: PolicyProblem[]
  /** Of a refused line, so that nobody's agreement ends because a line about it was not understood. */
  about: { state: string | null; agency: string; list: string; ori: string; isSheriff: boolean }
}

interface Reading {
  mapping: PolicyMapping
  options: PolicyOptions
  gazetteer: Gazetteer
  /** Keys of the kinds, by their key and by their names in both languages. */
  kinds: ReadonlyMap<string, string>
  /** YYYY-MM-DD. */
  today: string
}

/** Reads a line of a list of policies or agreements. Nothing is guessed: what is not certain is refused with a reason. */
export function understandPolicy(cells: readonly string[], reading: Reading): ReadPolicy {
  const { mapping, options, gazetteer, kinds, today } = reading
  const problems: PolicyProblem[] = []
  const refuse = (reason: PolicyReason, field: PolicyField | null, text = '') =>
    void problems.push({ reason, field, text: text.slice(0, 120) })
  const cell = (field: PolicyField) => cellOf(cells, mapping, field)
  for (const field of policyFields)
    if ((cells[Number(mapping[field])] ?? '').length > longestCell) refuse('line-too-long', field)
  const agency = agencyName(cell('agency'))
  const stateText = cell('state') || options.state
  const state = readState(stateText)
  const kindText = cell('kind') || options.kind
  const kind = kinds.get(plain(kindText))
  const list = cell('listed_on')
  const listDay = list === '' ? null : readDay(list.replace(/\s{1,3}[ap]m$/i, ''), today)
  const about = { state, agency, list: listKey(list, listDay), ori: oriOf(cell('ori')), isSheriff: false }
  if (!kind) refuse('kind', 'kind', kindText)
  if (list !== '' && (listDay === null || listDay > today)) refuse('listed-on', 'listed_on', list)
  const found = findPlace({ cell, agency, state, stateText, gazetteer }, refuse)
  about.isSheriff = found.isSheriff
  about.state = found.place?.state ?? statesOf(cells, mapping, options)[0] ?? null
  const model = readModel(cell('model'))
  if (model === 'pending' || model === 'several-models') refuse(model, 'model', cell('model'))
  else if (kind === agreementKind ? model === '' || model === null : model === null || model !== '')
    refuse('model', 'model', cell('model'))
  const signedOn = partialDay(cell('adopted_on'), today)
  // A list's own day only says that it was adopted then or before.
  const adoptedOn = signedOn === null ? listDay : signedOn
  const endedOn = partialDay(cell('ended_on'), today)
  if (adoptedOn === undefined) refuse('adopted-on', 'adopted_on', cell('adopted_on'))
  else if (listDay !== null && adoptedOn !== null && firstDay(adoptedOn) > listDay)
    refuse('adopted-after-list', 'adopted_on', cell('adopted_on'))
  if (endedOn === undefined) refuse('ended-on', 'ended_on', cell('ended_on'))
  if (adoptedOn && endedOn && firstDay(adoptedOn) > lastDay(endedOn)) refuse('ends-too-early', 'ended_on', endedOn)
  const sourceText = cell('source_url') || options.sourceUrl
  const sourceUrl = webAddress(sourceText)
  if (!sourceUrl) refuse('source', 'source_url', sourceText)
  const checkedText = cell('checked_on') || options.checkedOn
  const checkedOn = listDay ?? (checkedText === '' ? null : readDay(checkedText, today))
  if (!checkedOn || checkedOn > today) refuse('checked-on', 'checked_on', checkedText)
  if (!found.place || !kind || !sourceUrl || !checkedOn || problems.length > 0) return { row: null, problems, about }
  return {
    problems,
    about,
    row: {
      placeId: found.place.id,
      placeName: [found.place.name, found.place.kind === 'state' ? '' : found.place.state].filter(Boolean).join(', '),
      state: found.place.state,
      kind,
      model: (model ?? '') as Model | '',
      agency,
      adoptedOn: adoptedOn ?? null,
      endedOn: endedOn ?? null,
      adoptedNoLater: (listDay !== null && !signedOn) || isYes(cell('adopted_no_later')),
      endedNoLater: isYes(cell('ended_no_later')),
      note: { en: cell('note_en'), es: cell('note_es') },
      sourceUrl,
      sourceTitle: cleanLine(cell('source_title') || options.sourceTitle).slice(0, 200),
      checkedOn,
      list: about.list,
      isSheriff: found.isSheriff,
      ori: about.ori,
    },
  }
}

/** Two spellings of an agency's name compare equal: "Colbert County Sheriff's Office" and "colbert county sheriff". */
export function agencyKey(agency: string): string {
  return plain(agency)
    .replace(/\b(sheriff|police)s?\b/g, '$1')
    .replace(/\b(office|department|dept|offic|departent|departmentof)\b/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** The states a line may be about by its words, its OCD id and its Census number, two letters each. */
export function statesOf(cells: readonly string[], mapping: PolicyMapping, options: PolicyOptions): string[] {
  const id = cellOf(cells, mapping, 'division_id')
  const geoid = cellOf(cells, mapping, 'geoid')
  return [
    readState(cellOf(cells, mapping, 'state') || options.state),
    (/state:([a-z]{2})/.exec(id) ?? /(?:district|territory):([a-z]{2})/.exec(id))?.[1]?.toUpperCase(),
    /^\d{1,7}$/.test(geoid)
      ? stateByFips[geoid.padStart(geoid.length <= 5 ? (geoid.length <= 2 ? 2 : 5) : 7, '0').slice(0, 2)]
      : null,
  ].filter((one): one is string => Boolean(one))
}

interface Search {
  cell: (field: PolicyField) => string
  agency: string
  state: string | null
  stateText: string
  gazetteer: Gazetteer
}

function findPlace(
  { cell, agency, state, stateText, gazetteer }: Search,
  refuse: (reason: PolicyReason, field: PolicyField | null, text?: string) => void,
): { place: GazetteerPlace | null; isSheriff: boolean } {
  const id = cell('division_id') || cell('geoid')
  const isSheriff = /\bsheriff/i.test(`${agency} ${cell('agency_type')}`)
  if (id !== '') {
    const known = placeById(id, gazetteer)
    if (known && known.trail === '') return { place: known.place, isSheriff }
    refuse('id-not-found', cell('division_id') ? 'division_id' : 'geoid', id)
    return { place: null, isSheriff }
  }
  const [field, text] = (['place', 'city', 'county'] as const)
    .map((one) => [one, cell(one)] as const)
    .find(([, words]) => words !== '') ?? ['place' as const, '']
  if (!state) {
    refuse('state', 'state', stateText)
    return { place: null, isSheriff }
  }
  if (agency !== '' && cell('place') === '' && cell('city') === '') {
    const found = placeOfAgency({ state, agency, county: cell('county'), type: cell('agency_type') }, gazetteer)
    if (found.outcome === 'found') return found
    refuse(found.reason, 'agency', found.text)
    return { place: null, isSheriff: found.isSheriff }
  }
  if (text === '') {
    refuse('place', 'place')
    return { place: null, isSheriff }
  }
  if (readState(text) === state && field === 'place') {
    const whole = gazetteer.byId(`ocd-division/country:us/state:${state.toLowerCase()}`)
    if (whole) return { place: whole, isSheriff }
  }
  const found = gazetteer.named(state, text, field === 'county' ? 'county' : field === 'city' ? 'place' : null)
  switch (found.outcome) {
    case 'found':
      return { place: found.place, isSheriff }
    case 'near':
      refuse('place-near', field, `${text} ≈ ${found.place.name}`)
      break
    case 'ambiguous':
    case 'elsewhere':
      refuse('place-ambiguous', field, found.names.join(' · '))
      break
    case 'no-cities':
      refuse('no-cities', field, text)
      break
    case 'not-found':
      refuse('place-not-found', field, text)
  }
  return { place: null, isSheriff }
}

/** What lists write for nothing. */
const nothing = /^(n\/?a|none|null|unknown|desconocid[oa]|\?+|-+|—)$/i

function cellOf(cells: readonly string[], mapping: PolicyMapping, field: PolicyField): string {
  const column = mapping[field]
  const text = column === undefined ? '' : textOfCell((cells[Number(column)] ?? '').trim())
  return nothing.test(text) ? '' : text.slice(0, longestCell)
}

/** Names in lowercase only are written as names. */
function agencyName(text: string): string {
  const line = cleanLine(text).slice(0, 150)
  return line === line.toLowerCase()
    ? line.replace(
        /(^|[\s/(-])(?!(?:of|and|the|for)\b)(\p{L})/gu,
        (_, gap: string, letter: string) => gap + letter.toUpperCase(),
      )
    : line
}

/** An ORI is the FBI's number of an agency; lists write -1 for none. */
function oriOf(text: string): string {
  return /^[A-Z]{2}[A-Z0-9]{5,7}$/.test(text) ? text : ''
}

/** Sorts as its lists follow one another: two on one day by their time. */
function listKey(text: string, day: string | null): string {
  return day === null ? '' : `${day}${/\bpm$/i.test(text) ? ' pm' : ''}`
}

/** Null: the list says nothing. `undefined`: it says something that is no date. */
function partialDay(text: string, today: string): string | null | undefined {
  if (text === '') return null
  if (isDay(text, true)) return text
  const [first, last] = [readDay(text, today, 'first'), readDay(text, today, 'last')]
  if (!first || !last) return undefined
  // "11/2014" is a month, and says no more.
  return first === last ? first : first.slice(0, 7) === last.slice(0, 7) ? first.slice(0, 7) : first.slice(0, 4)
}

const modelWords: Readonly<Record<Model, RegExp>> = {
  'jail-enforcement': /\b(jail enforcement|jem)\b/,
  'warrant-service': /\b(warrant service|wso)\b/,
  'task-force': /\b(task force|tfm)\b/,
}

/** Null: something that is no model. */
function readModel(text: string): Model | '' | 'pending' | 'several-models' | null {
  const words = plain(text)
  if (words === '') return ''
  if (/\bpending\b/.test(words)) return 'pending'
  const named = models.filter((model) => modelWords[model].test(words) || model === text)
  return named.length > 1 ? 'several-models' : (named[0] ?? null)
}

function isYes(text: string): boolean {
  return /^(1|yes|true|s[ií])$/i.test(text)
}

/** @returns headings of our own format and one example */
export const ownExample: Readonly<Partial<Record<(typeof ownFields)[number], string>>> = {
  division_id: 'ocd-division/country:us/state:az/county:pima',
  geoid: '04019',
  place: 'Pima County',
  state: 'AZ',
  kind: 'no-notice-of-release',
  adopted_on: '2026-03',
  note_en: 'An example: the jail tells ICE nothing unless a judge has signed a warrant.',
  note_es: 'Un ejemplo: la cárcel no le informa nada a ICE sin una orden firmada por un juez.',
  source_url: 'https://example.org/pima/resolution',
  source_title: 'Board of Supervisors, resolution of March 2026',
  checked_on: '2026-11-24',
}
