import { sql } from 'kysely'
import type { Office } from '~/office/guard/guard.server'
import { maskContact } from '~/people/mask-contact'
import { openContact, openPerson } from '~/vault/open.server'
import { type PersonInReach, personInReach } from './person-in-reach.server'
import { scopesOf } from './scope'
import { contactOf } from './search.server'
import { findByContact, type SignerLine } from './signers.server'

/** A person who may be the same human being. */
export interface Duplicate {
  id: string
  name: string
  contacts: string[]
}

/** People of the same campaign with the same name and a shared contact: usually the same human being. */
export async function readDuplicates(office: Office): Promise<{ person: Duplicate; twins: Duplicate[] }> {
  const person = await personInReach(office, 'change-people', office.params.person)
  const { rows } = await sql<{ id: string }>`
    select twin.id from person join person as twin on twin.campaign_id = person.campaign_id and twin.id <> person.id and twin.name_index = person.name_index
      and array[twin.contact_id, twin.other_contact_id] && array[person.contact_id, person.other_contact_id]
    where person.id = ${person.id} limit 20
  `.execute(office.db)
  const twins = await describeAll(
    office,
    person,
    rows.map((row) => row.id),
  )
  await office.audit({ groupId: person.groupId, act: 'opened-person', subject: person.id, howMany: 1 + twins.length })
  return { person: await describe(office, person), twins }
}

/** People of the same campaign with this complete address or number; null when it is neither. */
export async function searchDuplicates(office: Office, typed: string): Promise<Duplicate[] | null> {
  const person = await personInReach(office, 'change-people', office.params.person)
  const contact = contactOf(typed)
  if (!contact) return null
  const lines = await findByContact(office.db, office.keyring, office.vault, scopesOf(office, 'change-people'), {
    ...contact,
    language: office.lang,
  })
  const ids = [...new Set(lines.map((line: SignerLine) => line.personId))].filter((id) => id !== person.id)
  await office.audit({
    groupId: person.groupId,
    act: 'searched-people',
    subject: `by ${contact.channel}`,
    howMany: ids.length,
  })
  return describeAll(office, person, ids)
}

async function describeAll(office: Office, person: PersonInReach, ids: string[]): Promise<Duplicate[]> {
  const found = await Promise.all(ids.map((id) => personInReach(office, 'change-people', id).catch(noOne)))
  return Promise.all(found.flatMap((one) => (one?.campaign_id === person.campaign_id ? [describe(office, one)] : [])))
}

/** A person as merging shows them: contacts masked, the primary one first. */
export async function describe(office: Office, person: PersonInReach): Promise<Duplicate> {
  const details = openPerson(office.vault, person)
  const rows = await office.db
    .selectFrom('contact_point')
    .selectAll()
    .where('id', 'in', [person.contact_id, person.other_contact_id ?? person.contact_id])
    .execute()
  const ordered = rows.sort((one) => (one.id === person.contact_id ? -1 : 1))
  return {
    id: person.id,
    name: `${details.givenName} ${details.familyName}`.trim(),
    contacts: ordered.map((row) => maskContact(row.channel, openContact(office.vault, row))),
  }
}

/** Out of reach counts as not found. */
function noOne(thrown: unknown): null {
  if (thrown instanceof Response) return null
  throw thrown
}
