import { type Db } from '#db/client'
import type { Env } from '~/env.server'
import { verifyAudit } from '~/office/guard/audit.server'
import { forgedRoles, isOurRole } from '~/office/guard/organizers.server'
import { forgedPasswords } from '~/office/team/password.server'
import { readKeyring } from '~/vault/keyring-standing.server'
import type { Check } from '~/web/site/ready.server'

/** How many own the network. */
export async function ownerCheck(db: Db, { keyringFile }: Env): Promise<Check> {
  const held = await db
    .selectFrom('organizer_role')
    .innerJoin('organizer', 'organizer.id', 'organizer_role.organizer_id')
    .innerJoin('member_group', 'member_group.id', 'organizer_role.group_id')
    .select(['organizer_id', 'group_id', 'role', 'since', 'mac'])
    .where('role', '=', 'owner')
    .where('kind', '=', 'network')
    .where('removed_at', 'is', null)
    .execute()
  const standing = await readKeyring(db, keyringFile)
  // Without the keyring nobody can tell a role that the office gave from another.
  const owners = standing.is === 'open' ? held.filter((one) => isOurRole(standing.keyring, one)).length : held.length
  return {
    name: 'office',
    state: owners === 0 ? 'warn' : 'ok',
    detail:
      owners === 0
        ? 'nobody owns it yet: open the link of npx firme owner-link'
        : `${owners} ${owners === 1 ? 'owner: a second one would be wise' : 'owners'}`,
  }
}

/** Passwords that the office did not set. They open nothing. */
export async function setPasswordsCheck(db: Db, { keyringFile }: Env): Promise<Check[]> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is !== 'open') return []
  const name = 'passwords'
  const forged = await forgedPasswords(db, standing.keyring)
  if (forged.length === 0) return [{ name, state: 'ok', detail: 'each was set in the office' }]
  const vouched = await db
    .selectFrom('audit')
    .select('seq')
    .where('act', '=', 'vouched-for-passwords')
    .executeTakeFirst()
  if (!vouched) return [{ name, state: 'warn', detail: 'the office recognizes those from before when it next starts' }]
  return [
    {
      name,
      state: 'bad',
      detail: `${forged.length} ${forged.length === 1 ? 'was' : 'were'} not set in the office and ${forged.length === 1 ? 'opens' : 'open'} nothing: organizer ${forged.join(', ')}. An owner can let them in again on the page Team; if they changed no password during an update, somebody has changed the database`,
    },
  ]
}

/** Roles that the office did not give. They open nothing; whoever wrote them can write to the database. */
export async function givenRolesCheck(db: Db, { keyringFile }: Env): Promise<Check[]> {
  const standing = await readKeyring(db, keyringFile)
  if (standing.is !== 'open') return []
  const name = 'roles'
  const forged = await forgedRoles(db, standing.keyring)
  if (forged.length === 0) return [{ name, state: 'ok', detail: 'each was given in the office' }]
  const vouched = await db.selectFrom('audit').select('seq').where('act', '=', 'vouched-for-roles').executeTakeFirst()
  if (!vouched) return [{ name, state: 'warn', detail: 'the office recognizes those from before when it next starts' }]
  return [
    {
      name,
      state: 'bad',
      detail: `${forged.length} ${forged.length === 1 ? 'was' : 'were'} not given in the office and ${forged.length === 1 ? 'opens' : 'open'} nothing: organizer ${[...new Set(forged)].join(', ')}. If it is right, an owner saves it again on the page Team; if nobody gave it, somebody has changed the database`,
    },
  ]
}

/** Whether each line of the activity log follows from the one before. */
export async function ledgerCheck(db: Db): Promise<Check> {
  const { lines, brokenAt } = await verifyAudit(db)
  return {
    name: 'ledger',
    state: brokenAt === null ? 'ok' : 'bad',
    detail:
      brokenAt === null
        ? `${lines} lines, the chain holds`
        : `is broken at line ${brokenAt}: somebody has changed it in the database; compare it with a backup`,
  }
}
