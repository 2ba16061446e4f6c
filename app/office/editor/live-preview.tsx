import { type Language, languageNames, otherLanguage } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'

interface LivePreviewProps {
  t: Translate
  lang: Language
  /** URL of the kept preview in a language. */
  preview: (language: Language) => string
}

/** The kept preview beside the form, at phone width, in the language that is being written. Shown by script where there is room. */
export function LivePreview({ t, lang, preview }: LivePreviewProps) {
  return (
    <aside className="beside" aria-label={t('office.edit.beside')} data-beside="" hidden>
      <p className="small">
        {t('office.edit.beside')}
        {[lang, otherLanguage(lang)].map((language) => (
          <button
            key={language}
            type="button"
            className="quiet"
            lang={language}
            value={language}
            data-preview={preview(language)}
          >
            {languageNames[language]}
          </button>
        ))}
      </p>
      <div>
        <iframe title={t('office.edit.beside')} />
      </div>
    </aside>
  )
}
