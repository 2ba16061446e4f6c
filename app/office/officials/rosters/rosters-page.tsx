import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OfficialsTabs } from '~/office/officials/officials-tabs'
import type { RosterFormat } from '~/office/officials/rosters/files/roster-file'
import { paths } from '~/paths'
import { ErrorSummary, TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { momentOf, wholeNumber } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import { OptionFields } from './option-fields'
import type { readRosters } from './rosters.server'

interface RostersProps {
  t: Translate
  lang: Language
  form: FormState
  rosters: Awaited<ReturnType<typeof readRosters>>
  mayEdit: boolean
}

/** Lists of officials: upload one, and see the state of earlier ones. */
export function RostersPage({ t, lang, form, rosters, mayEdit }: RostersProps) {
  return (
    <>
      <OfficialsTabs t={t} current="rosters" />
      <p className="lead">{t('officials.rosters.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {mayEdit && (
        <Form encType="multipart/form-data" className="panel">
          <h2>{t('officials.rosters.title')}</h2>
          <div className="pair">
            <div className="field">
              <label htmlFor="list">{t('officials.rosters.file')}</label>
              <span className="hint" id="list-hint">
                {t('officials.rosters.fileHint')}
              </span>
              <input
                id="list"
                name="list"
                type="file"
                multiple
                accept=".csv,.tsv,.txt,.xlsx,.json,.yml,.yaml"
                aria-describedby="list-hint"
              />
              <p>
                <a href={paths.office.rosterTemplate()}>{t('officials.rosters.template')}</a>
              </p>
            </div>
            <TextArea
              t={t}
              form={form}
              name="pasted"
              label={t('officials.rosters.paste')}
              hint={t('officials.rosters.pasteHint')}
              maxLength={2_000_000}
              isOptional
            />
          </div>
          <OptionFields t={t} form={form} />
          <button className="main">{t('officials.rosters.take')}</button>
          <ReadingNote t={t} kind="list" />
        </Form>
      )}
      <h2>{t('officials.rosters.lists')}</h2>
      {rosters.length === 0 ? (
        <p>{t('officials.rosters.none')}</p>
      ) : (
        <WideTable
          label={t('officials.rosters.lists')}
          head={[
            t('officials.rosters.file'),
            t('officials.rosters.format'),
            { number: t('officials.rosters.lines') },
            t('officials.rosters.stateOf'),
            t('officials.rosters.when'),
          ]}
        >
          {rosters.map((roster) => (
            <tr key={roster.id}>
              <th scope="row">
                <a href={paths.office.roster(roster.id)}>{roster.fileName}</a>
              </th>
              <td>{t(`officials.formats.${roster.format as RosterFormat}`)}</td>
              <td className="number">{wholeNumber(lang, roster.all)}</td>
              <td>
                <span className={`state ${roster.state === 'done' ? 'done' : 'waiting'}`}>
                  {t(`officials.rosters.states.${roster.state as 'done'}`)}
                </span>
              </td>
              <td>{momentOf(lang, new Date(roster.at))}</td>
            </tr>
          ))}
        </WideTable>
      )}
    </>
  )
}
