import type { ReactNode } from 'react'
import type { SwitchName } from '#db/schema'
import type { Language } from '~/i18n/language'
import { languageNames, otherLanguage } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'

/** What the office frame shows: who is signed in, where they may go, what is stopped. */
export interface OfficeFrame {
  lang: Language
  /** Null: not signed in. */
  name: string | null
  /** Missing: not signed in. */
  zone?: string
  places: OfficeSection[]
  stopped: SwitchName[]
}

/** Used every day. */
const daily = ['petitions', 'actions', 'officials', 'people', 'held', 'comments', 'messages'] as const
/** Set up once and seldom changed. */
const settings = [
  'campaigns',
  'requests',
  'links',
  'places',
  'texts',
  'exports',
  'team',
  'settings',
  'switches',
  'audit',
] as const

/** A section of the office. */
export type OfficeSection = (typeof daily)[number] | (typeof settings)[number]

interface LayoutProps {
  frame: OfficeFrame
  t: Translate
  path: string
  /** With its question mark, or empty. */
  search: string
  children: ReactNode
}

/** The frame of every office page. */
export function OfficeLayout({ frame, t, path, search, children }: LayoutProps) {
  const other = otherLanguage(frame.lang)
  const inOther = new URLSearchParams(search)
  inOther.set('lang', other)
  return (
    <>
      <a className="skip" href="#content">
        {t('site.skip')}
      </a>
      <header className="bar">
        <div className="wrap">
          <a className="brand" href={paths.office.home()} {...currentIf(path === paths.office.home())}>
            {t('office.brand')}
          </a>
          <div className="own">
            {frame.name === null ? (
              <a href={`?${inOther}`} lang={other}>
                {languageNames[other]}
              </a>
            ) : (
              <>
                <a href={paths.office.account()} {...currentIf(path.startsWith(paths.office.account()))}>
                  {frame.name}
                </a>
                <Form action={paths.office.account()}>
                  <input type="hidden" name="intent" value="language" />
                  <input type="hidden" name="language" value={other} />
                  <input type="hidden" name="back" value={path + search} />
                  <button lang={other}>{languageNames[other]}</button>
                </Form>
                <Form action={paths.office.signOut()}>
                  <button>{t('office.signOut')}</button>
                </Form>
              </>
            )}
          </div>
          <Ways
            t={t}
            label={t('office.nav.label')}
            places={daily.filter((place) => frame.places.includes(place))}
            path={path}
          />
          <Ways
            t={t}
            label={t('office.nav.settings')}
            places={settings.filter((place) => frame.places.includes(place))}
            path={path}
            className="settings"
          />
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

interface WaysProps {
  t: Translate
  label: string
  places: OfficeSection[]
  path: string
  className?: string
}

/** One row of navigation links; nothing if it is empty. */
function Ways({ t, label, places, path, className }: WaysProps) {
  if (places.length === 0) return null
  return (
    <nav aria-label={label} className={className}>
      {places.map((place) => (
        <a key={place} href={paths.office[place]()} {...currentIf(path.startsWith(paths.office[place]()))}>
          {t(`office.nav.${place}`)}
        </a>
      ))}
    </nav>
  )
}

function currentIf(isHere: boolean) {
  return isHere ? { 'aria-current': 'page' as const } : {}
}
