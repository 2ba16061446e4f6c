import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import type { Db, Trx } from '#db/client'
import type { Role } from '#db/schema'
import type { Language } from '~/i18n/language'
import type { Keyring } from '~/vault/keyring'
import { openText, sealText, type Vault } from '~/vault/open.server'
import { fitsMac, rowMac } from '~/vault/row-mac.server'
import { sealedAs } from '~/vault/sealed-as'
import type { Group, RoleIn } from './rights'

/** Name and email address of an organizer. */
export interface OrganizerDetails {
  name: string
  email: string
}

/** An organizer with their roles. */
export interface Organizer extends OrganizerDetails {
  id: string
  language: Language
  /** `isOurs` is false for a role that was written by hand in the database; it opens nothing. */
  roles: (RoleIn & { isOurs: boolean })[]
}

/** Blind index of an organizer's address. @param email lower-cased */
export function organizerIndex(keyring: Keyring, email: string): Buffer {
  return createHmac('sha256', keyring.blindKey).update(`organizer ${email}`).digest()
}

export function sealOrganizer(vault: Vault, id: string, details: OrganizerDetails): Buffer {
  return sealText(vault.site(), sealedAs('organizer', id), JSON.stringify(details))
}

export function openOrganizer(vault: Vault, row: { id: string; sealed: Buffer }): OrganizerDetails {
  return JSON.parse(openText(vault.site(), sealedAs('organizer', row.id), row.sealed)) as OrganizerDetails
}

/** All groups, by id. */
export async function allGroups(db: Db): Promise<Map<string, Group>> {
  const rows = await db.selectFrom('member_group').selectAll().orderBy('created_at').execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        parentId: row.parent_id,
        kind: row.kind,
        name: row.name,
        town: row.town,
        timeZone: row.time_zone,
        language: row.language,
        senderName: row.sender_name,
        hotline: row.hotline,
        editsDirectory: row.edits_directory,
        logo: row.logo,
        logoAlt: row.logo_alt,
        colour: row.colour,
        contactMail: row.contact_mail,
        contactPhone: row.contact_phone,
        postalAddress: row.postal_address,
        areas: row.areas,
        counties: row.counties,
      },
    ]),
  )
}

interface RoleRow {
  organizer_id: string
  group_id: string
  role: Role
  since: Date
}

/** What a row of `organizer_role` opens: whom it lets do what, and where. */
export function roleMac(keyring: Keyring, row: RoleRow): Buffer {
  return rowMac(keyring, 'organizer_role', [row.organizer_id, row.group_id, row.role, row.since])
}

/** Whether the office gave this role. If not, somebody wrote or changed the row in the database. */
export function isOurRole(keyring: Keyring, row: RoleRow & { mac: Buffer | null }): boolean {
  return fitsMac(row.mac, roleMac(keyring, row))
}

/**
 * An organizer's roles. A row that was written by hand counts for nothing.
 *
 * @param noteForged called when there is such a row
 */
export async function rolesOf(
  db: Db,
  keyring: Keyring,
  organizerId: string,
  noteForged: (organizerId: string) => void,
): Promise<RoleIn[]> {
  const rows = await db
    .selectFrom('organizer_role')
    .select(['organizer_id', 'group_id', 'role', 'since', 'mac'])
    .where('organizer_id', '=', organizerId)
    .orderBy('since')
    .orderBy('group_id')
    .execute()
  const ours = rows.filter((row) => isOurRole(keyring, row))
  if (ours.length < rows.length) noteForged(organizerId)
  return ours.map((row) => ({ groupId: row.group_id, role: row.role }))
}

/** Whose roles were written by hand; an organizer once for each. For the doctor. */
export async function forgedRoles(db: Db, keyring: Keyring): Promise<string[]> {
  const rows = await db
    .selectFrom('organizer_role')
    .select(['organizer_id', 'group_id', 'role', 'since', 'mac'])
    .orderBy('organizer_id')
    .execute()
  return rows.filter((row) => !isOurRole(keyring, row)).map((row) => row.organizer_id)
}

/** Everybody who works in these groups, with their roles there. */
export async function organizersIn(
  db: Db,
  { keyring, vault }: { keyring: Keyring; vault: Vault },
  groupIds: string[],
): Promise<Organizer[]> {
  if (groupIds.length === 0) return []
  const rows = await db
    .selectFrom('organizer_role')
    .innerJoin('organizer', 'organizer.id', 'organizer_role.organizer_id')
    .select([
      'organizer.id',
      'organizer.sealed',
      'organizer.language',
      'organizer_role.organizer_id',
      'organizer_role.group_id',
      'organizer_role.role',
      'organizer_role.since',
      'organizer_role.mac',
    ])
    .where('organizer_role.group_id', 'in', groupIds)
    .where('organizer.removed_at', 'is', null)
    .orderBy('organizer.created_at')
    .execute()
  const found = new Map<string, Organizer>()
  for (const row of rows) {
    const known = found.get(row.id) ?? { id: row.id, language: row.language, roles: [], ...openOrganizer(vault, row) }
    known.roles.push({ groupId: row.group_id, role: row.role, isOurs: isOurRole(keyring, row) })
    found.set(row.id, known)
  }
  return [...found.values()]
}

/** Names for the ids in audit log and histories; removed organizers keep theirs. */
export async function organizerNames(db: Db, vault: Vault, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await db.selectFrom('organizer').select(['id', 'sealed']).where('id', 'in', wanted).execute()
  return new Map(rows.map((row) => [row.id, openOrganizer(vault, row).name]))
}

/**
 * Owners of the network, of a campaign's group, and of the groups above it, for mail that opens nothing: proof of their
 * role is not asked for, since a warning that reaches nobody would be worse.
 */
export async function ownersOf(trx: Trx, campaignId: string | null): Promise<{ id: string; language: Language }[]> {
  const { rows } = await sql<{ id: string; language: Language }>`
    with recursive looked_after as (
      select member_group.id, parent_id from member_group where kind = 'network' or id = (select group_id from campaign where campaign.id = ${campaignId})
      union select above.id, above.parent_id from member_group as above join looked_after on looked_after.parent_id = above.id
    )
    select distinct organizer.id, organizer.language from organizer join organizer_role on organizer_id = organizer.id
    where role = 'owner' and removed_at is null and group_id in (select id from looked_after) order by organizer.id
  `.execute(trx)
  return rows
}
