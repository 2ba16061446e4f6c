import { groupName } from '~/office/guard/group-name'
import type { Visit } from '~/office/guard/guard.server'
import { allGroups, rolesOf } from '~/office/guard/organizers.server'
import { longDate } from '~/ui/page/dates'

/** A group that an organizer works in: phones list a passkey under its owner's name and this. */
export async function groupNameOf({ db, keyring, noteForgedRole }: Visit, organizerId: string): Promise<string> {
  const [groups, roles] = await Promise.all([allGroups(db), rolesOf(db, keyring, organizerId, noteForgedRole)])
  const group = groups.get(roles[0]?.groupId ?? '')
  return group ? groupName(group, 'Firme') : 'Firme'
}

/** How a passkey is listed in the office when its owner gave it no name. */
export function usualPasskeyName({ t, lang, now }: Pick<Visit, 't' | 'lang' | 'now'>): string {
  return t('office.account.passkeyOf', { day: longDate(lang, now.toISOString()) })
}
