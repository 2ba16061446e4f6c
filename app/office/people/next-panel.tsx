import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { useMoments } from '~/ui/page/readers-zone'
import type { NextMessage } from './next-messages.server'

interface NextPanelProps {
  t: Translate
  lang: Language
  next: NextMessage[]
}

/** The ladders on which somebody stands, and what comes next in each. */
export function NextPanel({ t, lang, next }: NextPanelProps) {
  const momentOf = useMoments()
  if (next.length === 0) return null
  return (
    <section className="panel" aria-labelledby="next">
      <h2 id="next">{t('ladders.comesNext')}</h2>
      <ul>
        {next.map(({ title, path, says, at, isPaused }) => (
          <li key={path}>
            <a href={path}>{title}</a>: {says || t('ladders.says.end')}{' '}
            <span className="small">{isPaused ? t('ladders.standings.paused') : momentOf(lang, new Date(at))}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
