import type { z } from 'zod'
import { isObject } from './flatten-json'
import {
  type Cells,
  joinAddresses,
  link,
  listIn,
  nameAlone,
  type PeopleTable,
  peopleTable,
  unreadKeys,
} from './people-file'
import {
  type Area,
  area,
  detail,
  type Membership,
  membership,
  type Organization,
  organization,
  type Person,
  type Post,
  person,
  post,
} from './popolo.schema'

/**
 * Reads persons, memberships and organizations in the Popolo or Open Civic Data format, one line per membership. Null
 * when it is another format.
 *
 * @see https://www.popoloproject.com/specs/
 */
export function readPopolo(value: unknown): PeopleTable | null {
  const whole =
    Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && Array.isArray(one.memberships))
      ? { persons: value }
      : value
  if (!isObject(whole) || !Array.isArray(whole.persons)) return null
  const all: unknown[] = whole.persons
  const persons = readEach(person, all)
  const memberships = readEach(membership, listIn(whole, 'memberships'))
  const nested = all.map((one) => readEach(membership, listIn(one, 'memberships')))
  const organizations = readEach(organization, listIn(whole, 'organizations'))
  const posts = readEach(post, listIn(whole, 'posts'))
  const areas = readEach(area, listIn(whole, 'areas'))

  const places = openPlaces(areas.good, organizations.good, posts.good)
  const ofPerson = Map.groupBy(
    memberships.good.filter(({ person_id }) => person_id !== ''),
    ({ person_id }) => person_id,
  )
  const rows = persons.all.flatMap((one, index) => {
    if (!one) return [nameAlone(all[index])]
    const held = [...nested[index]!.good, ...(ofPerson.get(idOf(one)) ?? [])]
    return held.length === 0 ? [nameAlone(all[index])] : held.map((membership) => lineOf(one, membership, places))
  })
  // Memberships whose person is not in the file: the post is known, its holder is not.
  const nobody = person.parse({})
  const ids = new Set(persons.good.map(idOf))
  const vain = memberships.good.filter(({ person_id }) => person_id === '' || !ids.has(person_id))
  rows.push(...vain.map((membership) => lineOf(nobody, membership, places)))
  return peopleTable(
    rows,
    [
      ...keysNotRead(whole, all),
      ...(organizations.good.some((one) => one.contact_details.some((each) => !places.used.has(each)))
        ? ['organizations.contact_details']
        : []),
    ],
    [persons, memberships, ...nested, organizations, posts, areas].reduce((sum, { bad }) => sum + bad, 0),
  )
}

const idOf = (one: Person) => one.id || one._id

/** Parses each entry separately, so that an invalid one does not affect the others. */
function readEach<Schema extends z.ZodType>(
  schema: Schema,
  things: unknown[],
): { all: (z.output<Schema> | null)[]; good: z.output<Schema>[]; bad: number } {
  const all = things.map((one) => schema.safeParse(one).data ?? null)
  const good = all.filter((one) => one !== null) as z.output<Schema>[]
  return { all, good, bad: all.length - good.length }
}

interface Places {
  organization(id: string): Organization | undefined
  post(id: string): Post | undefined
  /** The division of an area; '' when unknown. */
  divisionOf(areaId: string): string
  /** Organizations' contact details that are used in a line. */
  used: Set<object>
}

function openPlaces(areas: Area[], organizations: Organization[], posts: Post[]): Places {
  const [areaById, organizationById, postById] = [byId(areas), byId(organizations), byId(posts)] as const
  return {
    organization: (id) => organizationById.get(id),
    post: (id) => postById.get(id),
    divisionOf: (id) =>
      areaById.get(id)?.division_id || areaById.get(id)?.identifier || (id.startsWith('ocd-division/') ? id : ''),
    used: new Set(),
  }
}

/** Indexes by id; the first entry with an id wins, entries without one are skipped. */
function byId<One extends { id: string }>(list: readonly One[]): Map<string, One> {
  return new Map(
    list
      .toReversed()
      .filter(({ id }) => id !== '')
      .map((one) => [one.id, one]),
  )
}

function lineOf(one: Person, membership: Membership, places: Places): Cells {
  const known = places.organization(membership.organization_id)
  const body = known ?? membership.organization
  const seat = places.post(membership.post_id) ?? membership.post
  const own = [
    ...(one.email ? [{ type: 'email', value: one.email }] : []),
    ...membership.contact_details,
    ...(seat?.contact_details ?? []),
    ...one.contact_details,
  ].filter(({ value }) => value !== '')
  // Fall back to the body's contacts when the member has none of this type.
  const valuesOf = (...types: string[]) => {
    const isOne = ({ type }: { type: string }) => types.includes(type.toLowerCase())
    const nearer = own.filter(isOne)
    if (nearer.length > 0) return nearer.map(({ value }) => value)
    const ofBody = (body?.contact_details ?? []).filter(isOne)
    for (const each of ofBody) places.used.add(each)
    return ofBody.map(({ value }) => value)
  }
  const numbers = (...types: string[]) => valuesOf(...types).join('; ')
  return {
    external_id: idOf(one),
    name: one.name,
    given_name: one.given_name,
    family_name: one.family_name,
    role: membership.role || seat?.role || membership.label || seat?.label || '',
    title: seat?.role && seat.label ? '' : membership.label,
    organization: body?.name ?? '',
    division_id:
      membership.division_id ||
      places.divisionOf(membership.area_id) ||
      seat?.division_id ||
      places.divisionOf(seat?.area_id ?? '') ||
      body?.division_id ||
      places.divisionOf(body?.area_id ?? '') ||
      known?.jurisdiction_id ||
      '',
    district: membership.district || (seat?.label && /\d|large|ward|district/i.test(seat.label) ? seat.label : ''),
    started_on: membership.start_date,
    term_ends_on: membership.end_date,
    phone: numbers('voice', 'phone', 'cell'),
    text: numbers('text', 'sms'),
    fax: numbers('fax'),
    email: numbers('email'),
    website: valuesOf('url', 'website').join('\n') || (one.links[0]?.url ?? ''),
    address: joinAddresses(valuesOf('address')),
    source_url: membership.sources[0]?.url ?? one.sources[0]?.url ?? '',
  }
}

/** Types of contact details that have a column. */
const readTypes = /^(voice|phone|cell|text|sms|fax|email|url|website|address)$/i
const topKeys = { persons: 0, memberships: 0, organizations: 0, posts: 0, areas: 0 }

/** Keys in the file that no line uses, so that the report can list them. */
function keysNotRead(whole: Record<string, unknown>, persons: unknown[]): string[] {
  const memberships = [...listIn(whole, 'memberships'), ...persons.flatMap((one) => listIn(one, 'memberships'))]
  const inside = (key: string) => memberships.flatMap((one) => (isObject(one) && isObject(one[key]) ? [one[key]] : []))
  const organizations = [...listIn(whole, 'organizations'), ...inside('organization')]
  const posts = [...listIn(whole, 'posts'), ...inside('post')]
  const details = [...persons, ...memberships, ...organizations, ...posts].flatMap((one) =>
    listIn(one, 'contact_details'),
  )
  const sources = [...persons, ...memberships].map((one) => listIn(one, 'sources'))
  const links = persons.map((one) => listIn(one, 'links'))
  return [
    ...unreadKeys([
      ['', [whole], topKeys],
      ['', persons, { ...person.shape, memberships: 0 }],
      ['memberships.', memberships, membership.shape],
      ['organizations.', organizations, organization.shape],
      ['posts.', posts, post.shape],
      ['areas.', listIn(whole, 'areas'), area.shape],
      ['contact_details.', details, detail.shape],
      ['links.', links.flat(), link.shape],
      ['sources.', sources.flat(), link.shape],
    ]),
    ...details.flatMap((one) =>
      isObject(one) && typeof one.type === 'string' && !readTypes.test(one.type) ? [`contact_details.${one.type}`] : [],
    ),
    ...(sources.some((list) => list.length > 1) ? ['sources.1'] : []),
    ...(links.some((list) => list.length > 1) ? ['links.1'] : []),
  ]
}
