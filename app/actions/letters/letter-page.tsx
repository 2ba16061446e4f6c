import { ActionFrame, NothingToDo } from '~/actions/kind/action-frame'
import { PlaceForm } from '~/actions/kind/place-form'
import { namesTogether } from '~/actions/kind/target-words'
import { NextActs, type NextActsView } from '~/actions/next-acts/next-acts'
import { NobodyKnown } from '~/actions/next-acts/nobody-known'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import type { LetterView } from './letter-view'
import { OwnMails, PaperLetter } from './own-letter'
import { letterFormId, WritingForm, written } from './writing-form'

interface LetterPageProps extends PageProps {
  view: LetterView
  form: FormState
  /** What else they can do; null while they are writing and in the office's preview. */
  acts: NextActsView | null
  /** Whether somebody can be told by text. */
  hasTexts: boolean
}

/** Where a letter page says why, at each step: never above what is to be done now. */
const whyAt: Record<LetterView['now']['is'], 'above' | 'below' | 'none'> = {
  writing: 'below',
  'asking-place': 'below',
  'own-mail': 'none',
  paper: 'none',
  'nobody-here': 'none',
  'all-agreed': 'above',
  'not-yet': 'above',
  over: 'above',
}

/** A letter to officials: the recipients, a suggestion, the writer's own words, and three ways to send it. */
export function LetterPage({ lang, t, view, form, acts, hasTexts }: LetterPageProps) {
  return (
    <ActionFrame
      lang={lang}
      t={t}
      view={view}
      label={t('letters.label')}
      before={view.now.is === 'writing' && <ErrorSummary t={t} form={form} typed={written} />}
      className={view.now.is === 'writing' ? 'letter' : 'narrow'}
      why={whyAt[view.now.is]}
      agreed={<Agreed lang={lang} t={t} view={view} />}
    >
      {view.isOutside && <p className="note">{t('letters.outside')}</p>}
      <Step lang={lang} t={t} view={view} form={form} acts={acts} hasTexts={hasTexts} />
      {acts && <NextActs lang={lang} t={t} acts={view.now.is === 'nobody-here' ? { ...acts, cards: [] } : acts} />}
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

function Step({ lang, t, view, form, acts, hasTexts }: LetterPageProps) {
  const step = view.now
  switch (step.is) {
    case 'writing':
      return <WritingForm lang={lang} t={t} desk={step.desk} form={form} />
    case 'asking-place':
      return <PlaceForm lang={lang} t={t} asked={step.asked} form={form} formId={letterFormId} />
    case 'own-mail':
      return <OwnMails t={t} mails={step.mails} meaning={step.meaning} fields={step.fields} />
    case 'paper':
      return (
        <PaperLetter
          lang={lang}
          t={t}
          slug={view.slug}
          withAddress={step.withAddress}
          of={step.of}
          meaning={step.meaning}
          fields={step.fields}
          placeQuery={step.placeQuery}
        />
      )
    case 'all-agreed':
      return null
    case 'nobody-here':
      return <NobodyKnown lang={lang} t={t} place={step.place} acts={acts} hasTexts={hasTexts} />
    case 'over':
    case 'not-yet':
      return <NothingToDo t={t} why={step.is} />
  }
}
