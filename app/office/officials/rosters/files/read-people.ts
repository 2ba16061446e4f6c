import { z } from 'zod'
import { utcDay } from '#db/utc-day'
import { type RosterField, rosterFields } from '~/office/officials/rosters/lines/roster-fields'
import { isObject, type Table } from './flatten-json'

const text = z
  .union([z.string(), z.number().transform(String), z.date().transform((day) => utcDay(day))])
  .nullish()
  .transform((value) => value ?? '')
const links = z
  .array(z.object({ url: text }))
  .nullish()
  .transform((list) => list ?? [])
const details = z
  .array(z.object({ type: text, value: text }))
  .nullish()
  .transform((list) => list ?? [])
const named = z
  .union([
    z.string().transform((name) => ({ id: name, name, classification: '', division_id: '', area_id: '' })),
    z.object({ id: text, name: text, classification: text, division_id: text, area_id: text }),
  ])
  .nullish()
const post = z
  .object({ id: text, label: text, role: text, division_id: text, area_id: text, contact_details: details })
  .nullish()

const role = z.object({ type: text, title: text, jurisdiction: text, district: text, start_date: text, end_date: text })
const office = z.object({ address: text, voice: text, fax: text })
const openStates = z.object({
  id: text,
  name: text,
  given_name: text,
  family_name: text,
  email: text,
  links,
  sources: links,
  roles: z.array(role),
  offices: z
    .array(office)
    .nullish()
    .transform((list) => list ?? []),
})

const membership = z.object({
  person_id: text,
  organization_id: text,
  post_id: text,
  role: text,
  label: text,
  start_date: text,
  end_date: text,
  on_behalf_of_id: text,
  division_id: text,
  area_id: text,
  district: text,
  organization: named,
  post,
  contact_details: details,
  sources: links,
  links,
})
const person = z.object({
  id: text,
  _id: text,
  name: text,
  given_name: text,
  family_name: text,
  email: text,
  contact_details: details,
  links,
  sources: links,
  memberships: z
    .array(membership)
    .nullish()
    .transform((list) => list ?? []),
})
const popolo = z.object({
  persons: z.array(person),
  organizations: z
    .array(
      z.object({
        id: text,
        name: text,
        classification: text,
        division_id: text,
        area_id: text,
        jurisdiction_id: text,
        contact_details: details,
      }),
    )
    .nullish()
    .transform((list) => list ?? []),
  memberships: z
    .array(membership)
    .nullish()
    .transform((list) => list ?? []),
  posts: z
    .array(z.object({ id: text, label: text, role: text, division_id: text, area_id: text, contact_details: details }))
    .nullish()
    .transform((list) => list ?? []),
  areas: z
    .array(z.object({ id: text, division_id: text, identifier: text }))
    .nullish()
    .transform((list) => list ?? []),
})

type Cells = Partial<Record<RosterField, string>>

/** People as Open States keeps them (a YAML document each), one line for each of their roles. Null: it is something else. */
export function readOpenStates(documents: unknown[]): Table | null {
  if (documents.length === 0 || !documents.every((one) => isObject(one) && Array.isArray(one.roles))) return null
  const unread = unreadKeys([
    ['', documents, openStates.shape],
    ['roles.', documents.flatMap((one) => listIn(one, 'roles')), role.shape],
    ['offices.', documents.flatMap((one) => listIn(one, 'offices')), office.shape],
  ])
  const people = documents.map((one) => openStates.safeParse(one)).map((read) => (read.success ? read.data : null))
  return tableOf(
    people.flatMap((one) =>
      one
        ? one.roles.map(
            (role): Cells => ({
              external_id: one.id,
              name: one.name,
              given_name: one.given_name,
              family_name: one.family_name,
              role: role.type,
              title: role.title,
              division_id: role.jurisdiction,
              district: role.district,
              started_on: role.start_date,
              term_ends_on: role.end_date,
              phone: one.offices
                .map((office) => office.voice)
                .filter(Boolean)
                .join('; '),
              fax: one.offices
                .map((office) => office.fax)
                .filter(Boolean)
                .join('; '),
              address: one.offices.find((office) => office.address)?.address ?? '',
              email: one.email,
              website: one.links[0]?.url ?? '',
              source_url: one.sources[0]?.url ?? one.links[0]?.url ?? '',
            }),
          )
        : [{}],
    ),
    unread,
  )
}

/** Persons, memberships and organizations as Popolo and Open Civic Data have them, one line for each membership. Null: it is something else. */
export function readPopolo(value: unknown): Table | null {
  const whole =
    Array.isArray(value) && value.length > 0 && value.every((one) => isObject(one) && Array.isArray(one.memberships))
      ? { persons: value }
      : value
  if (!isObject(whole) || !Array.isArray(whole.persons)) return null
  const read = popolo.safeParse(whole)
  if (!read.success) return null
  const { persons, organizations, memberships, posts, areas } = read.data
  const unread = unreadKeys([
    ['', whole.persons, person.shape],
    [
      'memberships.',
      [...listIn(whole, 'memberships'), ...whole.persons.flatMap((one: unknown) => listIn(one, 'memberships'))],
      membership.shape,
    ],
  ])
  const [areaById, organizationById, postById] = [byId(areas), byId(organizations), byId(posts)] as const
  const membershipsOf = Map.groupBy(memberships, (membership) => membership.person_id)
  const divisionOfArea = (id: string) =>
    areaById.get(id)?.division_id || areaById.get(id)?.identifier || (id.startsWith('ocd-division/') ? id : '')
  return tableOf(
    persons.flatMap((one) => {
      const id = one.id || one._id
      const own = [...one.memberships, ...(id ? (membershipsOf.get(id) ?? []) : [])]
      return own.map((membership): Cells => {
        const known = organizationById.get(membership.organization_id)
        const body = known ?? membership.organization
        const seat = postById.get(membership.post_id) ?? membership.post
        const reached = [...membership.contact_details, ...(seat?.contact_details ?? []), ...one.contact_details]
        const of = (...types: string[]) =>
          reached
            .filter((detail) => types.includes(detail.type.toLowerCase()))
            .map((detail) => detail.value)
            .join('; ')
        return {
          external_id: id,
          name: one.name,
          given_name: one.given_name,
          family_name: one.family_name,
          role: membership.role || seat?.role || membership.label || seat?.label || '',
          title: seat?.role && seat.label ? '' : membership.label,
          organization: body?.name ?? '',
          division_id:
            membership.division_id ||
            divisionOfArea(membership.area_id) ||
            seat?.division_id ||
            divisionOfArea(seat?.area_id ?? '') ||
            body?.division_id ||
            divisionOfArea(body?.area_id ?? '') ||
            known?.jurisdiction_id ||
            '',
          district:
            membership.district || (seat?.label && /\d|large|ward|district/i.test(seat.label) ? seat.label : ''),
          started_on: membership.start_date,
          term_ends_on: membership.end_date,
          phone: of('voice', 'phone', 'cell'),
          text: of('text', 'sms'),
          fax: of('fax'),
          email: [one.email, of('email')].filter(Boolean).join('; '),
          website: of('url', 'website') || one.links[0]?.url || '',
          address: of('address').split('; ')[0] ?? '',
          source_url: membership.sources[0]?.url ?? one.sources[0]?.url ?? '',
        }
      })
    }),
    unread,
  )
}

/** Of several with one id the first counts. */
function byId<One extends { id: string }>(list: readonly One[]): Map<string, One> {
  return new Map(list.toReversed().map((one) => [one.id, one]))
}

function listIn(thing: unknown, key: string): unknown[] {
  const list = isObject(thing) ? thing[key] : undefined
  return Array.isArray(list) ? list : []
}

/** Keys of these things that their shape has no place for, so that the report can name them. */
function unreadKeys(places: [prefix: string, things: unknown[], shape: object][]): string[] {
  return [
    ...new Set(
      places.flatMap(([prefix, things, shape]) =>
        things.flatMap((thing) =>
          isObject(thing)
            ? Object.keys(thing)
                .filter((key) => !(key in shape))
                .map((key) => prefix + key)
            : [],
        ),
      ),
    ),
  ]
}

/** @param unread headings of what is in the file and not in the rows */
function tableOf(rows: Cells[], unread: string[]): Table {
  return {
    columns: [...rosterFields, ...unread],
    rows: rows.map((cells) => rosterFields.map((field) => cells[field] ?? '')),
  }
}
