import { languageNames, languages, type Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Html } from '~/ui/html'
import type { AfterSigning } from './preview.server'

interface PreviewProps {
  t: Translate
  lang: Language
  editPath: string
  previewPath: (language: Language) => string
  /** What somebody reads after signing, when there is something to sign. */
  after?: AfterSigning[]
}

/** Both languages side by side at the width of a phone, as everybody will see them. */
export function PreviewPage({ t, lang, editPath, previewPath, after = [] }: PreviewProps) {
  return (
    <>
      <p className="crumbs">
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
      {after.length > 0 && (
        <>
          <h2>{t('office.edit.after.title')}</h2>
          <div className="columns">
            {[lang, ...languages.filter((one) => one !== lang)].map((language) => (
              <After key={language} t={t} after={after.find((one) => one.language === language)!} />
            ))}
          </div>
        </>
      )}
    </>
  )
}

/** What somebody reads after signing, in one language. */
function After({ t, after }: { t: Translate; after: AfterSigning }) {
  return (
    <section className="panel">
      <h3>
        {languageNames[after.language]}: {t('office.edit.after.thanksPage')}
      </h3>
      {after.thanksHtml ? (
        <div lang={after.language}>
          <Html html={after.thanksHtml} />
        </div>
      ) : (
        <p>{t('office.edit.after.usual')}</p>
      )}
      {after.mails.map((mail) => (
        <div key={mail.name}>
          <h3>{t(`office.edit.after.${mail.name}`)}</h3>
          <div lang={after.language}>
            <p>
              <strong>{mail.subject}</strong>
            </p>
            <pre>{mail.text}</pre>
          </div>
        </div>
      ))}
    </section>
  )
}
