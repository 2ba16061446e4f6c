import type { Trx } from '#db/client'
import { unnamed } from '~/office/guard/group-name'
import { oneAtATime } from '~/office/guard/sent-twice.server'

/**
 * Whether another group has this name, ignoring accents, capitals and spaces: people choose groups by name when they
 * invite somebody or say whose a campaign is. Holds a lock on group names until the transaction ends.
 *
 * @param except the group that asks
 */
export async function isNameTaken(trx: Trx, name: string, except: string | null): Promise<boolean> {
  await oneAtATime(trx, 'names of groups')
  const groups = await trx.selectFrom('member_group').select(['id', 'name']).execute()
  return groups.some((group) => group.id !== except && group.name !== unnamed && sameName(group.name, name))
}

/** A name that no other group has: the wanted one, else with its place, else with a number too. */
export async function freeName(trx: Trx, wanted: string, place: string): Promise<string> {
  const inPlace = place ? `${wanted} (${place})` : wanted
  for (let number = 0; ; number += 1) {
    const name = number === 0 ? wanted : number === 1 ? inPlace : `${inPlace} ${number}`
    if (!(await isNameTaken(trx, name, null))) return name
  }
}

/** Whether two names read the same. */
export function sameName(one: string, other: string): boolean {
  return folded(one) === folded(other)
}

function folded(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}
