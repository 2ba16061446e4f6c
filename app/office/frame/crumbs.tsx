import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import type { Menu } from './menu.server'
import type { SectionName } from './sections'

/** A page on the way back. */
export interface Crumb {
  name: string
  path: string
}

interface CrumbsProps {
  t: Translate
  menu: Menu
  current: SectionName | null
  path: string
  title: string
  above: Crumb[]
}

/** The way back: today, the section, what lies between, and this page. */
export function Crumbs({ t, menu, current, path, title, above }: CrumbsProps) {
  const line = menu.groups.flatMap(({ lines }) => lines).find(({ section }) => section === current)
  const back: Crumb[] = [
    { name: t('office.menu.sections.home'), path: paths.office.home() },
    ...(line ? [{ name: t(`office.menu.sections.${line.section}`), path: line.path }] : []),
    ...above,
  ]
  const isSection = line?.path.split('?')[0] === path
  const last = isSection ? back.pop()!.name : title
  return (
    <nav className="crumbs" aria-label={t('office.menu.crumbs')}>
      <ol>
        {back.map((crumb) => (
          <li key={crumb.path}>
            <a href={crumb.path}>{crumb.name}</a>
          </li>
        ))}
        <li aria-current="page">{last}</li>
      </ol>
    </nav>
  )
}
