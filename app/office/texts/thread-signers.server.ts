import { sql } from 'kysely'
import type { Office } from '~/office/guard/guard.server'
import { personInScopes } from '~/office/people/reach.server'
import { scopesOf } from '~/office/people/scope'
import { openPerson } from '~/vault/open.server'

/** Somebody who signed with the phone that texts us. */
export interface ThreadSigner {
  id: string
  name: string
}

/**
 * Signers of these phones whom this organizer may see, by the phone's blind index in hex: each on their own, also those
 * of the same name, who may be one person in two campaigns, or father and son. The caller must write the audit entry.
 */
export async function openSigners(
  office: Pick<Office, 'db' | 'vault' | 'groups' | 'groupsWith'>,
  phones: Buffer[],
): Promise<Map<string, ThreadSigner[]>> {
  const { rows } = await sql<{ phone: string; id: string; campaign_id: string; sealed: Buffer }>`
    select distinct encode(contact_point.blind_index, 'hex') as phone, person.id, person.campaign_id, person.sealed
    from contact_point join person on contact_point.id in (person.contact_id, person.other_contact_id)
    where contact_point.blind_index = any(${phones}::bytea[]) and ${personInScopes(scopesOf(office, 'see-people'))}
    order by person.id
  `.execute(office.db)
  const signers = rows.map(({ phone, ...row }) => {
    const { givenName, familyName } = openPerson(office.vault, row)
    return { phone, id: row.id, name: `${givenName} ${familyName}`.trim() }
  })
  const byPhone = Map.groupBy(signers, ({ phone }) => phone)
  return new Map([...byPhone].map(([phone, people]) => [phone, people.map(({ id, name }) => ({ id, name }))]))
}
