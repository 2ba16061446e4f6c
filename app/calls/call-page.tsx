import { ErrorSummary } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import { paths } from '~/paths'
import { ActionCards } from '~/take-action/action-cards'
import { EventBand } from '~/take-action/event-band'
import type { ActionCard } from '~/take-action/kind'
import { PlaceForm } from '~/take-action/place-form'
import type { PageProps } from '~/ui/public-layout'
import type { CallView } from './call-view'
import { Calling } from './calling'

interface CallPageProps extends PageProps {
  view: CallView
  /** Of the reminder: what was typed and what is wrong with it. */
  form: FormState
  /** What came of the call before this one, or null. */
  last: 'recorded' | 'wrong' | 'reminded' | null
  next: ActionCard | null
  /** Where we connect people ourselves, or null where we do not. */
  bridge: string | null
}

/** A call to officials, one after the other: who, the number, what to say, what may happen, how it went. */
export function CallPage({ lang, t, view, form, last, next, bridge }: CallPageProps) {
  const step = view.now
  return (
    <article>
      {last && (
        <p className="note" role="status">
          {t(`calls.page.${last}`)}
        </p>
      )}
      <ErrorSummary t={t} form={form} />
      <header className="hero">
        <p className="label">
          {t('calls.page.label')} · {view.campaignName}
        </p>
        <h1>{step.is !== 'done' ? view.title : last ? t('calls.page.doneTitle') : t('calls.page.endTitle')}</h1>
        {step.is !== 'done' && <p className="lead to">{view.summary}</p>}
        {step.is !== 'done' && <p className="small">{view.soFar}</p>}
      </header>
      {view.event && step.is !== 'done' && <EventBand t={t} event={view.event} />}
      {view.agreed.length > 0 && <p className="note">{t('outreach.agreed', { names: view.agreed.join(', ') })}</p>}
      <Step lang={lang} t={t} view={view} form={form} />
      {bridge && step.is === 'calling' && (
        <p>
          <a className="button plain" href={bridge}>
            {t('texts.voice.page.offer')}
          </a>
        </p>
      )}
      {next && step.is !== 'calling' && step.is !== 'asking-place' && (
        <section className="block" aria-labelledby="next">
          <h2 id="next">{t('calls.page.next')}</h2>
          <ActionCards t={t} cards={[next]} />
        </section>
      )}
      <p className="small">
        <a href={paths.campaign(lang, view.campaignSlug)}>{t('outreach.campaign')}</a>
      </p>
    </article>
  )
}

function Step({ lang, t, view, form }: PageProps & Pick<CallPageProps, 'view' | 'form'>) {
  const step = view.now
  switch (step.is) {
    case 'calling':
      return <Calling lang={lang} t={t} slug={view.slug} call={step.call} form={form} />
    case 'asking-place':
      return <PlaceForm t={t} asked={step.asked} />
    case 'done':
      return (
        <>
          {(step.thanks.length > 0 ? step.thanks : [t('calls.page.doneText')]).map((line) => (
            <p className="lead" key={line}>
              {line}
            </p>
          ))}
          <p>
            <a className="button plain" href={paths.calls(lang, view.slug)}>
              {t('calls.page.again')}
            </a>
          </p>
        </>
      )
    case 'over':
      return <Notice title={t('outreach.over.title')} text={t('outreach.over.text')} />
    case 'not-yet':
      return <Notice title={t('outreach.notYet.title')} text={t('outreach.notYet.text')} />
    case 'nobody-here':
      return <Notice title={t('outreach.nobodyHere.title')} text={t('outreach.nobodyHere.text')} />
  }
}

function Notice({ title, text }: { title: string; text: string }) {
  return (
    <section className="sign">
      <h2>{title}</h2>
      <p>{text}</p>
    </section>
  )
}
