import type { PolicyKind } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { LinesReport, ListStanding, OutcomeFigures, ReasonsPanel } from '~/office/lists/import-parts'
import type { LinesToShow } from '~/office/lists/lines-to-show'
import { MappingForm } from '~/office/lists/mapping-form'
import { RowChoice } from '~/office/lists/row-choice'
import { CitiesMissing } from '~/office/officials/boundaries/fetch-places-panel'
import { paths } from '~/paths'
import { ErrorSummary, Tick } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { columnsNotRead } from '~/ui/page/column-mapping'
import { partialDate, wholeNumber } from '~/ui/page/dates'
import { isStatus, policyFields } from './policy-fields'
import type { PolicyList } from './policy-lists.server'
import { PolicyOptionFields } from './policy-option-fields'
import { sayPolicyProblem } from './say-policy-problem'

interface PolicyListProps {
  t: Translate
  lang: Language
  form: FormState
  kinds: PolicyKind[]
  list: PolicyList
  show: LinesToShow
  mayEdit: boolean
}

/** One list: its columns, the outcome of its lines, what it would change and end, and undoing it. */
export function PolicyListPage({ t, lang, form, kinds, list, show, mayEdit }: PolicyListProps) {
  const isRefused = form.values.intent === 'check'
  const isOpen = list.state === 'mapping' || list.state === 'checked' || (list.isSetAside && list.state === 'checking')
  const notRead = columnsNotRead(list.columns, Object.values(list.mapping))
  const options = { values: { ...list.options, isComplete: list.options.isComplete ? '1' : '' }, errors: [] }
  return (
    <>
      <h1>{list.fileName}</h1>
      <ErrorSummary t={t} form={form} />
      <ListStanding t={t} list={list} mayEdit={mayEdit} />
      {list.state === 'undone' && list.kept > 0 && <p>{t('localities.lists.kept', { count: list.kept })}</p>}
      {list.state === 'checked' && list.isPlannedAgain && (
        <p className="errors">{t('localities.lists.plannedAgain')}</p>
      )}
      {notRead.length > 0 && <p>{t('officials.rosters.notRead', { columns: notRead.join(', ') })}</p>}
      {isOpen && notRead.some(isStatus) && (
        <p className="errors">
          {t('localities.lists.statusNotRead', { columns: notRead.filter(isStatus).join(', ') })}
        </p>
      )}
      {list.state !== 'mapping' && <Outcome t={t} lang={lang} list={list} />}
      {mayEdit && list.state === 'checked' && <Decide t={t} form={form} list={list} />}
      {mayEdit && list.state === 'done' && !list.isForgotten && (
        <Form className="acts" id="undo">
          <button name="intent" value="undo">
            {t('localities.lists.undo')}
          </button>
          <span className="hint">{t('localities.lists.undoHint')}</span>
        </Form>
      )}
      {mayEdit && isOpen && <RowChoice t={t} list={list} />}
      {mayEdit && isOpen && (
        <MappingForm
          t={t}
          form={form}
          list={list}
          fields={policyFields.map((field) => ({ field, label: t(`localities.fields.${field}`) }))}
          isOpen={false}
          options={<PolicyOptionFields t={t} lang={lang} form={isRefused ? form : options} kinds={kinds} />}
        />
      )}
      {list.isForgotten && <p>{t('localities.lists.forgotten')}</p>}
      {list.state !== 'mapping' && !list.isForgotten && (
        <LinesReport
          t={t}
          href={paths.office.policyList(list.id)}
          show={show}
          lines={list.lines}
          next={list.next}
          understood={({ understood }) =>
            understood && (
              <>
                <strong>{understood.placeName}</strong>, {policyName(lang, t, understood, kinds)}
                {understood.agency && <div className="small">{understood.agency}</div>}
                <div className="small">{policyDates(lang, t, understood)}</div>
              </>
            )
          }
          problems={({ problems }) => problems.map((problem) => sayPolicyProblem(t, problem))}
          changes={({ changes }) => changes.map(({ what, words }) => `${t(`localities.change.${what}`)}: ${words}`)}
        />
      )}
    </>
  )
}

/** Starts the list. What ends is named, and must be said; a list that is much shorter must be said to be meant. */
function Decide({ t, form, list }: Pick<PolicyListProps, 't' | 'form' | 'list'>) {
  const good = list.outcomes.good ?? 0
  const { ending } = list
  return (
    <Form className="panel">
      <input type="hidden" name="reviewed" value={list.reviewed} />
      {ending > 0 && (
        <Tick
          form={form}
          name="ends"
          value={String(ending)}
          label={t('localities.lists.confirmEnds', { count: ending })}
        />
      )}
      {list.isMuchShorter && (
        <Tick
          form={form}
          name="shorter"
          label={t('localities.lists.confirmShorter')}
          hint={t('localities.lists.confirmShorterHint', { open: list.open, count: list.ends.length })}
        />
      )}
      <div className="acts">
        {(good > 0 || ending > 0) && (
          <button className="main" name="intent" value="run">
            {t('localities.lists.run', { count: good })}
          </button>
        )}
        <button name="intent" value="drop" className="quiet">
          {t('officials.rosters.drop')}
        </button>
      </div>
    </Form>
  )
}

/** Why a list changes nothing: it is not read yet, nothing in it could be read, or all of that is known. */
function nothingWords({ state, outcomes }: PolicyList) {
  if (state === 'checking') return 'officials.rosters.notYetRead'
  const { bad = 0, unchanged = 0 } = outcomes
  return bad > 0 && unchanged === 0 ? 'localities.lists.allRefused' : 'localities.lists.nothing'
}

function Outcome({ t, lang, list }: Pick<PolicyListProps, 't' | 'lang' | 'list'>) {
  const isOver = list.state === 'done' || list.state === 'running'
  const { all, matched } = list.sheriffs
  return (
    <>
      <OutcomeFigures t={t} lang={lang} list={list} />
      {all > 0 && (
        <p>
          {t('localities.lists.sheriffs', {
            matched,
            all,
            share: `${wholeNumber(lang, Math.floor((1000 * matched) / all) / 10)} %`,
          })}
        </p>
      )}
      {list.heldBack > 0 && <p className="errors">{t('localities.lists.heldBack', { count: list.heldBack })}</p>}
      <CitiesMissing t={t} reasons={list.reasons} />
      <div className="columns">
        <section className="panel">
          <h2>{t(isOver ? 'officials.rosters.did' : 'officials.rosters.would')}</h2>
          {list.changes.length === 0 && list.ends.length === 0 ? (
            <p>{t(nothingWords(list))}</p>
          ) : (
            <ul>
              {list.changes.map(({ what, count }) => (
                <li key={what}>{t(`localities.changes.${what}`, { count })}</li>
              ))}
            </ul>
          )}
        </section>
        <ReasonsPanel
          t={t}
          lang={lang}
          reasons={list.reasons.map(({ reason, count }) => ({ words: t(`localities.reasons.${reason}`), count }))}
          badFile={(list.outcomes.bad ?? 0) > 0 && !list.isForgotten ? paths.office.policyBadLines(list.id) : null}
        />
        {list.ends.length > 0 && (
          <section className="panel">
            <h2>{t(isOver ? 'localities.lists.ended' : 'localities.lists.ends', { count: list.ends.length })}</h2>
            <ul>
              {list.ends.slice(0, 50).map(({ id, words, endedOn }) => (
                <li key={id}>
                  {words} · {partialDate(lang, endedOn)}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </>
  )
}
