import { groupName } from '~/office/guard/group-name'
import type { Visit } from '~/office/guard/guard.server'
import { allGroups, rolesOf } from '~/office/guard/organizers.server'
import type { Group } from '~/office/guard/rights'
import { dateOf } from '~/ui/page/dates'
import { usualZone } from '~/ui/page/zones'

/** A group that an organizer works in: phones list a passkey under its owner's name and this. */
export async function groupNameOf(visit: Visit, organizerId: string): Promise<string> {
  const group = await firstGroupOf(visit, organizerId)
  return group ? groupName(group, 'Firme') : 'Firme'
}

/** How a passkey is listed in the office when its owner gave it no name. @param zone in which they read times */
export function usualPasskeyName({ t, lang, now }: Pick<Visit, 't' | 'lang' | 'now'>, zone: string): string {
  return t('office.account.passkeyOf', { day: dateOf(lang, now, zone) })
}

/** The zone in which an organizer who is not signed in reads times, as `Office.zone`. IANA. */
export async function zoneOf(visit: Visit, organizerId: string): Promise<string> {
  const own = await visit.db
    .selectFrom('organizer')
    .select('time_zone')
    .where('id', '=', organizerId)
    .executeTakeFirstOrThrow()
  return own.time_zone ?? (await firstGroupOf(visit, organizerId))?.timeZone ?? usualZone
}

async function firstGroupOf({ db, keyring, noteForgedRole }: Visit, organizerId: string): Promise<Group | undefined> {
  const [groups, roles] = await Promise.all([allGroups(db), rolesOf(db, keyring, organizerId, noteForgedRole)])
  return groups.get(roles[0]?.groupId ?? '')
}
