import type { ReactNode } from 'react'
import { otherLanguage, type Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'

/** What every page knows. */
export interface PageProps {
  lang: Language
  t: Translate
}

interface LayoutProps extends PageProps {
  /** This page in the other language. */
  otherUrl: string
  /** Id of a form whose typed words the switch must carry over; null when the page has none. */
  formId?: string | null
  children: ReactNode
}

/** The frame of every public page. */
export function PublicLayout({ lang, t, otherUrl, formId = null, children }: LayoutProps) {
  return (
    <>
      <a className="skip" href="#content">
        {t('site.skip')}
      </a>
      <header className="top">
        <div className="wrap">
          <a className="brand" href={paths.home(lang)}>
            {t('site.brand')}
          </a>
          <LanguageSwitch lang={lang} t={t} otherUrl={otherUrl} formId={formId} />
        </div>
      </header>
      <main id="content" className="wrap">
        {children}
      </main>
      <footer className="foot">
        <div className="wrap">
          <p>{t('site.footer.promise')}</p>
          <ul>
            <li>
              <a href={paths.home(lang)}>{t('site.footer.home')}</a>
            </li>
            <li>
              <a href={paths.officials(lang)}>{t('places.footer')}</a>
            </li>
            <li>
              <a href={paths.ownPageRequest(lang)}>{t('site.footer.ownPage')}</a>
            </li>
            <li>
              <a href={paths.privacy(lang)}>{t('site.footer.privacy')}</a>
            </li>
          </ul>
        </div>
      </footer>
    </>
  )
}

/** A link; beside a form it sends the form to the other language, so that nothing typed is lost. */
function LanguageSwitch({ lang, t, otherUrl, formId }: PageProps & { otherUrl: string; formId: string | null }) {
  const other = otherLanguage(lang)
  if (!formId) {
    return (
      <a className="switch" href={otherUrl} lang={other} hrefLang={other}>
        {t('site.switchLanguage')}
      </a>
    )
  }
  return (
    <button className="switch" lang={other} form={formId} formAction={otherUrl} formMethod="post" formNoValidate name="intent" value="switch">
      {t('site.switchLanguage')}
    </button>
  )
}
