import { z } from 'zod'
import { isObject } from './flatten-json'
import {
  type Cells,
  joinAddresses,
  link,
  listIn,
  listOf,
  nameAlone,
  type PeopleTable,
  peopleTable,
  text,
  unreadKeys,
} from './people-file'

const role = z.object({ type: text, title: text, jurisdiction: text, district: text, start_date: text, end_date: text })
const office = z.object({ address: text, voice: text, fax: text })
const person = z.object({
  id: text,
  name: text,
  given_name: text,
  family_name: text,
  email: text,
  links: listOf(link),
  sources: listOf(link),
  roles: listOf(role),
  offices: listOf(office),
})

/**
 * Reads people in Open States' format (one YAML document each), one line per role. Null when it is another format.
 *
 * @see https://github.com/openstates/people/blob/main/schema.md
 */
export function readOpenStates(documents: unknown[]): PeopleTable | null {
  if (documents.length === 0 || !documents.every(isPerson)) return null
  const all = (key: string) => documents.flatMap((one) => listIn(one, key))
  const read = documents.map((one) => person.safeParse(one))
  return peopleTable(
    read.flatMap(({ data }, index) => (data?.roles.length ? linesOf(data) : [nameAlone(documents[index])])),
    [
      ...unreadKeys([
        ['', documents, person.shape],
        ['roles.', all('roles'), role.shape],
        ['offices.', all('offices'), office.shape],
        ['links.', all('links'), link.shape],
        ['sources.', all('sources'), link.shape],
      ]),
      ...['links', 'sources'].flatMap((key) =>
        documents.some((one) => listIn(one, key).length > 1) ? [`${key}.1`] : [],
      ),
    ],
    read.filter(({ success }) => !success).length,
  )
}

function isPerson(document: unknown): boolean {
  return (
    isObject(document) &&
    (Array.isArray(document.roles) || (typeof document.id === 'string' && document.id.startsWith('ocd-person/')))
  )
}

function linesOf({ roles, offices, links, sources, ...one }: z.output<typeof person>): Cells[] {
  const numbers = (kind: 'voice' | 'fax') =>
    offices
      .map((office) => office[kind])
      .filter(Boolean)
      .join('; ')
  return roles.map((role) => ({
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
    phone: numbers('voice'),
    fax: numbers('fax'),
    address: joinAddresses(offices.map((office) => office.address)),
    email: one.email,
    website: links[0]?.url ?? '',
    source_url: sources[0]?.url ?? '',
  }))
}
