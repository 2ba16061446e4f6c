import { expect, test } from 'vitest'
import { readListFiles } from '~/office/lists/files/parse-list.server'
import { readContacts } from '~/office/officials/rosters/lines/read-cells'
import { rosterFields } from '~/office/officials/rosters/lines/roster-fields'

/** A file as its report has it: what each line says, the columns of which nothing is read, and what is said of the whole. */
async function read(value: unknown, name = 'people.json') {
  const result = await readListFiles([{ name, bytes: Buffer.from(JSON.stringify(value)) }])
  if (result.outcome !== 'read') throw new Error(result.outcome)
  const { format, columns, lines, warnings } = result.file
  const known: readonly string[] = rosterFields
  return {
    format,
    warnings,
    unread: columns.filter((column) => !known.includes(column)),
    lines: [...lines].map(({ cells }) =>
      Object.fromEntries((cells ?? []).flatMap((cell, at) => (cell ? [[columns[at]!, cell]] : []))),
    ),
  }
}

const seat = { organization_id: 'o1', role: 'Council Member' }
const nopal = { id: 'o1', name: 'Nopal City Council', division_id: 'ocd-division/country:us/state:az/place:nopal' }

test('a person of a Popolo file without a post, or who is written otherwise, is a line with their name', async () => {
  const { lines, warnings, format } = await read({
    persons: [
      { id: 'p1', name: 'Lee Okafor', memberships: [seat] },
      { id: 'p2', name: 'June Abbott' },
      { id: 'p3', name: 'Sol Ríos', contact_details: 'call the clerk' },
      { id: 'p4', given_name: 'Ana', family_name: 'Paz', memberships: [{ role: { title: 'Mayor' } }] },
      { id: ['p5'] },
    ],
    organizations: [nopal],
    memberships: [{ ...seat, person_id: 'nobody', contact_details: [{ type: 'email', value: 'desk@example.org' }] }],
  })
  expect(format).toBe('popolo')
  expect(lines).toMatchObject([
    { external_id: 'p1', name: 'Lee Okafor', organization: 'Nopal City Council' },
    { external_id: 'p2', name: 'June Abbott' },
    { external_id: 'p3', name: 'Sol Ríos' },
    { external_id: 'p4', name: 'Ana Paz' },
    { external_id: '?' },
    { organization: 'Nopal City Council', email: 'desk@example.org' },
  ])
  expect(warnings).toEqual([{ warning: 'misshapen', count: 3 }])
})

test('a person of Open States without a role, or who is written otherwise, is a line with their name', async () => {
  const { lines, warnings, format } = await read([
    { id: 'ocd-person/1', name: 'Lee Okafor', roles: [{ type: 'mayor' }] },
    { id: 'ocd-person/2', name: 'June Abbott', roles: [] },
    { id: 'ocd-person/3', name: 'Sol Ríos' },
    { id: 'ocd-person/4', name: 'Ana Paz', roles: ['mayor'] },
  ])
  expect(format).toBe('open-states')
  expect(lines).toEqual([
    { external_id: 'ocd-person/1', name: 'Lee Okafor', role: 'mayor' },
    { external_id: 'ocd-person/2', name: 'June Abbott' },
    { external_id: 'ocd-person/3', name: 'Sol Ríos' },
    { external_id: 'ocd-person/4', name: 'Ana Paz' },
  ])
  expect(warnings).toEqual([{ warning: 'misshapen', count: 1 }])
})

test('what reaches a whole body stands in for what would reach its member, and what is left over is said', async () => {
  const body = {
    ...nopal,
    contact_details: [
      { type: 'voice', value: '602-555-0150' },
      { type: 'email', value: 'council@example.org' },
    ],
  }
  const details = [
    { type: 'voice', value: '602-555-0151' },
    { type: 'twitter', value: '@lee', note: 'private' },
  ]
  const file = (memberships: object[]) =>
    read({ persons: [{ name: 'Lee Okafor', contact_details: details, memberships }], organizations: [body] })
  const { lines, unread } = await file([seat])
  expect(lines).toMatchObject([{ phone: '602-555-0151', email: 'council@example.org' }])
  expect(unread).toEqual(['contact_details.note', 'contact_details.twitter', 'organizations.contact_details'])
  // No id is the id of nothing.
  expect(
    (await read({ persons: [{ name: 'Lee', memberships: [{ role: 'Mayor' }] }], organizations: [{ name: 'Any' }] }))
      .lines,
  ).toEqual([{ name: 'Lee', role: 'Mayor' }])
})

test('what a file says and no line holds is named: keys, and links and sources after the first', async () => {
  const two = [{ url: 'https://example.org/1', note: 'x' }, { url: 'https://example.org/2' }]
  const popolo = await read({
    persons: [
      {
        name: 'Lee',
        birth_date: '1980',
        links: two,
        memberships: [{ ...seat, on_behalf_of_id: 'party', sources: two }],
      },
    ],
    organizations: [{ ...nopal, classification: 'legislature', founding_date: '1901' }],
    posts: [{ id: 'x', start_date: '2001' }],
    areas: [{ id: 'x', name: 'Nopal' }],
    events: [],
  })
  expect(popolo.unread).toEqual([
    'events',
    'birth_date',
    'memberships.on_behalf_of_id',
    'organizations.classification',
    'organizations.founding_date',
    'posts.start_date',
    'areas.name',
    'links.note',
    'sources.note',
    'sources.1',
    'links.1',
  ])
  const openStates = await read([
    {
      name: 'Lee',
      party: 'x',
      roles: [{ type: 'mayor', end_reason: 'x' }],
      offices: [{ classification: 'x' }],
      links: two,
      sources: two,
    },
  ])
  expect(openStates.unread).toEqual([
    'party',
    'roles.end_reason',
    'offices.classification',
    'links.note',
    'sources.note',
    'links.1',
    'sources.1',
  ])
})

test('a home page is no source, and every address is kept', async () => {
  const offices = [{ address: '1 Main St\nNopal, AZ 85701' }, { address: 'P.O. Box 2\nNopal, AZ 85702-0002' }]
  const [line] = (
    await read([{ name: 'Lee', roles: [{ type: 'mayor' }], links: [{ url: 'https://lee.example.org' }], offices }])
  ).lines
  expect(line).not.toHaveProperty('source_url')
  expect(readContacts('address', line!.address!).contacts.map(({ value }) => value)).toEqual(
    offices.map(({ address }) => address),
  )
  expect(readContacts('address', 'Town Hall\n\n1 Main St, Nopal, AZ 85701').contacts).toHaveLength(1)
})

test('what lies too deep in JSON, or too far down in one of its lists, is said', async () => {
  const phones = (count: number) => Array.from({ length: count }, (_, n) => ({ number: `602-555-01${10 + n}` }))
  const deep = { a: { b: { c: { d: { e: 'lost' } } } } }
  const { warnings } = await read([
    { name: 'Lee', phones: phones(10) },
    { name: 'June', phones: phones(11) },
    { name: 'Sol', ...deep },
    { name: 'Ana', ...deep.a },
  ])
  expect(warnings).toEqual([{ warning: 'nested', count: 2 }])
})
