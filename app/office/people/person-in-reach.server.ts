import { sql } from 'kysely'
import type { Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { inScopes, knownInScopes } from './reach.server'
import { scopesOf } from './scope'

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
  /** Whether all their signatures are in reach, and the campaign that they asked for news. */
  isWhole: boolean
  /** Whether they may be changed too; not people the network knows by consent alone. */
  mayChange: boolean
  /** Whether they may be erased: all of that is in reach of that right. */
  mayErase: boolean
}

/** Loads a person in this organizer's reach. @throws 404 when there is none */
export async function personInReach(
  office: Office,
  right: 'see-people' | 'change-people' | 'erase-people',
  person: string | undefined,
): Promise<PersonInReach> {
  const [asked, change, erase] = [right, 'change-people' as const, 'erase-people' as const].map((one) => {
    const scopes = scopesOf(office, one)
    return { bySignature: inScopes(scopes), byCampaign: knownInScopes(scopes) }
  })
  const { rows } = await sql<PersonInReach>`
    select person.*, ways."groupId", ways."isWhole", ways."mayChange", ways."mayErase" from person cross join lateral (
      select (array_agg("groupId" order by is_in desc))[1] as "groupId", bool_and(is_in) as "isWhole", bool_or(is_in) as is_in, bool_or(may_change) as "mayChange", bool_and(may_erase) as "mayErase" from (
        select petition.group_id as "groupId", ${asked!.bySignature} as is_in, ${change!.bySignature} as may_change, ${erase!.bySignature} as may_erase
          from signature join petition on petition.id = signature.petition_id where signature.person_id = person.id
        union all select campaign.group_id, ${asked!.byCampaign}, ${change!.byCampaign}, ${erase!.byCampaign}
          from campaign where campaign.id = person.campaign_id and is_known_without_signature(person.id)) as way) as ways
    where person.id = ${uuidOf(person)} and ways.is_in
  `.execute(office.db)
  if (!rows[0]) throw new Response(null, { status: 404 })
  return rows[0]
}
