import type { Trx } from '#db/client'
import { unnamed } from '~/office/guard/group-name'
import { oneAtATime } from '~/office/guard/sent-twice.server'

/**
 * Whether another group has this name, but for accents, capitals and spaces: people choose groups by their names, when they
 * invite somebody or decide whose a campaign is. Until the transaction ends, no other takes a name.
 *
 * @param except the group that is to have it
 */
export async function isNameTaken(trx: Trx, name: string, except: string | null): Promise<boolean> {
  await oneAtATime(trx, 'names of groups')
  const groups = await trx.selectFrom('member_group').select(['id', 'name']).execute()
  return groups.some((group) => group.id !== except && group.name !== unnamed && sameName(group.name, name))
}

/** A name that no other group has: the one that was asked for, or with the place, or with a number behind it. */
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
