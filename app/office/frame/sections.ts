import type { Right } from '~/office/guard/rights'
import { paths } from '~/paths'

/** A section of the office: a line of its menu. */
export interface Section {
  /** What it takes to open it. */
  right: Right
  /** Whether the right must hold in the network, not only in some group. */
  isOfNetwork?: true
  /** @param campaign slug of the current campaign, or null. @returns null while there is nothing to open */
  path(campaign: string | null): string | null
  /** Beginnings of the addresses of its other pages. */
  also?: readonly string[]
}

/** Every section by its name, which is also a key under `office.menu.sections`. */
export const sections = {
  home: { right: 'see-numbers', path: paths.office.home },
  pages: {
    right: 'see-numbers',
    path: (campaign) => paths.office.pages(campaign ? { campaign } : {}),
    also: ['/office/petitions/', '/office/actions/'],
  },
  story: {
    right: 'edit',
    path: (campaign) => campaign && paths.office.story(campaign, 'home'),
    also: ['/office/campaigns/', '/office/documents/'],
  },
  numbers: { right: 'see-numbers', path: (campaign) => paths.office.numbers(campaign ? { campaign } : {}) },
  campaigns: { right: 'edit', path: () => paths.office.campaigns() },
  links: { right: 'edit', path: paths.office.links },
  people: { right: 'see-people', path: paths.office.people },
  segments: { right: 'see-people', path: () => paths.office.segments() },
  fields: { right: 'change-people', path: () => paths.office.personFields() },
  imports: { right: 'import', path: paths.office.imports },
  optOuts: { right: 'import', isOfNetwork: true, path: () => paths.office.optOuts() },
  exports: { right: 'export-people', path: paths.office.exports },
  inbox: { right: 'see-people', isOfNetwork: true, path: () => paths.office.inbox() },
  comments: { right: 'moderate', path: paths.office.comments },
  held: { right: 'review-held', path: paths.office.held },
  requests: { right: 'manage-groups', path: paths.office.requests },
  officials: { right: 'see-numbers', path: paths.office.officials },
  stale: { right: 'see-numbers', path: paths.office.stale },
  rosters: { right: 'see-numbers', path: paths.office.rosters },
  places: { right: 'edit-directory', path: paths.office.places },
  powers: { right: 'see-numbers', path: paths.office.powers },
  policies: { right: 'see-numbers', path: () => paths.office.policies() },
  coverage: { right: 'see-numbers', path: paths.office.coverage },
  keywords: { right: 'edit', path: paths.office.texts },
  calendar: { right: 'edit', path: () => paths.office.calendar() },
  drafts: { right: 'edit', path: paths.office.drafts },
  ladders: { right: 'edit', path: paths.office.ladders },
  messages: { right: 'see-numbers', path: paths.office.messages },
  spending: { right: 'see-numbers', path: paths.office.spending },
  team: { right: 'manage-organizers', path: () => paths.office.team() },
  settings: { right: 'manage-organizers', path: () => paths.office.settings() },
  switches: { right: 'switches', path: paths.office.switches },
  undo: { right: 'review-held', path: paths.office.undo },
  audit: { right: 'read-audit', path: paths.office.audit },
  help: { right: 'see-numbers', path: paths.office.help },
} as const satisfies Record<string, Section>

export type SectionName = keyof typeof sections

/** The menu, from top to bottom. Names of groups are keys under `office.menu.groups`. */
export const menuGroups = [
  { group: 'campaign', sections: ['pages', 'story', 'numbers', 'campaigns', 'links'] },
  { group: 'people', sections: ['people', 'segments', 'fields', 'imports', 'optOuts', 'exports'] },
  { group: 'inbox', sections: ['inbox', 'comments', 'held', 'requests'] },
  {
    group: 'officials',
    sections: ['officials', 'stale', 'rosters', 'places', 'powers', 'policies', 'coverage'],
  },
  { group: 'messages', sections: ['calendar', 'drafts', 'ladders', 'keywords', 'messages', 'spending'] },
  { group: 'settings', sections: ['settings', 'team', 'switches', 'undo', 'audit', 'help'] },
] as const satisfies readonly { group: string; sections: readonly SectionName[] }[]

export type MenuGroup = (typeof menuGroups)[number]['group']

/** The section that an address belongs to: the one with the longest beginning of it; null for none. */
export function sectionAt(path: string): SectionName | null {
  let longest = ''
  let found: SectionName | null = null
  for (const [name, section] of Object.entries(sections) as [SectionName, Section][]) {
    const own = section.path(null)?.split('?')[0]
    const isOwn = own !== undefined && (path === own || (name !== 'home' && path.startsWith(`${own}/`)))
    const beginnings = [...(isOwn ? [own] : []), ...(section.also ?? []).filter((start) => path.startsWith(start))]
    for (const start of beginnings) if (start.length > longest.length) [longest, found] = [start, name]
  }
  return found
}
