import type { Office } from '~/office/guard/guard.server'
import { readWaiting, type Waiting } from '~/office/today/waiting.server'
import { chosenCampaign } from './chosen-campaign'
import { type MenuGroup, menuGroups, type Section, type SectionName, sections } from './sections'

/** A line of the menu. */
export interface MenuLine {
  section: SectionName
  path: string
  /** How much waits there; 0: nothing to say. */
  waiting: number
}

/** The menu of one organizer: only what they may open. */
export interface Menu {
  groups: { group: MenuGroup; lines: MenuLine[] }[]
  /** Campaigns to choose from; archived ones are left out. */
  campaigns: { slug: string; name: string }[]
  /** Slug of the chosen one; '' for all. */
  campaign: string
  /** What waits in all queues. */
  waiting: Waiting
}

/** Reads the menu: sections, what waits in each, and the campaigns. */
export async function readMenu(office: Office): Promise<Menu> {
  const [waiting, campaigns] = await Promise.all([
    readWaiting(office),
    office.db
      .selectFrom('campaign')
      .select(['slug', 'name', 'group_id'])
      .where('state', '<>', 'archived')
      .orderBy('created_at')
      .execute(),
  ])
  const wanted = chosenCampaign(office.url, office.request.headers.get('cookie'))
  const campaign = campaigns.some(({ slug }) => slug === wanted) ? wanted : ''
  const isTheirs = ({ group_id }: { group_id: string }) => office.may('edit', group_id)
  // Never the story of another campaign than the chosen one.
  const told = campaigns.find((one) => (campaign === '' || one.slug === campaign) && isTheirs(one))
  const lines = (names: readonly SectionName[]) =>
    names.flatMap((name): MenuLine[] => {
      const path = sections[name].path(name === 'story' ? (told?.slug ?? null) : campaign || null)
      return path && mayOpen(office, sections[name]) ? [{ section: name, path, waiting: waitingIn(waiting, name) }] : []
    })
  return {
    groups: menuGroups
      .map(({ group, sections: names }) => ({ group, lines: lines(names) }))
      .filter((one) => one.lines.length > 0),
    campaigns: campaigns.map(({ slug, name }) => ({ slug, name: name[office.lang] })),
    campaign,
    waiting,
  }
}

/** Whether an organizer may open a section. */
export function mayOpen(office: Pick<Office, 'groups' | 'groupsWith' | 'may'>, section: Section): boolean {
  return section.isOfNetwork
    ? [...office.groups.values()].some((group) => group.kind === 'network' && office.may(section.right, group.id))
    : office.groupsWith(section.right).length > 0
}

function waitingIn(waiting: Waiting, section: SectionName): number {
  return section in waiting ? waiting[section as keyof Waiting] : 0
}
