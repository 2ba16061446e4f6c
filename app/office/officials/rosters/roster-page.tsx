import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListStanding, OutcomeFigures, ReasonsPanel } from '~/office/lists/import-parts'
import { MappingForm } from '~/office/lists/mapping-form'
import { RowChoice } from '~/office/lists/row-choice'
import { CitiesMissing } from '~/office/officials/boundaries/fetch-places-panel'
import { rosterFields } from '~/office/officials/rosters/lines/roster-fields'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { columnsNotRead } from '~/ui/page/column-mapping'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { UndoneRoster } from './lines/understood-row'
import { LinesTable } from './lines-table'
import { OptionFields } from './option-fields'
import type { Roster } from './rosters.server'

interface RosterProps {
  t: Translate
  lang: Language
  form: FormState
  roster: Roster
  show: 'problems' | 'changes' | 'all'
  mayEdit: boolean
}

/** One list: its column mapping, the outcome of its lines, and what it would change or has changed. */
export function RosterPage({ t, lang, form, roster, show, mayEdit }: RosterProps) {
  const isOpen =
    roster.state === 'mapping' || roster.state === 'checked' || (roster.isSetAside && roster.state === 'checking')
  const good = roster.outcomes.good ?? 0
  const notRead = columnsNotRead(roster.columns, Object.values(roster.mapping))
  const values =
    form.values.intent === 'check'
      ? form
      : {
          values: {
            ...roster.options,
            isComplete: roster.options.isComplete ? '1' : '',
            hasEnded: '',
            ended: '',
            heldBack: '',
            undone: '',
          },
          errors: [],
        }
  return (
    <>
      <h1>{roster.fileName}</h1>
      <ErrorSummary t={t} form={form} />
      <ListStanding t={t} list={roster} mayEdit={mayEdit} />
      {roster.options.undone && <Undone t={t} undone={roster.options.undone} />}
      {mayEdit && roster.undoableUntil && <UndoRoster t={t} lang={lang} until={roster.undoableUntil} />}
      {notRead.length > 0 && (
        <p>
          {t('officials.rosters.notRead', { columns: notRead.join(', ') })}{' '}
          {isOpen && t('officials.rosters.notReadHint')}
        </p>
      )}
      {roster.state !== 'mapping' && <Outcome t={t} lang={lang} roster={roster} />}
      {mayEdit && roster.state === 'checked' && (
        <Form className="acts">
          <input type="hidden" name="reviewed" value={roster.reviewed} />
          {good > 0 && (
            <button className="main" name="intent" value="run">
              {t('officials.rosters.run', { count: good })}
            </button>
          )}
          <button name="intent" value="drop" className="quiet">
            {t('officials.rosters.drop')}
          </button>
        </Form>
      )}
      {mayEdit && isOpen && <RowChoice t={t} list={roster} />}
      {mayEdit && isOpen && (
        <MappingForm
          t={t}
          form={form}
          list={roster}
          fields={rosterFields.map((field) => ({ field, label: t(`officials.fields.${field}`) }))}
          isOpen={good === 0}
          options={<OptionFields t={t} form={values} />}
        />
      )}
      {roster.isForgotten && <p>{t('officials.rosters.forgotten')}</p>}
      {roster.state !== 'mapping' && !roster.isForgotten && (
        <LinesTable t={t} lang={lang} roster={roster} show={show} />
      )}
    </>
  )
}

/** What came of undoing it. */
function Undone({ t, undone: { removed, restored, changedSince, builtOn } }: { t: Translate; undone: UndoneRoster }) {
  return (
    <div className="done" role="status">
      <p>{t('officials.rosters.undone', { removed, restored })}</p>
      {changedSince > 0 && <p>{t('officials.rosters.undoneChanged', { count: changedSince })}</p>}
      {builtOn > 0 && <p>{t('officials.rosters.undoneBuiltOn', { count: builtOn })}</p>}
    </div>
  )
}

function UndoRoster({ t, lang, until }: { t: Translate; lang: Language; until: string }) {
  const momentOf = useMoments()
  return (
    <div className="panel">
      <p>{t('officials.rosters.undoHint', { when: momentOf(lang, new Date(until)) })}</p>
      <OneButton fields={{ intent: 'undo' }}>{t('officials.rosters.undo')}</OneButton>
    </div>
  )
}

/** Why a list changes nothing: it is known, it cannot be taken, or some of each. */
function nothingWords({ bad = 0, unchanged = 0 }: Roster['outcomes']): 'wouldNothing' | 'takenNothing' | 'newNothing' {
  if (bad === 0) return 'wouldNothing'
  return unchanged === 0 ? 'takenNothing' : 'newNothing'
}

/** The outcome of the lines, or the expected outcome: counts, then who leaves office. */
function Outcome({ t, lang, roster }: { t: Translate; lang: Language; roster: Roster }) {
  const isOver = roster.state === 'done' || roster.state === 'undone' || roster.state === 'running'
  const changes = roster.changes.filter(({ count }) => count > 0)
  const isAllPast =
    changes.some(({ what }) => what === 'past-added') && !changes.some(({ what }) => what === 'took-office')
  const { heldBack } = roster
  return (
    <>
      {heldBack && (
        <p className="errors">
          {t(`officials.rosters.${heldBack.places.length > 0 ? 'heldBackIn' : 'heldBack'}`, {
            count: heldBack.count,
            lines: heldBack.lines.join(', ') + (heldBack.lines.length < heldBack.count ? ' …' : ''),
            places: heldBack.places.join(', '),
          })}
        </p>
      )}
      <OutcomeFigures t={t} lang={lang} list={roster} />
      <CitiesMissing t={t} reasons={roster.reasons} />
      <div className="columns">
        <section className="panel">
          <h2>{t(isOver ? 'officials.rosters.did' : 'officials.rosters.would')}</h2>
          {changes.length === 0 ? (
            <p>
              {t(`officials.rosters.${roster.state === 'checking' ? 'notYetRead' : nothingWords(roster.outcomes)}`)}
            </p>
          ) : (
            <ul>
              {changes.map(({ what, count }) => (
                <li key={what}>{t(`officials.changes.${what}`, { count })}</li>
              ))}
            </ul>
          )}
          {isAllPast && <p>{t('officials.rosters.allPast')}</p>}
        </section>
        <ReasonsPanel
          t={t}
          lang={lang}
          reasons={roster.reasons.map(({ reason, count }) => ({ words: t(`officials.reasons.${reason}`), count }))}
          badFile={
            (roster.outcomes.bad ?? 0) > 0 && !roster.isForgotten ? paths.office.rosterBadLines(roster.id) : null
          }
        />
        {roster.unused.length > 0 && (
          <section className="panel">
            <h2>{t('officials.rosters.unusedCounts')}</h2>
            <ul>
              {roster.unused.map(({ field, count }) => (
                <li key={field}>
                  {t('officials.rosters.unusedCount', { field: t(`officials.fields.${field}`), count })}
                </li>
              ))}
            </ul>
          </section>
        )}
        {roster.left.length > 0 && (
          <section className="panel">
            <h2>{t(isOver ? 'officials.rosters.left' : 'officials.rosters.leave')}</h2>
            <ul>
              {roster.left.map(({ name, title }) => (
                <li key={name + title}>
                  {name}, {title}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {roster.options.sourceUrl && (
        <p className="small">
          {t('officials.post.source')}:{' '}
          <a href={roster.options.sourceUrl} rel="noreferrer">
            {roster.options.sourceUrl}
          </a>
          {roster.options.checkedOn &&
            ` · ${t('officials.rosters.checkedOn')} ${longDate(lang, roster.options.checkedOn)}`}
        </p>
      )}
    </>
  )
}
