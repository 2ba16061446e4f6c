import type { ReactNode } from 'react'
import type { SwitchName } from '#db/schema'
import type { Language } from '~/i18n/language'
import { otherLanguage, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'

/** What the frame of the office shows: who is there, where they may go, what has been stopped. */
export interface OfficeFrame {
  lang: Language
  /** Null: nobody has signed in yet. */
  name: string | null
  places: Place[]
  stopped: SwitchName[]
}

/** A part of the office. */
export type Place = 'campaigns' | 'petitions' | 'actions' | 'officials' | 'places' | 'people' | 'held' | 'comments' | 'team' | 'exports' | 'audit' | 'switches' | 'texts' | 'messages'

interface LayoutProps {
  frame: OfficeFrame
  t: Translate
  path: string
  children: ReactNode
}

/** The frame of every page of the office. */
export function OfficeLayout({ frame, t, path, children }: LayoutProps) {
  const other = otherLanguage(frame.lang)
  const current = (href: string, isExact = false) => (isExact ? path === href : path.startsWith(href)) ? { 'aria-current': 'page' as const } : {}
  return (
    <>
      <a className="skip" href="#content">
        {t('site.skip')}
      </a>
      <header className="bar">
        <div className="wrap">
          <a className="brand" href={paths.office.home()} {...current(paths.office.home(), true)}>
            {t('office.brand')}
          </a>
          {frame.name !== null && (
            <nav aria-label={t('office.nav.label')}>
              {frame.places.map((place) => (
                <a key={place} href={paths.office[place]()} {...current(paths.office[place]())}>
                  {t(`office.nav.${place}`)}
                </a>
              ))}
            </nav>
          )}
          <div className="own">
            {frame.name === null ? (
              <a href={`?lang=${other}`} lang={other}>
                {languageNames[other]}
              </a>
            ) : (
              <>
                <a href={paths.office.account()} {...current(paths.office.account())}>
                  {frame.name}
                </a>
                <form method="post" action={paths.office.account()}>
                  <input type="hidden" name="intent" value="language" />
                  <input type="hidden" name="language" value={other} />
                  <input type="hidden" name="back" value={path} />
                  <button lang={other}>{languageNames[other]}</button>
                </form>
                <form method="post" action={paths.office.signOut()}>
                  <button>{t('office.signOut')}</button>
                </form>
              </>
            )}
          </div>
        </div>
      </header>
      {frame.stopped.length > 0 && (
        <div className="alarm" role="status">
          <div className="wrap">
            {frame.stopped.map((name) => t(`office.switches.stopped.${name}`)).join(' ')}{' '}
            {frame.places.includes('switches') && <a href={paths.office.switches()}>{t('office.nav.switches')}</a>}
          </div>
        </div>
      )}
      <main id="content" className="wrap">
        {children}
      </main>
    </>
  )
}
