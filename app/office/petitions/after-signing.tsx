import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Html } from '~/ui/page/html'
import type { AfterSigning } from './preview.server'

/** What signers read after signing, both languages side by side. */
export function AfterSigningColumns({ t, lang, after }: { t: Translate; lang: Language; after: AfterSigning[] }) {
  return (
    <>
      <h2>{t('office.edit.after.title')}</h2>
      <div className="columns">
        {[lang, ...languages.filter((one) => one !== lang)].map((language) => (
          <After key={language} t={t} after={after.find((one) => one.language === language)!} />
        ))}
      </div>
    </>
  )
}

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
