import type { ContactKind } from '#db/schema-officials'
import { plain } from '~/officials/posts/name-key'
import { readContacts } from './read-cells'
import { readState } from './read-words'
import type { RosterField } from './roster-fields'
import type { Cell, Refuse, UnderstoodRow } from './understood-row'

const contactColumns: [RosterField, ContactKind][] = [
  ['phone', 'voice'],
  ['text', 'text'],
  ['fax', 'fax'],
  ['email', 'email'],
  ['form', 'form'],
  ['website', 'url'],
  ['address', 'address'],
]

/**
 * A line's contacts. An email address that contains the person's last name belongs to the person; all others belong to
 * the post, or to the organization when the line names nobody.
 */
export function findContacts(cell: Cell, name: string, isPast: boolean, refuse: Refuse): UnderstoodRow['contacts'] {
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

/** Assembles an address from its separate cells. */
function wholeAddress(cell: Cell): string {
  const lines = [cell('address'), cell('address_2')].filter((line) => line !== '')
  const [city, zip] = [cell('mail_city'), cell('mail_zip')]
  const isThere = lines.some(
    (line) => (zip !== '' && line.includes(zip)) || (city !== '' && zip === '' && plain(line).includes(plain(city))),
  )
  const last = [city, [cell('mail_state') || (city && readState(cell('state'))), zip].filter(Boolean).join(' ')]
    .filter(Boolean)
    .join(', ')
  return lines.length === 0 || isThere || last === '' ? lines.join('\n') : [...lines, last].join('\n')
}
