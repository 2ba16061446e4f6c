import type { ReactNode } from 'react'
import type { SwitchName } from '#db/schema'
import type { Language } from '~/i18n/language'
import { languageNames, otherLanguage } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { JustDone } from '~/office/undo/just-done'
import { UndoLine } from '~/office/undo/undo-line'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { type Crumb, Crumbs } from './crumbs'
import { FindForm } from './find-form'
import type { Menu } from './menu.server'
import { OfficeMenu } from './office-menu'
import { sectionAt } from './sections'

/** What the office frame shows: who is signed in, where they may go, what is stopped. */
export interface OfficeFrame {
  lang: Language
  /** Null: not signed in. */
  name: string | null
  /** Missing: not signed in. */
  zone?: string
  menu: Menu
  stopped: SwitchName[]
  /** Something that was just changed, and can be undone. */
  justDone?: JustDone | null
}

export const emptyMenu: Menu = {
  groups: [],
  campaigns: [],
  campaign: '',
  waiting: { inbox: 0, comments: 0, held: 0, requests: 0, stale: 0 },
}

interface LayoutProps {
  frame: OfficeFrame
  t: Translate
  path: string
  /** With its question mark, or empty. */
  search: string
  /** The page's title, and the pages between its section and itself. */
  page: { title: string; above: Crumb[] }
  children: ReactNode
}

const menuId = 'menu'

/** The frame of every office page: the bar on top, the menu at the left, the way back above the page. */
export function OfficeLayout({ frame, t, path, search, page, children }: LayoutProps) {
  const isIn = frame.name !== null
  const current = sectionAt(path)
  const toSwitches = frame.menu.groups.flatMap(({ lines }) => lines).find(({ section }) => section === 'switches')
  return (
    <>
      <a className="skip" href="#content">
        {t('site.skip')}
      </a>
      <header className={isIn ? 'bar' : 'bar outside'}>
        {isIn && (
          <button type="button" className="opens" {...{ popovertarget: menuId }}>
            {t('office.menu.open')}
          </button>
        )}
        <a className="brand" href={paths.office.home()}>
          {t('office.brand')}
        </a>
        {isIn && <FindForm t={t} />}
        <Own frame={frame} t={t} path={path} search={search} />
      </header>
      {frame.stopped.length > 0 && (
        <div className="alarm" role="status">
          {frame.stopped.map((name) => t(`office.switches.stopped.${name}`)).join(' ')}{' '}
          {toSwitches && <a href={toSwitches.path}>{t('office.menu.sections.switches')}</a>}
        </div>
      )}
      <div className={isIn ? 'frame' : 'frame outside'}>
        {isIn && (
          <OfficeMenu t={t} id={menuId} menu={frame.menu} current={current} path={path}>
            <Own frame={frame} t={t} path={path} search={search} />
          </OfficeMenu>
        )}
        <main id="content">
          {isIn && current !== 'home' && (
            <Crumbs t={t} menu={frame.menu} current={current} path={path} title={page.title} above={page.above} />
          )}
          {frame.justDone && <UndoLine t={t} lang={frame.lang} justDone={frame.justDone} />}
          {children}
        </main>
      </div>
    </>
  )
}

/** One's account, the other language, and the way out: in the bar, and on phones in the menu. */
function Own({ frame, t, path, search }: Pick<LayoutProps, 'frame' | 't' | 'path' | 'search'>) {
  const other = otherLanguage(frame.lang)
  const inOther = new URLSearchParams(search)
  inOther.set('lang', other)
  if (frame.name === null)
    return (
      <div className="own">
        <a href={`?${inOther}`} lang={other}>
          {languageNames[other]}
        </a>
      </div>
    )
  return (
    <div className="own">
      <a
        href={paths.office.account()}
        {...(path === paths.office.account() ? { 'aria-current': 'page' as const } : {})}
      >
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
    </div>
  )
}
