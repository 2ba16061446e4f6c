import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { UndoableElsewhere } from './elsewhere.server'
import type { UndoableChange } from './just-done'
import { sayChange, UndoButton } from './undo-line'

/** What was changed in the last day and can be undone. */
export function UndoPage({
  t,
  lang,
  changes,
  elsewhere,
}: {
  t: Translate
  lang: Language
  changes: UndoableChange[]
  elsewhere: UndoableElsewhere[]
}) {
  const momentOf = useMoments()
  return (
    <>
      <h1>{t('undo.title')}</h1>
      <p className="lead">{t('undo.lead')}</p>
      {changes.length + elsewhere.length === 0 && <p>{t('undo.none')}</p>}
      {changes.length > 0 && (
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
      {elsewhere.length > 0 && (
        <>
          <h2>{t('undo.there.title')}</h2>
          <WideTable
            label={t('undo.there.title')}
            head={[t('undo.what'), t('undo.who'), t('undo.when'), t('undo.last'), t('undo.there.where')]}
          >
            {elsewhere.map((one) => (
              <tr key={one.key}>
                <th scope="row">{sayElsewhere(t, one)}</th>
                <td>{one.by}</td>
                <td>{momentOf(lang, new Date(one.at))}</td>
                <td>{one.until ? momentOf(lang, new Date(one.until)) : t('undo.there.always')}</td>
                <td>
                  <a href={one.path} aria-label={`${t('undo.there.open')}: ${sayElsewhere(t, one)}`}>
                    {t('undo.there.open')}
                  </a>
                </td>
              </tr>
            ))}
          </WideTable>
        </>
      )}
    </>
  )
}

function sayElsewhere(t: Translate, { what, name, count }: UndoableElsewhere): string {
  return t(`undo.elsewhere.${what}`, { name, count })
}
