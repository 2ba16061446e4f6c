import type { ContactKind, OrganizationKind } from '#db/schema-officials'
import { webAddress } from '~/officials/posts/contact-value'
import { plain } from '~/officials/posts/name-key'
import type { PostRole } from '~/officials/posts/target'
import { cutForJson } from '~/ui/forms/text'
import { type Gazetteer, type GazetteerPlace, isCityCounty } from './gazetteer'
import { readContacts, readDay, readName } from './read-cells'
import { bodyOfRole, placeOfRole, readAgency, readRole, roleIn } from './read-words'
import { cellOf, longestCell, type RosterField, type RosterMapping, rosterFields } from './roster-fields'
import { findRowDistrict } from './row-district'
import { findPlace } from './row-place'
import {
  type Cell,
  isLeftOut,
  type Problem,
  type Refuse,
  type RosterOptions,
  type RowReason,
  type UnderstoodRow,
} from './understood-row'

/** `row` is null when a problem forbids to take the line; what it said of a person is in `name` all the same. */
export interface ReadRow {
  row: UnderstoodRow | null
  name: string
  problems: Problem[]
}

/** A list, as its lines are read: what its columns hold, what is said of the whole, and the places it may be about. */
export interface RosterContext {
  columns: readonly string[]
  mapping: RosterMapping
  options: RosterOptions
  gazetteer: Gazetteer
  /** YYYY-MM-DD; a term that ended before it is past. */
  today: string
}

/**
 * Understands one line. What is not certain is reported, never guessed: the post decides which kind of place is meant, a
 * place must be the only one of its name, a role must be known, and every line needs a source and the day it was checked.
 */
export function readRosterRow(
  cells: readonly string[],
  { columns, mapping, options, gazetteer, today }: RosterContext,
): ReadRow {
  const cell = (field: RosterField) => cellOf(cells, mapping, field)
  // The patterns that read a cell take quadratic time: a longer one is refused before them.
  const long = rosterFields.find((field) => cell(field).length > longestCell)
  if (long)
    return { row: null, name: '', problems: [{ reason: 'line-too-long', field: long, text: cell(long).slice(0, 80) }] }
  const problems: Problem[] = []
  const refuse = (reason: RowReason, field: RosterField | null, text = '') =>
    void problems.push({ reason, field, text: cutForJson(text, 80) })

  const { name, isVacant, title: beside, rest } = readName(cell('name'), cell('given_name'), cell('family_name'))
  if (rest) refuse('not-understood', 'name', rest)
  const post = postText(cell, beside)
  const agency = readAgency(cell('agency'))
  if (cell('agency') && !agency) refuse('not-understood', 'agency', cell('agency'))
  const found = mayHold(post, beside, options, refuse)
    ? findPlace({ cell, post, options, gazetteer, agency }, refuse)
    : null
  const place = found?.place ?? null
  const ofAgency = post === '' ? ((agency ?? readAgency(cell('organization')))?.role ?? null) : null
  const role = place && findRole({ cell, post, options, ofAgency, place }, refuse)
  const said =
    place &&
    role &&
    findRowDistrict(
      { cell, role, placeId: place.id, trail: found!.trail, beside, others: othersOf(cells, columns, mapping) },
      refuse,
    )
  const organizationKind = role && (options.organizationKind || bodyOfRole[role])
  const organization =
    cell('organization') ||
    options.organization ||
    (place && organizationKind && organizationKind !== 'other' ? usualName(organizationKind, place) : '')
  if (role && !organization) refuse('organization', 'organization')

  const { startedOn, termEndsOn } = readTerm(cell, refuse)
  const isPast = termEndsOn !== null && termEndsOn < today
  const [firstSource = '', ...moreSources] = cell('source_url').split(/[\s|]+|;(?=\s|https?:|$)/i)
  if (moreSources.some(Boolean)) refuse('not-understood', 'source_url', moreSources.join(' '))
  const source = webAddress(firstSource) ?? webAddress(options.sourceUrl)
  if (!source) refuse('source', 'source_url', cell('source_url'))
  const checkedOn = readDay(cell('checked_on')) ?? readDay(options.checkedOn)
  if (!checkedOn) refuse('checked-on', 'checked_on', cell('checked_on'))
  else if (checkedOn > today) refuse('checked-later', 'checked_on', checkedOn)

  const contacts = findContacts(cell, name, isPast, refuse)
  if (!name && !isVacant && contacts.length === 0) refuse('nothing', 'name')
  if (
    !place ||
    !role ||
    !said ||
    !organizationKind ||
    !source ||
    !checkedOn ||
    problems.some(({ reason }) => !isLeftOut(reason))
  )
    return { row: null, name, problems }

  const row: UnderstoodRow = {
    placeId: place.id,
    placeName: place.name,
    placeSlug: place.slug,
    divisionId: said.divisionId,
    organizationKind,
    organization,
    role,
    title: usualTitle(titleOf(said), role),
    district: said.district,
    seat: said.seat,
    name,
    externalId: cell('external_id') || null,
    isVacant,
    startedOn,
    termEndsOn,
    isPast,
    sourceUrl: source,
    checkedOn,
    contacts: isPast ? [] : contacts,
    unused: found!.unused,
  }
  return { row, name, problems }
}

/** What the line calls the post: its role, where that says nothing its title, else what stands beside the name. */
function postText(cell: Cell, beside: string): string {
  const texts = [cell('role'), cell('title'), beside]
  return texts.find((text) => readRole(text).role !== null) ?? texts.find((text) => text !== '') ?? ''
}

/** Whether the post is one of ours and held now; "of another body" is looked for first, since such a line may be about anywhere. */
function mayHold(post: string, beside: string, options: RosterOptions, refuse: Refuse): boolean {
  const { role } = readRole(post)
  if (role === 'not-local') refuse('role-not-local', 'role', post)
  else if (role === 'not-now') refuse('role-not-now', 'role', post)
  else if (readRole(beside).role === 'not-now') refuse('role-not-now', 'name', beside)
  else if (
    role !== null &&
    role in bodyOfRole &&
    isOfAnotherBody(role as PostRole, options) &&
    !(role === 'council-member' && options.organizationKind === 'county-board')
  )
    refuse('role-of-another-body', 'role', post)
  else return true
  return false
}

/** In the list of one body, a line about another's post (the mayor among the council) is somebody else's. */
function isOfAnotherBody(role: PostRole, options: RosterOptions): boolean {
  return options.organizationKind !== '' && bodyOfRole[role] !== options.organizationKind && role !== options.role
}

interface RoleSearch {
  cell: Cell
  post: string
  options: RosterOptions
  ofAgency: PostRole | null
  place: GazetteerPlace
}

function findRole({ cell, post, options, ofAgency, place }: RoleSearch, refuse: Refuse): PostRole | null {
  const said = readRole(post).role
  if (place.kind !== 'county' && place.kind !== 'place') refuse('place-is-state', null, place.name)
  else if ((said === 'staff' || said === 'special') && !cell('organization'))
    refuse(said === 'staff' ? 'role-staff' : 'role-special', 'role', post)
  else if (said === 'staff' || said === 'special') return 'other'
  else return roleAt(place)
  return null

  function roleAt({ kind, state, name }: GazetteerPlace): PostRole | null {
    const ofList = options.role || ofAgency
    const role = isCourtJudge(post, state)
      ? null
      : (roleIn(post, kind) ?? (ofList === 'council-member' && kind === 'county' ? 'county-supervisor' : ofList))
    if (!role) {
      if (post && cell('organization')) return 'other'
      refuse('role', 'role', post)
      return null
    }
    if (isOfAnotherBody(role, options)) refuse('role-of-another-body', 'role', post)
    else if (!fitsPlace(role, place, `${post} ${cell('agency')} ${cell('organization')}`))
      refuse(placeOfRole[role] === 'county' ? 'place-needs-county' : 'place-needs-city', null, name)
    else return role
    return null
  }
}

/** A county judge governs in Texas, Arkansas and Kentucky; elsewhere a county's judge sits in court. */
function isCourtJudge(post: string, state: string | null): boolean {
  return (
    /county( court)? judge|juez[a]? del condado/i.test(post) &&
    !/executive|ejecutiv/i.test(post) &&
    !['TX', 'AR', 'KY'].includes(state ?? '')
  )
}

/** Police, prosecutors and jails are of the other kind of place where the words say so: county police, city prosecutor. */
function fitsPlace(role: PostRole, place: GazetteerPlace, words: string): boolean {
  const wish = placeOfRole[role]
  if (wish === null || place.kind === wish || (wish === 'place' && isCityCounty(place))) return true
  if (role !== 'police-chief' && role !== 'prosecutor' && role !== 'jail-director') return false
  return wish === 'place' ? /\b(county|parish|condado)\b/i.test(words) : /\b(city|municipal|town|ciudad)\b/i.test(words)
}

/** Columns that are mapped to nothing, with what this line says in them. */
function othersOf(
  cells: readonly string[],
  columns: readonly string[],
  mapping: RosterMapping,
): { heading: string; text: string }[] {
  const taken = new Set(Object.values(mapping))
  return cells.flatMap((text, index) =>
    taken.has(String(index)) || text.trim() === '' || text.length > 100
      ? []
      : [{ heading: columns[index] ?? '', text: text.trim() }],
  )
}

/** The title as the office says it; a role's own words where they say more than the role. */
function titleOf({ title, post }: { title: string; post: string }): string {
  if (title) return title
  const { role } = readRole(post)
  return role === null ||
    role === 'leader' ||
    role === 'staff' ||
    role === 'special' ||
    /[(),;/&]|\b(and|y)\b/.test(post)
    ? post
    : ''
}

function readTerm(cell: Cell, refuse: Refuse): { startedOn: string | null; termEndsOn: string | null } {
  const startedOn = readDay(cell('started_on'))
  if (cell('started_on') && !startedOn) refuse('started-on', 'started_on', cell('started_on'))
  const termEndsOn = readDay(cell('term_ends_on'), 'last')
  const never = /^(present|current|now|actual(idad)?|presente|n\/?a|-+)$/i.test(cell('term_ends_on'))
  // Without it, nobody could say whether they still hold the post.
  if (cell('term_ends_on') && !termEndsOn && !never) refuse('term-end', 'term_ends_on', cell('term_ends_on'))
  if (startedOn && termEndsOn && startedOn > termEndsOn)
    refuse('term-end', 'term_ends_on', `${startedOn} > ${termEndsOn}`)
  return { startedOn, termEndsOn }
}

const contactColumns: [RosterField, ContactKind][] = [
  ['phone', 'voice'],
  ['text', 'text'],
  ['fax', 'fax'],
  ['email', 'email'],
  ['form', 'form'],
  ['website', 'url'],
  ['address', 'address'],
]

/** A mailbox with the person's name in it goes with the person; all else stays with the post, or with the agency when nobody is named. */
function findContacts(cell: Cell, name: string, isPast: boolean, refuse: Refuse): UnderstoodRow['contacts'] {
  const contacts: UnderstoodRow['contacts'] = []
  const family = plain(name).split(' ').at(-1) ?? ''
  for (const [field, kind] of contactColumns) {
    const read = readContacts(kind, field === 'address' ? wholeAddress(cell) : cell(field))
    if (read.rest && plain(read.rest) !== plain(name)) refuse('not-understood', field, read.rest)
    for (const { problem, text } of read.problems) refuse(problem, field, text)
    for (const { value, extension } of read.contacts) {
      const isOwn =
        kind === 'email' && family.length > 2 && plain(value.split('@')[0]!).replaceAll(' ', '').includes(family)
      contacts.push({
        owner: isOwn ? 'official' : cell('name') || cell('given_name') || cell('family_name') ? 'post' : 'organization',
        kind,
        value,
        extension,
      })
    }
  }
  if (isPast && contacts.length > 0) refuse('past-contacts', null)
  return contacts
}

/** An address whose parts stand in cells of their own, put together. */
function wholeAddress(cell: Cell): string {
  const lines = [cell('address'), cell('address_2')].filter((line) => line !== '')
  const [city, zip] = [cell('mail_city'), cell('mail_zip')]
  const isThere = lines.some(
    (line) => (zip !== '' && line.includes(zip)) || (city !== '' && zip === '' && plain(line).includes(plain(city))),
  )
  const last = [city, [cell('mail_state'), zip].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  return lines.length === 0 || isThere || last === '' ? lines.join('\n') : [...lines, last].join('\n')
}

function usualName(kind: OrganizationKind, place: GazetteerPlace): string {
  const of: Record<OrganizationKind, string> = {
    sheriff: 'Sheriff’s Office',
    'county-board': 'Board',
    'city-council': 'City Council',
    mayor: 'Office of the Mayor',
    police: 'Police Department',
    prosecutor: 'Prosecutor’s Office',
    jail: 'Jail',
    other: '',
  }
  return `${place.name} ${of[kind]}`.trim()
}

const titles: Record<PostRole, string> = {
  sheriff: 'Sheriff',
  'county-supervisor': 'County Supervisor',
  'county-executive': 'County Executive',
  'council-member': 'Council Member',
  mayor: 'Mayor',
  'police-chief': 'Chief of Police',
  prosecutor: 'Prosecutor',
  'jail-director': 'Jail Director',
  other: '',
}

function usualTitle(text: string, role: PostRole): string {
  const words = text.replaceAll(/[-_]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 100)
  return words === '' ? titles[role] : words.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}
