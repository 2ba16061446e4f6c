import type { Office } from '~/office/guard/guard.server'
import { withoutRight } from '~/office/guard/refuse-by-role.server'
import type { Right } from '~/office/guard/rights'

/** The campaign in the address, `:campaign`. @throws 404 if this organizer cannot see it, 403 if they lack the right */
export async function officeCampaign(office: Office, right: Right) {
  const row = await office.db
    .selectFrom('campaign')
    .selectAll()
    .where('slug', '=', office.params.campaign ?? '')
    .executeTakeFirst()
  return checked(office, right, row && { ...row, groupId: row.group_id })
}

/** @throws 404 if they cannot see it, 403 if they lack the right */
export function checked<Thing extends { groupId: string }>(
  office: Office,
  right: Right,
  thing: Thing | undefined,
): Thing {
  if (!thing || !office.may('see-numbers', thing.groupId)) throw new Response(null, { status: 404 })
  if (!office.may(right, thing.groupId)) throw withoutRight(right, thing.groupId)
  return thing
}
