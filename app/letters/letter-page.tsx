import type { FormState } from '~/forms/form-state'
import { paths } from '~/paths'
import { ActionCards } from '~/take-action/action-cards'
import { EventBand } from '~/take-action/event-band'
import type { ActionCard } from '~/take-action/kind'
import { PlaceForm } from '~/take-action/place-form'
import type { PageProps } from '~/ui/public-layout'
import type { LetterView } from './letter-view'
import { OwnMails, PaperLetter } from './own-letter'
import { WritingForm } from './writing-form'

interface LetterPageProps extends PageProps {
  view: LetterView
  form: FormState
  next: ActionCard | null
}

/** A letter to officials: to whom, what is suggested, their own words, and three ways to send it. */
export function LetterPage({ lang, t, view, form, next }: LetterPageProps) {
  return (
    <article className="narrow">
      <header className="hero">
        <p className="label">
          {t('letters.label')} · {view.campaignName}
        </p>
        <h1>{view.title}</h1>
        <p className="lead to">{view.summary}</p>
        <p className="small">{view.soFar}</p>
      </header>
      {view.event && <EventBand t={t} event={view.event} />}
      {view.agreed.length > 0 && (
        <section className="band" aria-labelledby="agreed">
          <h2 id="agreed">{t('letters.agreed.title', { count: view.agreed.length })}</h2>
          <p>{t('letters.agreed.text', { count: view.agreed.length, names: view.agreed.join(', ') })}</p>
          {view.thanks.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      )}
      <Step lang={lang} t={t} view={view} form={form} />
      {next && view.now.is !== 'writing' && view.now.is !== 'asking-place' && (
        <section className="block" aria-labelledby="next">
          <h2 id="next">{t('letters.thanks.next')}</h2>
          <ActionCards t={t} cards={[next]} />
        </section>
      )}
      <p className="small">
        <a href={paths.campaign(lang, view.campaignSlug)}>{t('outreach.campaign')}</a>
      </p>
    </article>
  )
}

function Step({ lang, t, view, form }: Omit<LetterPageProps, 'next'>) {
  const step = view.now
  switch (step.is) {
    case 'writing':
      return <WritingForm lang={lang} t={t} desk={step.desk} form={form} />
    case 'asking-place':
      return <PlaceForm t={t} asked={step.asked} />
    case 'own-mail':
      return <OwnMails t={t} mails={step.mails} fields={step.fields} />
    case 'paper':
      return <PaperLetter lang={lang} t={t} slug={view.slug} withAddress={step.withAddress} of={step.of} fields={step.fields} />
    case 'all-agreed':
      return null
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
