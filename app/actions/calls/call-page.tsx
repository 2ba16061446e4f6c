import { ActionFrame, NothingToDo } from '~/actions/kind/action-frame'
import type { ActionCard } from '~/actions/kind/kind'
import { PlaceForm } from '~/actions/kind/place-form'
import type { LinksToShare } from '~/actions/petitions/share-links'
import { ShareList } from '~/actions/petitions/share-list'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import type { CallView } from './call-view'
import { Calling } from './calling'

interface CallPageProps extends PageProps {
  view: CallView
  /** State of the reminder form. */
  form: FormState
  /** Result of the last submission, or null. */
  last: 'recorded' | 'wrong' | 'reminded' | null
  next: ActionCard | null
  /** Path of the bridge page, or null when calls are not set up. */
  bridge: string | null
  /** Links to share the action after the call; null in the office's preview. */
  share: LinksToShare | null
  /** Whether reminders can be texted. */
  hasTexts: boolean
}

/** Calls to officials one after the other: who, the number, what to say, what may happen, how it went. */
export function CallPage({ lang, t, view, form, last, next, bridge, share, hasTexts }: CallPageProps) {
  const step = view.now
  return (
    <ActionFrame
      lang={lang}
      t={t}
      view={view}
      label={t('calls.page.label')}
      before={
        <>
          {last && (
            <p className="note" role="status">
              {t(`calls.page.${last}`)}
            </p>
          )}
          {step.is !== 'asking-place' && <ErrorSummary t={t} form={form} />}
        </>
      }
      ending={step.is !== 'done' ? null : last ? t('calls.page.doneTitle') : t('calls.page.endTitle')}
      next={
        next && step.is !== 'calling' && step.is !== 'asking-place' ? { title: t('calls.page.next'), card: next } : null
      }
    >
      <Step lang={lang} t={t} view={view} form={form} hasTexts={hasTexts} />
      {share && step.is === 'done' && (
        <section className="block" aria-labelledby="share">
          <h2 id="share">{t('calls.page.share')}</h2>
          <ShareList t={t} title={view.title} links={share} />
        </section>
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

function Step({ lang, t, view, form, hasTexts }: PageProps & Pick<CallPageProps, 'view' | 'form' | 'hasTexts'>) {
  const step = view.now
  switch (step.is) {
    case 'calling':
      return <Calling lang={lang} t={t} slug={view.slug} call={step.call} form={form} hasTexts={hasTexts} />
    case 'asking-place':
      return <PlaceForm lang={lang} t={t} asked={step.asked} form={form} />
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
    case 'not-yet':
    case 'nobody-here':
      return <NothingToDo t={t} why={step.is} />
  }
}
