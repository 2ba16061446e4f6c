import type { Office } from '~/office/guard/guard.server'
import { scopesOf } from '~/office/people/scope'
import { countyNames } from '~/officials/divisions/lookup.server'

/**
 * A group's own page: whose people it sees.
 *
 * `own`: whether this organizer sees its people; null: as one of the network, only those who agreed to that.
 *
 * @throws 404 for a group whose numbers this organizer does not see
 */
export async function readGroup(office: Office) {
  const group = office.groups.get(office.params.group ?? '')
  if (!group || !office.may('see-numbers', group.id)) throw new Response(null, { status: 404 })
  const [campaigns, names] = await Promise.all([
    office.db
      .selectFrom('campaign')
      .select(['slug', 'name', 'state'])
      .where('group_id', '=', group.id)
      .orderBy('created_at')
      .execute(),
    countyNames(office.db, group.counties),
  ])
  const { id, kind, name, town, areas } = group
  const scope = scopesOf(office, 'see-people').find(({ groupId, areas: bound }) => groupId === id && bound === null)
  return {
    group: { id, kind, name, town, areas, counties: group.counties.map((county) => names.get(county) ?? county) },
    above: group.parentId === null ? '' : office.groups.get(group.parentId)!.name,
    chapters: [...office.groups.values()]
      .filter((one) => one.kind === 'chapter' && one.parentId === id)
      .map((chapter) => chapter.name),
    own: scope?.isByConsent ? null : scope !== undefined,
    campaigns,
    mayStart: office.may('publish', id),
    maySet: office.may('manage-organizers', id),
  }
}
