import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { FileOrPaste } from '~/office/lists/import-parts'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { OptOutList } from './opt-out-lists.server'

interface OptOutsProps {
  t: Translate
  lang: Language
  lists: OptOutList[]
  form: FormState
  /** The list just taken: how many sheets it had, and lines that hold neither an address nor a number; null when none was. */
  taken: { sheets: number; unread: { line: number; text: string }[] } | null
  /** How many the list just taken back had opted out; null when none was. */
  undone: number | null
}

/** Lists of people who asked elsewhere to get no messages: taken at once, and taken back as a whole within a day. */
export function OptOutsPage({ t, lang, lists, form, taken, undone }: OptOutsProps) {
  return (
    <>
      <h1>{t('office.optOuts.title')}</h1>
      <p className="lead">{t('office.optOuts.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {undone !== null && (
        <p className="note" role="status">
          {t('office.optOuts.undone', { count: undone })}
        </p>
      )}
      {taken && (
        <div className="note" role="status">
          <p>{t('office.optOuts.taken')}</p>
          {taken.sheets > 1 && <p>{t('office.optOuts.sheets', { count: taken.sheets })}</p>}
          {taken.unread.length > 0 && (
            <>
              <p>{t('office.optOuts.unreadLead', { count: taken.unread.length })}</p>
              <ul>
                {taken.unread.map(({ line, text }) => (
                  <li key={line}>
                    {wholeNumber(lang, line)} · {text}
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
      <Form encType="multipart/form-data" className="panel">
        <h2>{t('office.optOuts.list')}</h2>
        <p>{t('office.optOuts.listText')}</p>
        <input type="hidden" name="intent" value="take" />
        <FileOrPaste t={t} form={form} label={t('office.imports.file')} accept=".csv,.txt,.tsv,.xlsx" />
        <button className="main">{t('office.optOuts.button')}</button>
        <ReadingNote t={t} kind="list" />
      </Form>
      {lists.length > 0 && <Lists t={t} lang={lang} lists={lists} />}
    </>
  )
}

function Lists({ t, lang, lists }: Pick<OptOutsProps, 't' | 'lang' | 'lists'>) {
  const momentOf = useMoments()
  return (
    <section>
      <h2>{t('office.optOuts.lists')}</h2>
      <WideTable
        label={t('office.optOuts.lists')}
        head={[
          t('office.optOuts.when'),
          { number: t('office.optOuts.lines') },
          { number: t('office.optOuts.added') },
          { number: t('office.optOuts.known') },
          { number: t('office.optOuts.unread') },
          t('office.optOuts.undo'),
        ]}
      >
        {lists.map((list) => (
          <tr key={list.id}>
            <th scope="row">{momentOf(lang, new Date(list.at))}</th>
            {[list.lines, list.added, list.known, list.unread].map((count, index) => (
              <td className="number" key={index}>
                {wholeNumber(lang, count)}
              </td>
            ))}
            <td>
              {list.isUndone && t('office.optOuts.isUndone')}
              {list.mayUndo && (
                <OneButton fields={{ intent: 'undo', id: list.id }}>{t('office.optOuts.undoButton')}</OneButton>
              )}
              {!list.isUndone && !list.mayUndo && t('office.optOuts.tooLate')}
            </td>
          </tr>
        ))}
      </WideTable>
    </section>
  )
}
