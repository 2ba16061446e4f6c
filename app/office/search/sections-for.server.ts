import { mayOpen } from '~/office/frame/menu.server'
import { menuGroups, type SectionName, sections } from '~/office/frame/sections'
import type { Office } from '~/office/guard/guard.server'

/** The sections that an organizer may open, with the names of their groups; the story is left out: it has a campaign. */
export function sectionsFor(
  office: Pick<Office, 't' | 'groups' | 'groupsWith' | 'may'>,
): { section: SectionName; name: string; group: string; path: string }[] {
  return menuGroups.flatMap(({ group, sections: names }) =>
    (names as readonly SectionName[]).flatMap((section) => {
      const path = sections[section].path(null)
      return path && mayOpen(office, sections[section])
        ? [
            {
              section,
              path,
              name: office.t(`office.menu.sections.${section}`),
              group: office.t(`office.menu.groups.${group}`),
            },
          ]
        : []
    }),
  )
}
