import { languageNames, languages, type Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'

/** Both languages side by side at the width of a phone, as everybody will see them. */
export function PreviewPage({ t, lang, slug }: { t: Translate; lang: Language; slug: string }) {
  return (
    <>
      <p className="crumbs">
        <a href={paths.office.petitionEdit(slug)}>{t('office.edit.back')}</a>
      </p>
      <h1>{t('office.edit.preview')}</h1>
      <div className="columns">
        {[lang, ...languages.filter((one) => one !== lang)].map((language) => (
          <section key={language}>
            <h2>
              <a href={paths.office.petitionPreview(slug, language)}>{languageNames[language]}</a>
            </h2>
            <iframe className="phone" src={paths.office.petitionPreview(slug, language)} title={languageNames[language]} />
          </section>
        ))}
      </div>
    </>
  )
}
