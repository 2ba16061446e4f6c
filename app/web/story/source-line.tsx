import type { Source } from '~/campaigns/story/source-fields'
import type { Language } from '~/i18n/language'
import { longDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'

/** Where a fact is from, and the day on which somebody looked. Nothing without an address. */
export function SourceLine({ lang, t, source }: PageProps & { source: Source }) {
  const { sourceUrl, sourceTitle, sourceCheckedOn } = source
  if (!sourceUrl) return null
  return (
    <p className="source">
      {t('site.source.label')}{' '}
      <a href={sourceUrl} rel="noreferrer" lang={languageOf(sourceTitle)}>
        {sourceTitle || hostOf(sourceUrl)}
      </a>
      {sourceCheckedOn && <> · {t('site.source.checked', { date: longDate(lang, sourceCheckedOn) })}</>}
    </p>
  )
}

/** Sources name themselves in their own language, which nobody notes; letters that only Spanish has tell it. */
function languageOf(title: string): Language {
  return /[áéíóúñ¿¡]/i.test(title) ? 'es' : 'en'
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url
}
