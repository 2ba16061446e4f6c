import type { Source } from '~/campaigns/story/source-fields'
import { longDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { languageOfSource } from '~/ui/page/source-language'

/** Where a fact is from, and the day on which somebody looked. Nothing without an address. */
export function SourceLine({ lang, t, source }: PageProps & { source: Source }) {
  const { sourceUrl, sourceTitle, sourceCheckedOn } = source
  if (!sourceUrl) return null
  return (
    <p className="source">
      {t('site.source.label')}{' '}
      <a href={sourceUrl} rel="noreferrer" lang={languageOfSource(sourceTitle)}>
        {sourceTitle || hostOf(sourceUrl)}
      </a>
      {sourceCheckedOn && <> · {t('site.source.checked', { date: longDate(lang, sourceCheckedOn) })}</>}
    </p>
  )
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : url
}
