import { createContext, type ReactNode, useContext } from 'react'
import { type Bilingual, type Language, otherLanguage } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { FormsOnPage, toErrors } from '~/ui/forms/form'
import { shownNumber } from '~/ui/forms/phone-number'

/** Props of every page. */
export interface PageProps {
  lang: Language
  t: Translate
}

/** A group as public pages name it. */
export interface MemberGroup {
  name: string
  /** Where it is; '' when unknown. */
  town: string
  /** How it can be reached; where it says neither, the site's own address stands instead. The phone is E.164. */
  mail?: string | null
  phone?: string | null
  /** Path of its logo, and what that shows. */
  logo?: string | null
  logoAlt?: Bilingual | null
}

/** Who runs the site, and where to write to them. */
export interface Organization extends MemberGroup {
  mail: string | null
}

/** The organization of the page that is rendered; null in the office. */
export const OrganizationOfPage = createContext<Organization | null>(null)

interface LayoutProps extends PageProps {
  /** URL of this page in the other language. */
  otherUrl: string
  /** Id of a form whose input the language switch carries over while the form is on the page; null if there is none. */
  formId?: string | null
  /** Whether officials and places of the site are fictional. */
  isDemo?: boolean
  organization?: Organization | null
  children: ReactNode
}

/** The frame of every public page. */
export function PublicLayout({
  lang,
  t,
  otherUrl,
  formId = null,
  isDemo = false,
  organization = null,
  children,
}: LayoutProps) {
  const language = { lang, t, otherUrl, formId }
  return (
    <FormsOnPage.Provider value={new Set()}>
      <a className="skip" href="#content">
        {t('site.skip')}
      </a>{' '}
      {formId && (
        <a className="skip" href={`#${switchId}`} lang={otherLanguage(lang)} hrefLang={otherLanguage(lang)}>
          {t('site.switchLanguage')}
        </a>
      )}
      <header className="top">
        <div className={formId ? 'wrap beside-switch' : 'wrap'}>
          <a className="brand" href={paths.home(lang)}>
            {t('site.brand')}
          </a>{' '}
          <details className="menu">
            <summary>{t('site.nav.menu')}</summary>
            <SiteLinks lang={lang} t={t} label={t('site.nav.label')} />
          </details>
          {!formId && <LanguageSwitch {...language} />}
        </div>
      </header>
      {isDemo && (
        <aside className="demo" aria-label={t('site.demo.label')}>
          <p className="wrap">{t('site.demo.text')}</p>
        </aside>
      )}
      <main id="content" className="wrap">
        <OrganizationOfPage.Provider value={organization}>{children}</OrganizationOfPage.Provider>
      </main>
      <footer className="foot">
        {/* This button belongs to the form, so Enter would press it if it preceded the form's own button. The style
            sheet moves it to the header. */}
        {formId && (
          <div className="aloft">
            <div className="wrap">
              <LanguageSwitch {...language} />
            </div>
          </div>
        )}
        <div className="wrap">
          <p>{t('site.footer.promise')}</p>
          {organization && (
            <p>
              {t('site.behind.title')} {organization.name}
              {organization.town && `, ${organization.town}`} <Contact organization={organization} />
            </p>
          )}
          <ul>
            {siteLinks(lang).map(({ href, words }) => (
              <li key={href}>
                <a href={href}>{t(words)}</a>
              </li>
            ))}
            <li>
              <a href={paths.privacy(lang)}>{t('site.footer.privacy')}</a>
            </li>
          </ul>
        </div>
      </footer>
    </FormsOnPage.Provider>
  )
}

/** How to reach a group, or who runs the site. */
export function Contact({ organization }: { organization: Pick<MemberGroup, 'mail' | 'phone'> | null }) {
  const { mail, phone } = organization ?? {}
  return (
    <>
      {mail && <a href={`mailto:${mail}`}>{mail}</a>}
      {mail && phone && ' · '}
      {phone && <a href={`tel:${phone}`}>{shownNumber(phone)}</a>}
    </>
  )
}

/** Where one can go from every page. */
const siteLinks = (lang: Language) =>
  [
    { href: paths.home(lang), words: 'site.nav.act' },
    { href: `${paths.home(lang)}#campaigns`, words: 'site.nav.story' },
    { href: paths.officials(lang), words: 'site.nav.decides' },
    { href: paths.search(lang), words: 'site.nav.search' },
    { href: paths.ownPageRequest(lang), words: 'site.nav.own' },
  ] as const

function SiteLinks({ lang, t, label }: PageProps & { label: string }) {
  return (
    <nav aria-label={label}>
      <ul>
        {siteLinks(lang).map(({ href, words }) => (
          <li key={href}>
            <a href={href}>{t(words)}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const switchId = 'language'

/**
 * A link; or, if the form is on the page, a button that sends it to the other language, so that nothing typed is lost.
 */
function LanguageSwitch({ lang, t, otherUrl, formId }: PageProps & { otherUrl: string; formId: string | null }) {
  const other = otherLanguage(lang)
  const onPage = useContext(FormsOnPage)
  if (!formId || !onPage?.has(formId)) {
    return (
      <a id={switchId} className="switch" href={otherUrl} lang={other} hrefLang={other}>
        {t('site.switchLanguage')}
      </a>
    )
  }
  return (
    <button
      id={switchId}
      className="switch"
      lang={other}
      form={formId}
      formAction={toErrors(otherUrl)}
      formMethod="post"
      formNoValidate
      name="intent"
      value="switch"
    >
      {t('site.switchLanguage')}
    </button>
  )
}
