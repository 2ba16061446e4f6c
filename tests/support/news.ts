import { sql } from 'kysely'
import { getsNews, newsJoins } from '~/people/subscriptions.server'
import { openContact, openVault } from '~/vault/open.server'
import type { World } from './firme-test'

/** The addresses and numbers that a campaign's news would reach now. */
export async function newsReaches(world: World): Promise<string[]> {
  const vault = await openVault(world.db, world.keyring)
  const { rows } = await sql<Parameters<typeof openContact>[1]>`
    select contact_point.id, contact_point.campaign_id, contact_point.sealed
    from person join contact_point on contact_point.id in (person.contact_id, person.other_contact_id) ${newsJoins()} where ${getsNews}
  `.execute(world.db)
  return rows.map((row) => openContact(vault, row)).sort()
}
