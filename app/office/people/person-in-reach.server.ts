import { sql } from 'kysely'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { scopesOf } from './scope'
import { inScopes } from './signers.server'

/** A person this organizer may see or change. */
export interface PersonInReach {
  id: string
  campaign_id: string
  contact_id: string
  other_contact_id: string | null
  name_index: Buffer
  sealed: Buffer
  language: Language
  created_on: string
  groupId: string
  /** Whether all their signatures are in reach. */
  isWhole: boolean
  /** Whether they may be changed too; not people the network knows by consent alone. */
  mayChange: boolean
  /** Whether they may be erased: all their signatures are in reach of that right. */
  mayErase: boolean
}

/** Loads a person in this organizer's reach. @throws 404 when there is none */
export async function personInReach(
  office: Office,
  right: 'see-people' | 'change-people' | 'erase-people',
  person: string | undefined,
): Promise<PersonInReach> {
  const reach = inScopes(scopesOf(office, right))
  const { rows } = await sql<PersonInReach>`
    select person.*, (array_agg(petition.group_id))[1] as "groupId", bool_and(${reach}) as "isWhole",
      bool_or(${inScopes(scopesOf(office, 'change-people'))}) as "mayChange",
      bool_and(${inScopes(scopesOf(office, 'erase-people'))}) as "mayErase" from person
    join signature on signature.person_id = person.id join petition on petition.id = signature.petition_id
    where person.id = ${uuidOf(person)} group by person.id having bool_or(${reach})
  `.execute(office.db)
  if (!rows[0]) throw new Response(null, { status: 404 })
  return rows[0]
}
