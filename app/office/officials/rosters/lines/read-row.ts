import { longestCell } from '~/office/lists/files/list-file'
import { webAddress } from '~/officials/posts/contact-value'
import { cutForJson } from '~/ui/forms/text'
import type { Gazetteer } from './gazetteer'
import { isNoName, readName } from './read-cells'
import { readDay } from './read-day'
import { bodyOfRole, readAgency } from './read-words'
import { cellOf, type RosterField, type RosterMapping, rosterFields } from './roster-fields'
import { findContacts } from './row-contacts'
import { findRowDistrict } from './row-district'
import { findPlace } from './row-place'
import { findRole, mayHold, postText } from './row-role'
import {
  type Cell,
  isLeftOut,
  type Problem,
  type Refuse,
  type RosterOptions,
  type RosterRowReason,
  type UnderstoodRow,
} from './understood-row'
import { titleOf, usualName } from './usual-words'

/** A parsed line. `row` is null when a problem refuses the line; its person and place are still given. */
export interface ReadRow {
  row: UnderstoodRow | null
  name: string
  placeId: string | null
  /** Whether the line may be about a current holder without saying who that is. */
  isUnread: boolean
  problems: Problem[]
}

/** What is needed to read a list's lines: its columns and mapping, its options, the places it may be about. */
export interface RosterContext {
  columns: readonly string[]
  mapping: RosterMapping
  options: RosterOptions
  gazetteer: Gazetteer
  /** YYYY-MM-DD; terms that ended before this day are past. */
  today: string
}

/**
 * Parses one line. Anything uncertain is reported, never guessed: the post decides which kind of place is meant, the
 * place's name must be unambiguous, the role must be known, and every line needs a source and a check date.
 */
export function readRosterRow(
  cells: readonly string[],
  { columns, mapping, options, gazetteer, today }: RosterContext,
): ReadRow {
  const cell = (field: RosterField) => cellOf(cells, mapping, field)
  // The cell was cut: reading it would take part of its text for the whole. Reading also takes quadratic time.
  const long = rosterFields.find((field) => cell(field).length > longestCell)
  if (long)
    return {
      row: null,
      name: '',
      placeId: null,
      isUnread: true,
      problems: [{ reason: 'line-too-long', field: long, text: cell(long).slice(0, 80) }],
    }
  const problems: Problem[] = []
  const refuse = (reason: RosterRowReason, field: RosterField | null, text = '') =>
    void problems.push({ reason, field, text: cutForJson(text, 80) })

  const { name, isVacant, title: beside, rest } = readName(cell('name'), cell('given_name'), cell('family_name'))
  if (rest) refuse('not-understood', 'name', rest)
  for (const field of ['name', 'given_name', 'family_name'] as const)
    if (isQuoteOpen(cell(field))) refuse('quote-left-open', field, cell(field))
  if (isNoName(name)) refuse('name-unclear', 'name', name)
  const post = postText(cell, beside)
  const agency = readAgency(cell('agency'))
  if (cell('agency') && !agency) refuse('not-understood', 'agency', cell('agency'))
  const search = { cell, post, options, gazetteer, agency }
  const found = mayHold({ post, beside, organization: cell('organization') }, options, refuse)
    ? findPlace(search, refuse)
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

  const { startedOn, termEndsOn } = readTerm(cell, today, refuse)
  if (startedOn && startedOn > today) refuse('role-not-now', 'started_on', startedOn)
  const isPast = termEndsOn !== null && termEndsOn < today
  const [firstSource = '', ...moreSources] = cell('source_url').split(/[\s|]+|;(?=\s|https?:|$)/i)
  if (moreSources.some(Boolean)) refuse('not-understood', 'source_url', moreSources.join(' '))
  const source = webAddress(firstSource) ?? webAddress(options.sourceUrl)
  if (!source) refuse('source', 'source_url', cell('source_url'))
  const checkedOn = readDay(cell('checked_on'), today) ?? readDay(options.checkedOn, today)
  if (!checkedOn) refuse('checked-on', 'checked_on', cell('checked_on'))
  else if (checkedOn > today) refuse('checked-later', 'checked_on', checkedOn)

  const contacts = findContacts(cell, name, isPast, refuse)
  if (!name && (isPast || (!isVacant && contacts.length === 0))) refuse('nothing', 'name')
  if (
    !place ||
    !role ||
    !said ||
    !organizationKind ||
    !source ||
    !checkedOn ||
    problems.some(({ reason }) => !isLeftOut(reason))
  )
    return {
      row: null,
      name,
      placeId: (found ?? findPlace(search, () => {}))?.place.id ?? null,
      isUnread: !isPast && !isVacant && leavesHolderOpen(name, problems),
      problems,
    }

  const row: UnderstoodRow = {
    placeId: place.id,
    placeName: place.name,
    placeSlug: place.slug,
    divisionId: said.divisionId,
    organizationKind,
    organization,
    role,
    title: titleOf(said, role),
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
  return { row, name, placeId: place.id, isUnread: false, problems }
}

const ofOtherBodies: ReadonlySet<RosterRowReason> = new Set([
  'role-not-local',
  'role-of-another-body',
  'role-staff',
  'role-special',
])

const leavingOpen: ReadonlySet<RosterRowReason> = new Set(['role-not-now', 'quote-left-open', 'name-unclear'])

/** Whether a refused line leaves open who holds the post: no name for certain, or somebody who does not hold it now. */
function leavesHolderOpen(name: string, problems: readonly Problem[]): boolean {
  if (problems.some(({ reason }) => ofOtherBodies.has(reason))) return false
  return name === '' || problems.some(({ reason }) => leavingOpen.has(reason))
}

/** `Robert "Bob" Roe` has a nickname; in `Robert "Bob Roe` text may be missing, or belong to another cell. */
const isQuoteOpen = (name: string) => name.split('"').length % 2 === 0

/** The unmapped columns of a line that have content, with their headings. */
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

function readTerm(cell: Cell, today: string, refuse: Refuse): { startedOn: string | null; termEndsOn: string | null } {
  const startedOn = readDay(cell('started_on'), today)
  if (cell('started_on') && !startedOn) refuse('started-on', 'started_on', cell('started_on'))
  const termEndsOn = readDay(cell('term_ends_on'), today, 'last')
  const never = /^(present|current|now|actual(idad)?|presente|n\/?a|-+)$/i.test(cell('term_ends_on'))
  // Without the end date it is unknown whether they still hold the post.
  if (cell('term_ends_on') && !termEndsOn && !never) refuse('term-end', 'term_ends_on', cell('term_ends_on'))
  if (startedOn && termEndsOn && startedOn > termEndsOn)
    refuse('term-end', 'term_ends_on', `${startedOn} > ${termEndsOn}`)
  return { startedOn, termEndsOn }
}
