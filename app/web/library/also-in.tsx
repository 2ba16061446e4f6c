import type { Translate } from '~/i18n/translator'

interface AlsoInProps {
  t: Translate
  translations: { language: 'en' | 'es' | 'other'; path: string }[]
}

/** "Also in Spanish": leads to the same document in another language. */
export function AlsoIn({ t, translations }: AlsoInProps) {
  if (translations.length === 0) return null
  return (
    <p className="small also-in">
      {translations.map(({ language, path }) => (
        <a key={path} href={path} hrefLang={language === 'other' ? undefined : language}>
          {t(`library.alsoIn.${language}`)}
        </a>
      ))}
    </p>
  )
}
