import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'

const tabs = [
  ['list', paths.office.officials()],
  ['stale', paths.office.stale()],
  ['rosters', paths.office.rosters()],
  ['coverage', paths.office.coverage()],
  ['powers', paths.office.powers()],
  ['policies', paths.office.policies()],
] as const

export type OfficialsTab = (typeof tabs)[number][0]

/** Heading and tabs of the office's pages about officials. */
export function OfficialsTabs({ t, current, title }: { t: Translate; current: OfficialsTab | null; title?: string }) {
  return (
    <>
      <h1>{title ?? t('office.nav.officials')}</h1>
      <nav aria-label={t('office.nav.officials')}>
        <ul className="tabs">
          {tabs.map(([tab, href]) => (
            <li key={tab}>
              <a href={href} {...(tab === current ? { 'aria-current': 'page' as const } : {})}>
                {t(`officials.tabs.${tab}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </>
  )
}
