import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { UndoableChange } from './just-done'
import { sayChange, UndoButton } from './undo-line'

/** What was changed in the last day and can be undone. */
export function UndoPage({ t, lang, changes }: { t: Translate; lang: Language; changes: UndoableChange[] }) {
  const momentOf = useMoments()
  return (
    <>
      <h1>{t('undo.title')}</h1>
      <p className="lead">{t('undo.lead')}</p>
      {changes.length === 0 ? (
        <p>{t('undo.none')}</p>
      ) : (
        <WideTable
          label={t('undo.title')}
          head={[t('undo.what'), t('undo.who'), t('undo.when'), t('undo.last'), t('undo.button')]}
        >
          {changes.map((change) => (
            <tr key={change.id}>
              <th scope="row">{sayChange(t, lang, change)}</th>
              <td>{change.by}</td>
              <td>{momentOf(lang, new Date(change.at))}</td>
              <td>{momentOf(lang, new Date(change.until))}</td>
              <td>
                <UndoButton t={t} lang={lang} change={change} />
              </td>
            </tr>
          ))}
        </WideTable>
      )}
    </>
  )
}
