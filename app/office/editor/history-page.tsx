import type { ReactNode } from 'react'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Errors } from '~/ui/forms/fields'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { Difference } from './conflict-table'
import { WritingTabs, type WrittenHead } from './writing-tabs'

/** A published version. */
export interface Version {
  revision: number
  /** '' for the version from before the first edit in the office. */
  by: string
  at: string
  /** Compared with the version before it. */
  differences: Difference[]
}

interface HistoryProps {
  t: Translate
  lang: Language
  head: WrittenHead
  versions: Version[]
  /** The draft's revision, sent back with the form. */
  draft: number
  /** Restoring was rejected: the draft was saved after the page was loaded. */
  isStale: boolean
  /** Further buttons for a version. */
  more?: (revision: number) => ReactNode
}

/** All published versions, what each changed, and buttons to restore them. */
export function HistoryPage({ t, lang, head, versions, draft, isStale, more }: HistoryProps) {
  const momentOf = useMoments()
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="history" />
      {isStale && (
        <Errors title={t('office.history.stale')}>
          <p>{t('office.history.staleText')}</p>
        </Errors>
      )}
      {versions.length === 0 && <p>{t('office.history.none')}</p>}
      {versions.map((version, index) => (
        <section className="panel" key={version.revision}>
          <h2>
            {t('office.history.version', { number: version.revision, when: momentOf(lang, new Date(version.at)) })}
          </h2>
          <p>{version.by || t('office.history.before')}</p>
          <details>
            <summary>{t('office.history.changes', { count: version.differences.length })}</summary>
            {version.differences.map((one) => (
              <div key={one.field}>
                <h3>{one.name}</h3>
                <del>
                  <pre>{one.before}</pre>
                </del>
                <ins>
                  <pre>{one.after}</pre>
                </ins>
              </div>
            ))}
          </details>
          <div className="acts">
            {index > 0 && (
              <OneButton fields={{ revision: String(version.revision), draft: String(draft) }}>
                {t('office.history.restore')}
              </OneButton>
            )}
            {more?.(version.revision)}
          </div>
        </section>
      ))}
    </>
  )
}
