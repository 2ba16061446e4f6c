import type { ReactNode } from 'react'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import type { Menu, MenuLine } from './menu.server'
import type { SectionName } from './sections'
import { letterOf } from './shortcuts'

interface MenuProps {
  t: Translate
  id: string
  menu: Menu
  /** The section of this page, or null. */
  current: SectionName | null
  path: string
}

/**
 * The menu of the office. A column at the left on wide screens; on phones a drawer, which the browser opens and closes
 * without a script (a popover).
 */
export function OfficeMenu({ t, id, menu, current, path, children }: MenuProps & { children: ReactNode }) {
  const line = { t, current, path }
  return (
    <nav id={id} className="menu" aria-label={t('office.menu.label')} {...{ popover: 'auto' }}>
      <button type="button" className="opens" {...{ popovertarget: id, popovertargetaction: 'hide' }}>
        {t('office.menu.close')}
      </button>
      <ul>
        <Line {...line} section="home" href={paths.office.home()} waiting={0} />
      </ul>
      {menu.groups.map(({ group, lines }) => (
        <div key={group}>
          <p id={`menu-${group}`}>{t(`office.menu.groups.${group}`)}</p>
          {group === 'campaign' && <Switcher t={t} menu={menu} />}
          <ul aria-labelledby={`menu-${group}`}>
            {lines.map(({ section, path: href, waiting }) => (
              <Line key={section} {...line} section={section} href={href} waiting={waiting} />
            ))}
          </ul>
        </div>
      ))}
      {children}
    </nav>
  )
}

interface LineProps extends Pick<MenuProps, 't' | 'current' | 'path'> {
  section: SectionName
  href: string
  waiting: MenuLine['waiting']
}

function Line({ t, current, path, section, href, waiting }: LineProps) {
  const isHere = href.split('?')[0] === path
  return (
    <li>
      <a
        href={href}
        data-go={letterOf(section)}
        data-help={section === 'help' ? '' : undefined}
        {...(section === current ? { 'aria-current': isHere ? ('page' as const) : ('true' as const) } : {})}
      >
        {t(`office.menu.sections.${section}`)}
        {waiting > 0 && (
          <>
            {' '}
            <span className="waiting">
              {waiting}
              <span className="unseen"> {t('office.menu.waiting', { count: waiting })}</span>
            </span>
          </>
        )}
      </a>
    </li>
  )
}

/** Chooses the campaign whose pages and story the menu leads to; nothing to choose while there is only one. */
function Switcher({ t, menu: { campaigns, campaign } }: Pick<MenuProps, 't' | 'menu'>) {
  if (campaigns.length < 2) return campaigns[0] ? <p className="campaign">{campaigns[0].name}</p> : null
  const all = { slug: '', name: t('office.menu.allCampaigns') }
  const choices = [all, ...campaigns]
  return (
    <details className="campaign">
      <summary>
        <span className="unseen">{t('office.menu.switch')}: </span>
        {choices.find(({ slug }) => slug === campaign)?.name ?? all.name}
      </summary>
      <ul>
        {choices.map(({ slug, name }) => (
          <li key={slug}>
            <a
              href={paths.office.pages({ campaign: slug })}
              {...(slug === campaign ? { 'aria-current': 'true' as const } : {})}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
