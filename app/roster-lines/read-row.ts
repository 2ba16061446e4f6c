import { z } from 'zod'
import { contactKinds, organizationKinds, type ContactKind, type OrganizationKind } from '#db/schema-officials'
import { nameKey, plain } from '~/officials/name-key'
import { webAddress } from '~/officials/contact-value'
import { postRoles, type PostRole } from '~/officials/target'
import type { FoundPlace, Gazetteer, GazetteerPlace, PlaceWish } from './gazetteer'
import { readContacts, readDay, readName } from './read-cells'
import { bodyOfRole, districtDivision, placeOfRole, readAgency, readDistrict, readRole, readState, roleIn } from './read-words'
import { cellOf, type RosterField, type RosterMapping } from './roster-fields'

/** What is said about the whole list, where its lines say nothing. */
export const rosterOptions = z.object({
  sourceUrl: z.string().default(''),
  checkedOn: z.string().default(''),
  state: z.string().default(''),
  role: z.enum(['', ...postRoles]).default(''),
  organizationKind: z.enum(['', ...organizationKinds]).default(''),
  organization: z.string().default(''),
  /** Who is not in the list has left: memberships of its bodies end. */
  isComplete: z.boolean().default(false),
  /** Set once those who left have been ended. */
  hasEnded: z.boolean().default(false),
  ended: z.array(z.object({ name: z.string(), title: z.string() })).default([]),
})

export type RosterOptions = z.output<typeof rosterOptions>

/** Why a line cannot be taken (`bad`), or what of it was left out; keys under `officials.reasons`. */
export const rowReasons = [
  'line-too-long', 'quote-left-open', 'state', 'place', 'place-not-found', 'no-cities', 'place-ambiguous', 'role', 'role-not-local', 'role-of-another-body', 'organization', 'nothing', 'term-end', 'source', 'checked-on', 'checked-later', 'repeated', 'seat-taken',
  'place-near', 'phone', 'email', 'url', 'address', 'emergency', 'started-on', 'past-contacts',
] as const

export type RowReason = (typeof rowReasons)[number]

const leftOut: ReadonlySet<RowReason> = new Set(['place-near', 'phone', 'email', 'url', 'address', 'emergency', 'started-on', 'past-contacts'])

/** @returns whether a line with this reason can be taken all the same, without what it is about */
export const isLeftOut = (reason: RowReason) => leftOut.has(reason)

const contact = z.object({ owner: z.enum(['post', 'organization', 'official']), kind: z.enum(contactKinds), value: z.string(), extension: z.string() })

/** A line as it was understood; kept beside it, so that the report can show it and the run need not guess again. */
export const understoodRow = z.object({
  placeId: z.string(),
  placeName: z.string(),
  placeSlug: z.string(),
  divisionId: z.string(),
  organizationKind: z.enum(organizationKinds),
  organization: z.string(),
  role: z.enum(postRoles),
  title: z.string(),
  district: z.string(),
  seat: z.string(),
  /** '' for a post whose holder the list does not name. */
  name: z.string(),
  externalId: z.string().nullable(),
  isVacant: z.boolean(),
  startedOn: z.string().nullable(),
  termEndsOn: z.string().nullable(),
  isPast: z.boolean(),
  sourceUrl: z.string(),
  checkedOn: z.string(),
  contacts: z.array(contact),
})

export type UnderstoodRow = z.output<typeof understoodRow>

export interface Problem {
  reason: RowReason
  field: RosterField | null
  /** What stood there, cut short, or what it could be. */
  text: string
}

/** `row` is null when a problem forbids to take the line; what it said of a person is in `name` all the same. */
export interface ReadRow {
  row: UnderstoodRow | null
  name: string
  problems: Problem[]
}

/**
 * Understands one line. What is not certain is reported, never guessed: a place must be the only one of its name, a
 * role must be known, and every line needs a source and the day it was checked.
 *
 * @param today YYYY-MM-DD; a term that ended before it is past
 */
export function readRosterRow(cells: readonly string[], mapping: RosterMapping, options: RosterOptions, gazetteer: Gazetteer, today: string): ReadRow {
  const cell = (field: RosterField) => cellOf(cells, mapping, field)
  const problems: Problem[] = []
  const refuse = (reason: RowReason, field: RosterField | null, text = '') => void problems.push({ reason, field, text: text.slice(0, 80) })

  const { name, isVacant } = readName(cell('name'), cell('given_name'), cell('family_name'))
  const agency = readAgency(cell('agency') || (mapping.place === undefined && mapping.county === undefined && mapping.city === undefined ? cell('organization') : ''))
  const place = findPlace(cell, options, gazetteer, agency, refuse)
  const role = place && findRole(cell, options, agency?.role ?? null, place, refuse)
  const organizationKind = role && (options.organizationKind || bodyOfRole[role])
  const organization = cell('organization') || options.organization || (place && organizationKind && organizationKind !== 'other' ? usualName(organizationKind, place) : '')
  if (role && !organization) refuse('organization', 'organization')

  const { startedOn, termEndsOn } = readTerm(cell, refuse)
  const isPast = termEndsOn !== null && termEndsOn < today
  const source = webAddress(cell('source_url').split(/[\s;|]+/)[0]!) ?? webAddress(options.sourceUrl)
  if (!source) refuse('source', 'source_url', cell('source_url'))
  const checkedOn = readDay(cell('checked_on')) ?? readDay(options.checkedOn)
  if (!checkedOn) refuse('checked-on', 'checked_on', cell('checked_on'))
  else if (checkedOn > today) refuse('checked-later', 'checked_on', checkedOn)

  const contacts = findContacts(cell, name, isPast, refuse)
  if (!name && !isVacant && contacts.length === 0) refuse('nothing', 'name')
  if (!place || !role || !organizationKind || !source || !checkedOn || problems.some(({ reason }) => !isLeftOut(reason))) return { row: null, name, problems }

  const { district, seat } = readDistrict(cell('district'))
  const title = cell('title') || (readRole(cell('role')).role === null || readRole(cell('role')).role === 'leader' ? cell('role') : '')
  const row: UnderstoodRow = {
    placeId: place.id, placeName: place.name, placeSlug: place.slug, divisionId: districtDivision(place.id, district) ?? place.id,
    organizationKind, organization, role, title: usualTitle(title, role), district, seat: cell('seat') || seat,
    name, externalId: cell('external_id') || null, isVacant, startedOn, termEndsOn, isPast, sourceUrl: source, checkedOn,
    contacts: isPast ? [] : contacts,
  }
  return { row, name, problems }
}

type Cell = (field: RosterField) => string
type Refuse = (reason: RowReason, field: RosterField | null, text?: string) => void

function findPlace(cell: Cell, options: RosterOptions, gazetteer: Gazetteer, agency: ReturnType<typeof readAgency>, refuse: Refuse): GazetteerPlace | null {
  const id = cell('division_id')
  const known = id === '' ? null : placeById(id, gazetteer)
  if (known) return known
  const stateText = cell('state') || agency?.state || options.state
  const state = readState(stateText)
  const [field, text, wish] = cell('county') && !cell('city') ? (['county', cell('county'), 'county'] as const) : cell('city') ? (['city', cell('city'), 'place'] as const) : cell('place') ? (['place', cell('place'), wishOf(cell, options, agency)] as const) : (['agency', agency?.place ?? '', wishOf(cell, options, agency)] as const)
  if (text === '') refuse(id ? 'place-not-found' : 'place', id ? 'division_id' : null, id)
  else if (!state) refuse('state', 'state', stateText)
  else return placeNamed(gazetteer.named(state, text, saysCounty(text) ? 'county' : wish), field, text, refuse)
  return null
}

const saysCounty = (text: string) => /\b(county|parish|condado|parroquia)\b/i.test(text)

function placeNamed(found: FoundPlace, field: RosterField, text: string, refuse: Refuse): GazetteerPlace | null {
  switch (found.outcome) {
    case 'found':
      return found.place
    case 'near':
      refuse('place-near', field, `${text} → ${found.place.name}`)
      return found.place
    case 'no-cities':
      refuse('no-cities', field, text)
      return null
    case 'not-found':
      refuse('place-not-found', field, text)
      return null
    case 'ambiguous':
      refuse('place-ambiguous', field, found.names.join(' · '))
      return null
  }
}

/** An Open Civic Data id (of a division or jurisdiction, a district's too), or a Census number that lost its zeros. */
function placeById(text: string, gazetteer: Gazetteer): GazetteerPlace | null {
  const id = text.replace(/^ocd-jurisdiction\//, 'ocd-division/').replace(/\/(government|council|legislature|executive|sheriff)$/, '')
  if (id.startsWith('ocd-division/')) return gazetteer.byId(id) ?? gazetteer.byId(id.replace(/\/[a-z_]+:[^/]+$/, ''))
  const digits = text.replace(/\.0+$/, '').replace(/^.*place-/, '').replace(/^.*US/, '')
  if (!/^(\d{4,7}|\d{9,10})$/.test(digits)) return null
  return gazetteer.byGeoid(wholeNumber(digits))
}

/** Spreadsheets drop the zero at the front. */
function wholeNumber(digits: string): string {
  return digits.padStart(digits.length <= 5 ? 5 : digits.length <= 7 ? 7 : 10, '0')
}

/** The states in which the places of a line are to be looked for: two letters, or Census's two digits. */
export function statesOfRow(cells: readonly string[], mapping: RosterMapping, options: RosterOptions): string[] {
  const id = cellOf(cells, mapping, 'division_id')
  const ofId = /state:([a-z]{2})/.exec(id)?.[1]?.toUpperCase() ?? /(?:district|territory):([a-z]{2})/.exec(id)?.[1]?.toUpperCase()
  const digits = /^(?:.*place-|.*US)?(\d{4,7}|\d{9,10})(?:\.0+)?$/.exec(id)?.[1]
  const ofDigits = digits && wholeNumber(digits).slice(0, 2)
  const agency = readAgency(cellOf(cells, mapping, 'agency') || cellOf(cells, mapping, 'organization'))
  return [ofId, ofDigits, readState(cellOf(cells, mapping, 'state')), agency?.state, readState(options.state)].filter((state): state is string => Boolean(state))
}

function wishOf(cell: Cell, options: RosterOptions, agency: ReturnType<typeof readAgency>): PlaceWish {
  const { role } = readRole(cell('role'))
  if (role && role !== 'leader' && role !== 'not-local') return placeOfRole[role]
  return agency?.role ? placeOfRole[agency.role] : options.role ? placeOfRole[options.role] : null
}

function findRole(cell: Cell, options: RosterOptions, ofAgency: PostRole | null, place: GazetteerPlace, refuse: Refuse): PostRole | null {
  const text = cell('role') || cell('title')
  const said = readRole(text)
  if (said.role === 'not-local') {
    refuse('role-not-local', 'role', text)
    return null
  }
  const role = roleIn(text, place.kind) ?? (options.role || ofAgency)
  if (!role) {
    if (text && cell('organization')) return 'other'
    refuse('role', 'role', text)
    return null
  }
  // In the list of one body, a line about another's post (the mayor among the council) is somebody else's.
  const wanted = options.role
  if (options.organizationKind && bodyOfRole[role] !== options.organizationKind && role !== wanted) {
    refuse('role-of-another-body', 'role', text)
    return null
  }
  return role
}

function readTerm(cell: Cell, refuse: Refuse): { startedOn: string | null; termEndsOn: string | null } {
  const startedOn = readDay(cell('started_on'))
  if (cell('started_on') && !startedOn) refuse('started-on', 'started_on', cell('started_on'))
  const termEndsOn = readDay(cell('term_ends_on'), 'last')
  const never = /^(present|current|now|actual(idad)?|presente|n\/?a|-+)$/i.test(cell('term_ends_on'))
  // Without it, nobody could say whether they still hold the post.
  if (cell('term_ends_on') && !termEndsOn && !never) refuse('term-end', 'term_ends_on', cell('term_ends_on'))
  if (startedOn && termEndsOn && startedOn > termEndsOn) refuse('term-end', 'term_ends_on', `${startedOn} > ${termEndsOn}`)
  return { startedOn, termEndsOn }
}

const contactColumns: [RosterField, ContactKind][] = [['phone', 'voice'], ['text', 'text'], ['fax', 'fax'], ['email', 'email'], ['form', 'form'], ['website', 'url'], ['address', 'address']]

/** A mailbox with the person's name in it goes with the person; all else stays with the post, or with the agency when nobody is named. */
function findContacts(cell: Cell, name: string, isPast: boolean, refuse: Refuse): UnderstoodRow['contacts'] {
  const contacts: UnderstoodRow['contacts'] = []
  const family = plain(name).split(' ').at(-1) ?? ''
  for (const [field, kind] of contactColumns) {
    const read = readContacts(kind, cell(field))
    for (const { problem, text } of read.problems) refuse(problem, field, text)
    for (const { value, extension } of read.contacts) {
      const isOwn = kind === 'email' && family.length > 2 && plain(value.split('@')[0]!).replaceAll(' ', '').includes(family)
      contacts.push({ owner: isOwn ? 'official' : cell('name') || cell('given_name') || cell('family_name') ? 'post' : 'organization', kind, value, extension })
    }
  }
  if (isPast && contacts.length > 0) refuse('past-contacts', null)
  return contacts
}

function usualName(kind: OrganizationKind, place: GazetteerPlace): string {
  const of: Record<OrganizationKind, string> = { sheriff: 'Sheriff’s Office', 'county-board': 'Board', 'city-council': 'City Council', mayor: 'Office of the Mayor', police: 'Police Department', prosecutor: 'Prosecutor’s Office', jail: 'Jail', other: '' }
  return `${place.name} ${of[kind]}`.trim()
}

const titles: Record<PostRole, string> = { sheriff: 'Sheriff', 'county-supervisor': 'County Supervisor', 'county-executive': 'County Executive', 'council-member': 'Council Member', mayor: 'Mayor', 'police-chief': 'Chief of Police', prosecutor: 'Prosecutor', 'jail-director': 'Jail Director', other: '' }

function usualTitle(text: string, role: PostRole): string {
  const words = text.replaceAll(/[-_]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 100)
  return words === '' ? titles[role] : words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

/** One seat that only one person can hold at a time, or null where the list may name several for the same words. */
export function seatKey(row: UnderstoodRow): string | null {
  if (row.isPast || isManySeated(row)) return null
  return [row.placeId, row.organizationKind, row.role, row.district.toLowerCase(), row.seat.toLowerCase(), row.role === 'other' ? row.title.toLowerCase() : ''].join('|')
}

/** A body may have several members for the whole place: then a new name is another seat, not a successor. */
export function isManySeated(row: Pick<UnderstoodRow, 'role' | 'district' | 'seat'>): boolean {
  return (row.role === 'council-member' || row.role === 'county-supervisor') && (row.district === '' || row.district === 'At-large') && row.seat === ''
}

/** The same person in the same seat and term; a second line with this key says nothing new. */
export function lineKey(row: UnderstoodRow): string {
  return [row.placeId, row.organizationKind, row.role, row.district, row.seat, row.externalId ?? nameKey(row.name), row.startedOn ?? '', row.termEndsOn ?? ''].join('|').toLowerCase()
}
