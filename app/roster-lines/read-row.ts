import type { ContactKind, OrganizationKind } from '#db/schema-officials'
import { webAddress } from '~/officials/contact-value'
import { plain } from '~/officials/name-key'
import type { PostRole } from '~/officials/target'
import type { Gazetteer, GazetteerPlace } from './gazetteer'
import { readContacts, readDay, readName } from './read-cells'
import { bodyOfRole, districtDivision, readAgency, readDistrict, readRole, roleIn } from './read-words'
import { cellOf, rosterFields, type RosterField, type RosterMapping } from './roster-fields'
import { findPlace } from './row-place'
import { isLeftOut, type Cell, type Problem, type Refuse, type RosterOptions, type RowReason, type UnderstoodRow } from './understood-row'

/** `row` is null when a problem forbids to take the line; what it said of a person is in `name` all the same. */
export interface ReadRow {
  row: UnderstoodRow | null
  name: string
  problems: Problem[]
}

const longestCell = 2_000

/**
 * Understands one line. What is not certain is reported, never guessed: a place must be the only one of its name, a
 * role must be known, and every line needs a source and the day it was checked.
 *
 * @param today YYYY-MM-DD; a term that ended before it is past
 */
export function readRosterRow(cells: readonly string[], mapping: RosterMapping, options: RosterOptions, gazetteer: Gazetteer, today: string): ReadRow {
  const cell = (field: RosterField) => cellOf(cells, mapping, field)
  // The patterns that read a cell take quadratic time: a longer one is refused before them.
  const long = rosterFields.find((field) => cell(field).length > longestCell)
  if (long) return { row: null, name: '', problems: [{ reason: 'line-too-long', field: long, text: cell(long).slice(0, 80) }] }
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
