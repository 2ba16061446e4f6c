import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { ExportLine } from './export-people.server'

interface ExportsProps {
  t: Translate
  lang: Language
  lines: (Omit<ExportLine, 'askedAt' | 'expiresAt'> & { askedAt: string; expiresAt: string | null })[]
}

/** One's own exports: their progress, and the one-time download. */
export function ExportsPage({ t, lang, lines }: ExportsProps) {
  const momentOf = useMoments()
  const isRunning = lines.some((line) => line.state === 'waiting' || line.state === 'running')
  return (
    <>
      <h1>{t('office.exports.title')}</h1>
      <p className="lead">{t('office.exports.lead')}</p>
      {lines.length === 0 && (
        <p>
          {t('office.exports.none')} <a href={paths.office.people()}>{t('office.nav.people')}</a>
        </p>
      )}
      <div {...(isRunning ? { 'data-reload': 2_000 } : {})}>
        {lines.map((line) => (
          <section className="panel" key={line.id}>
            <p>
              <span className={`state ${line.state}`}>{t(`office.exports.states.${line.state}`)}</span>{' '}
              {momentOf(lang, new Date(line.askedAt))} · {t(`office.exports.shapes.${line.shape}`)}
            </p>
            {line.state === 'running' && (
              <progress
                max={Math.max(1, line.rowsAll)}
                value={line.rowsDone}
                aria-label={t('office.exports.progress', { done: line.rowsDone, all: line.rowsAll })}
              />
            )}
            <p className="small">{t('office.exports.progress', { done: line.rowsDone, all: line.rowsAll })}</p>
            {line.state === 'ready' && (
              <>
                <OneButton isMain action={paths.office.exportFile(line.id)}>
                  {t('office.exports.take', { count: wholeNumber(lang, line.rowsDone) })}
                </OneButton>
                {line.expiresAt && (
                  <p className="small">
                    {t('office.exports.until', { when: momentOf(lang, new Date(line.expiresAt)) })}
                  </p>
                )}
              </>
            )}
          </section>
        ))}
      </div>
    </>
  )
}
