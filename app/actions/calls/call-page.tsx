import { ActionFrame, NothingToDo } from '~/actions/kind/action-frame'
import { PlaceForm } from '~/actions/kind/place-form'
import { NextActs, type NextActsView } from '~/actions/next-acts/next-acts'
import { NobodyKnown } from '~/actions/next-acts/nobody-known'
import { Undo } from '~/actions/outreach/undo'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import { callStateQuery } from './call-state'
import type { CallPlace, CallView } from './call-view'
import { Calling, isReminding, Reminder } from './calling'

interface CallPageProps extends PageProps {
  view: CallView
  /** State of the reminder form. */
  form: FormState
  /** Result of the last submission, or null. */
  last: 'recorded' | 'told' | 'wrong' | 'reminded' | 'undone' | null
  /** The outcome just recorded, which they can take back, and where they are. */
  undo: UndoView | null
  /** What else they can do; null while they are calling and in the office's preview. */
  acts: NextActsView | null
  /** Path of the bridge page, or null when calls are not set up. */
  bridge: string | null
  /** Whether reminders can be texted. */
  hasTexts: boolean
}

/** Outreach that its caller can take back. */
interface UndoView {
  outreachId: string
  state: CallPlace
}

/** Calls to officials one after the other: who, the number, what to say, what may happen, how it went. */
export function CallPage({ lang, t, view, form, last, undo, acts, bridge, hasTexts }: CallPageProps) {
  const step = view.now
  const isDone = step.is === 'done'
  const takeBack = undo && (
    <Undo t={t} page={paths.calls(lang, view.slug)} outreachId={undo.outreachId} at={callStateQuery(undo.state)} />
  )
  return (
    <ActionFrame
      lang={lang}
      t={t}
      view={view}
      label={t('calls.page.label')}
      before={
        <>
          {/* At the end, the title says it. */}
          {last && !(isDone && (last === 'recorded' || last === 'told')) && (
            <p className="note" role="status">
              {lastWords(t, last, step)}
            </p>
          )}
          {!isDone && takeBack}
          {step.is !== 'asking-place' && <ErrorSummary t={t} form={form} />}
          {step.is === 'calling' && isReminding(form) && (
            <Reminder lang={lang} t={t} slug={view.slug} call={step.call} form={form} hasTexts={hasTexts} />
          )}
        </>
      }
      why={step.is === 'asking-place' ? 'below' : step.is === 'calling' || step.is === 'nobody-here' ? 'none' : 'above'}
      ending={isDone ? t(`calls.page.${endingOf(last)}`) : null}
    >
      <Step lang={lang} t={t} view={view} form={form} last={last} acts={acts} hasTexts={hasTexts} />
      {isDone && takeBack}
      {acts && <NextActs lang={lang} t={t} acts={step.is === 'nobody-here' ? { ...acts, cards: [] } : acts} />}
      {isDone && (
        <p>
          <a href={paths.calls(lang, view.slug)}>{t('calls.page.again')}</a>
        </p>
      )}
      {bridge && step.is === 'calling' && (
        <p>
          <a className="button plain" href={bridge}>
            {t('texts.voice.page.offer')}
          </a>
        </p>
      )}
    </ActionFrame>
  )
}

/** What came of the last button; after a wrong number, what is left to try. */
function lastWords(t: PageProps['t'], last: NonNullable<CallPageProps['last']>, step: CallView['now']): string {
  if (last !== 'wrong' || step.is !== 'calling' || step.call.state.wrong.length === 0) return t(`calls.page.${last}`)
  return t(step.call.phone ? 'calls.page.wrongNext' : 'calls.page.wrongOther')
}

function endingOf(last: CallPageProps['last']) {
  if (last === 'told') return 'told'
  return last === 'wrong' ? 'wrongTitle' : last ? 'recorded' : 'endTitle'
}

function Step({
  lang,
  t,
  view,
  form,
  last,
  acts,
  hasTexts,
}: PageProps & Pick<CallPageProps, 'view' | 'form' | 'last' | 'acts' | 'hasTexts'>) {
  const step = view.now
  switch (step.is) {
    case 'calling':
      return <Calling lang={lang} t={t} view={view} call={step.call} form={form} hasTexts={hasTexts} />
    case 'asking-place':
      return <PlaceForm lang={lang} t={t} asked={step.asked} form={form} />
    case 'done':
      return (
        <>
          {last !== 'wrong' &&
            (step.thanks.length > 0 ? step.thanks : [t('calls.page.doneText')]).map((line) => (
              <p className="lead" key={line}>
                {line}
              </p>
            ))}
        </>
      )
    case 'nobody-here':
      return <NobodyKnown lang={lang} t={t} place={step.place} acts={acts} hasTexts={hasTexts} />
    case 'over':
    case 'not-yet':
      return <NothingToDo t={t} why={step.is} />
  }
}
