import { ActionFrame, NothingToDo } from '~/actions/kind/action-frame'
import type { ActionCard } from '~/actions/kind/kind'
import { PlaceForm } from '~/actions/kind/place-form'
import { namesTogether } from '~/actions/kind/target-words'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import type { LetterView } from './letter-view'
import { OwnMails, PaperLetter } from './own-letter'
import { letterFormId, WritingForm } from './writing-form'

interface LetterPageProps extends PageProps {
  view: LetterView
  form: FormState
  next: ActionCard | null
}

/** A letter to officials: the recipients, a suggestion, the writer's own words, and three ways to send it. */
export function LetterPage({ lang, t, view, form, next }: LetterPageProps) {
  return (
    <ActionFrame
      lang={lang}
      t={t}
      view={view}
      label={t('letters.label')}
      className="narrow"
      agreed={<Agreed lang={lang} t={t} view={view} />}
      next={
        next && view.now.is !== 'writing' && view.now.is !== 'asking-place'
          ? { title: t('letters.thanks.next'), card: next }
          : null
      }
    >
      <Step lang={lang} t={t} view={view} form={form} />
    </ActionFrame>
  )
}

/** Thanks officials who have agreed, instead of a letter. */
function Agreed({ lang, t, view }: Pick<LetterPageProps, 'lang' | 't' | 'view'>) {
  const names = namesTogether(lang, view.agreed)
  return (
    <section className="band" aria-labelledby="agreed">
      <h2 id="agreed">{t('letters.agreed.title', { count: view.agreed.length })}</h2>
      <p>{t('letters.agreed.text', { count: view.agreed.length, names })}</p>
      {view.thanks.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </section>
  )
}

function Step({ lang, t, view, form }: Omit<LetterPageProps, 'next'>) {
  const step = view.now
  switch (step.is) {
    case 'writing':
      return <WritingForm lang={lang} t={t} desk={step.desk} form={form} />
    case 'asking-place':
      return <PlaceForm lang={lang} t={t} asked={step.asked} form={form} formId={letterFormId} />
    case 'own-mail':
      return <OwnMails t={t} mails={step.mails} fields={step.fields} />
    case 'paper':
      return (
        <PaperLetter
          lang={lang}
          t={t}
          slug={view.slug}
          withAddress={step.withAddress}
          of={step.of}
          fields={step.fields}
          placeQuery={step.placeQuery}
        />
      )
    case 'all-agreed':
      return null
    case 'over':
    case 'not-yet':
    case 'nobody-here':
      return <NothingToDo t={t} why={step.is} />
  }
}
