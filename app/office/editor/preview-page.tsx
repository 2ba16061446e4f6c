import type { ReactNode } from 'react'
import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'

interface PreviewProps {
  t: Translate
  lang: Language
  editPath: string
  previewPath: (language: Language) => string
  /** What people read after taking part. */
  children?: ReactNode
}

/** The public page in both languages side by side, at phone width. */
export function PreviewPage({ t, lang, editPath, previewPath, children }: PreviewProps) {
  return (
    <>
      <p>
        <a href={editPath}>{t('office.edit.back')}</a>
      </p>
      <h1>{t('office.edit.preview')}</h1>
      <div className="columns">
        {[lang, ...languages.filter((one) => one !== lang)].map((language) => (
          <section key={language}>
            <h2>
              <a href={previewPath(language)}>{languageNames[language]}</a>
            </h2>
            <iframe className="phone" src={previewPath(language)} title={languageNames[language]} />
          </section>
        ))}
      </div>
      {children}
    </>
  )
}
