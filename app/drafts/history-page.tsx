import { PetitionTabs, type PetitionHead } from '~/dashboard/petition-tabs'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OneButton } from '~/office/one-button'
import { momentOf } from '~/ui/dates'

interface HistoryProps {
  t: Translate
  lang: Language
  head: PetitionHead
  versions: { revision: number; by: string; at: string; differences: { field: string; before: string; after: string }[] }[]
}

/** Every version that was published, what changed in it, and the way back. */
export function HistoryPage({ t, lang, head, versions }: HistoryProps) {
  return (
    <>
      <PetitionTabs t={t} lang={lang} head={head} current="history" />
      {versions.length === 0 && <p>{t('office.history.none')}</p>}
      {versions.map((version, index) => (
        <section className="panel" key={version.revision}>
          <h2>{t('office.history.version', { number: version.revision, when: momentOf(lang, new Date(version.at)) })}</h2>
          <p>{version.by}</p>
          <details>
            <summary>{t('office.history.changes', { count: version.differences.length })}</summary>
            {version.differences.map((one) => (
              <div key={one.field}>
                <h3>{one.field}</h3>
                <del>
                  <pre>{one.before}</pre>
                </del>
                <ins>
                  <pre>{one.after}</pre>
                </ins>
              </div>
            ))}
          </details>
          {index > 0 && <OneButton fields={{ revision: String(version.revision) }}>{t('office.history.restore')}</OneButton>}
        </section>
      ))}
    </>
  )
}
