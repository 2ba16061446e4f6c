import type { Office } from '~/office/guard/guard.server'
import { organizersIn } from '~/office/guard/organizers.server'
import { withoutRight } from '~/office/guard/refuse-by-role.server'
import { hasRight } from '~/office/guard/rights'

/** Texts belong to no group: reading them requires the right to see people in the network. @throws 403 without it */
export function networkOf(office: Pick<Office, 'groups' | 'may'>): string {
  const { id } = [...office.groups.values()].find((group) => group.kind === 'network')!
  if (!office.may('see-people', id)) throw withoutRight('see-people', id)
  return id
}

/** Somebody who may answer texts. */
export interface Answerer {
  id: string
  name: string
}

/** Everybody who may read and answer texts, by name. */
export async function answerers(
  office: Pick<Office, 'db' | 'keyring' | 'vault' | 'groups' | 'lang'>,
  network: string,
): Promise<Answerer[]> {
  const people = await organizersIn(office.db, office, [network])
  return people
    .filter(({ roles }) => {
      const ours = roles.filter(({ isOurs }) => isOurs)
      return (['see-people', 'publish'] as const).every((right) => hasRight(office.groups, ours, right, network))
    })
    .map(({ id, name }) => ({ id, name }))
    .toSorted((one, other) => one.name.localeCompare(other.name, office.lang))
}
