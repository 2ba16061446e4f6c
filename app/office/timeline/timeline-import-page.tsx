import { timelineColumnNames } from '~/campaigns/timeline/timeline-csv'
import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { partialDate, wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { CheckedLine, CheckedList, ImportBatch } from './import-timeline.server'

interface ImportProps {
  t: Translate
  lang: Language
  form: FormState
  campaign: { name: string; publicCsv: string }
  checked: CheckedList | null
  /** What was just done. */
  done: { what: 'taken' | 'undone'; count: number } | null
  batches: ImportBatch[]
}

/** Timeline entries from a list: a check that changes nothing, then drafts, which can be undone as a batch. */
export function TimelineImportPage({ t, lang, form, campaign, checked, done, batches }: ImportProps) {
  const momentOf = useMoments()
  return (
    <>
      <h1>{t('timeline.import.title')}</h1>
      <ErrorSummary t={t} form={form} />
      {done && <p role="status">{t(`timeline.import.${done.what}`, { count: done.count })}</p>}
      {checked && <Checked t={t} lang={lang} checked={checked} />}
      <section className="panel">
        <p>{t('timeline.import.lead')}</p>
        <p className="small">{t('timeline.import.columns', { columns: timelineColumnNames.join(', ') })}</p>
        <p>
          <a href={campaign.publicCsv}>{t('timeline.import.template')}</a>
        </p>
        <Form encType="multipart/form-data">
          <input type="hidden" name="intent" value="check" />
          <label htmlFor="list">{t('timeline.import.file')}</label>
          <input id="list" name="list" type="file" accept=".csv,.tsv,.txt,.xlsx,text/csv" />
          <button className="main">{t('timeline.import.check')}</button>
          <ReadingNote t={t} kind="list" />
        </Form>
      </section>
      {batches.length > 0 && (
        <section className="panel">
          <h2>{t('timeline.import.batches')}</h2>
          <p>{t('timeline.import.untouched')}</p>
          <ul>
            {batches.map(({ id, count, at }) => (
              <li key={id}>
                {t('timeline.import.batch', { count, when: momentOf(lang, new Date(at)) })}{' '}
                <OneButton fields={{ intent: 'undo', id }}>{t('timeline.import.undo', { count })}</OneButton>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const outcomes = ['new', 'same', 'differs', 'bad', 'unread'] as const

function Checked({ t, lang, checked }: { t: Translate; lang: Language; checked: CheckedList }) {
  const { lines, notRead, csv } = checked
  const count = (outcome: CheckedLine['outcome']) => lines.filter((line) => line.outcome === outcome).length
  return (
    <section className="panel" aria-labelledby="preview">
      <h2 id="preview">{t('timeline.import.preview')}</h2>
      <p role="status">{t('timeline.import.nothingYet')}</p>
      {notRead.length > 0 && <p>{t('timeline.import.notRead', { columns: notRead.join(', ') })}</p>}
      <ul className="figures">
        {outcomes.flatMap((outcome) =>
          count(outcome) > 0
            ? [
                <li key={outcome}>
                  <strong>{wholeNumber(lang, count(outcome))}</strong>{' '}
                  <span>{t(`timeline.import.outcomes.${outcome}`)}</span>
                </li>,
              ]
            : [],
        )}
      </ul>
      {count('new') > 0 ? (
        <Form encType="multipart/form-data">
          <input type="hidden" name="intent" value="run" />
          <textarea name="csv" defaultValue={csv} hidden readOnly />
          <button className="main">{t('timeline.import.run', { count: count('new') })}</button>
        </Form>
      ) : (
        <p>{t('timeline.import.another')}</p>
      )}
      <WideTable
        label={t('timeline.import.preview')}
        head={[
          { number: t('timeline.import.line') },
          t('timeline.import.entry'),
          t('timeline.import.what'),
          t('timeline.import.wrong'),
        ]}
      >
        {lines.map((line) => (
          <Line key={line.line} t={t} lang={lang} line={line} />
        ))}
      </WideTable>
    </section>
  )
}

function Line({ t, lang, line }: { t: Translate; lang: Language; line: CheckedLine }) {
  const { content, key, outcome, problems } = line
  const isBad = outcome === 'bad' || outcome === 'unread'
  return (
    <tr>
      <td className="number">{line.line}</td>
      <td>
        {content.title[lang] || content.title.en || content.title.es || key}
        {/^\d{4}(-\d\d){0,2}$/.test(content.happenedOn) && !isBad && (
          <div className="small">{partialDate(lang, content.happenedOn)}</div>
        )}
      </td>
      <td>
        {isBad ? (
          <span className="state bad">{t(`timeline.import.outcome.${outcome}`)}</span>
        ) : (
          t(`timeline.import.outcome.${outcome}`)
        )}
      </td>
      <td>
        {problems.map(({ column, why, cell }) => (
          <div key={column + why}>{t(`timeline.import.problems.${why}`, { column, cell })}</div>
        ))}
      </td>
    </tr>
  )
}
