import type { ReactNode } from 'react'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { ActionCards } from './action-cards'
import type { ActionView } from './action-view'
import { Behind } from './behind'
import { EventBand } from './event-band'
import type { ActionCard } from './kind'
import { namesTogether } from './target-words'

interface ActionFrameProps extends PageProps {
  view: ActionView
  /** The kind of action, in a word or two. */
  label: string
  className?: string
  /** A confirmation of what was just done, or an error. */
  before?: ReactNode
  /** Replaces the action's heading when nothing is left to do; the summary, count and event are then hidden. */
  ending?: string | null
  /** Replaces the default line that names those who have agreed. */
  agreed?: ReactNode
  /** Where `Why` is; `none` when the content places it itself. Below, so that the act itself is on the first screen. */
  why?: 'above' | 'below' | 'none'
  /** The next action, with its heading. */
  next?: { title: string; card: ActionCard } | null
  children: ReactNode
}

/** Layout of an action's page: heading, deadline, who has agreed, the content, then the next action. */
export function ActionFrame({
  lang,
  t,
  view,
  label,
  className,
  before,
  ending = null,
  agreed,
  why = 'above',
  next = null,
  children,
}: ActionFrameProps) {
  return (
    <article className={['action', className].filter(Boolean).join(' ')}>
      {before}
      <header className="hero">
        <p className="label">
          {label} · <a href={paths.campaign(lang, view.campaignSlug)}>{view.campaignName}</a>
        </p>
        <h1>{ending ?? view.title}</h1>
      </header>
      {ending === null && why === 'above' && <Why t={t} view={view} />}
      {view.agreed.length > 0 &&
        (agreed ?? <p className="note">{t('outreach.agreed', { names: namesTogether(lang, view.agreed) })}</p>)}
      {children}
      {ending === null && why === 'below' && <Why t={t} view={view} />}
      {next && (
        <section className="block" aria-labelledby="next">
          <h2 id="next">{next.title}</h2>
          <ActionCards t={t} cards={[next.card]} />
        </section>
      )}
      <Behind lang={lang} t={t} {...view} />
    </article>
  )
}

/** Why to act, how many have, and until when. */
export function Why({ t, view }: Pick<PageProps, 't'> & { view: Pick<ActionView, 'summary' | 'soFar' | 'event'> }) {
  return (
    <section className="why" aria-label={t('outreach.why')}>
      <p className="lead">{view.summary}</p>
      {view.soFar && <p className="small">{view.soFar}</p>}
      {view.event && <EventBand t={t} event={view.event} />}
    </section>
  )
}

/** Explains why nothing can be done now. */
export function NothingToDo({ t, why }: Pick<PageProps, 't'> & { why: 'over' | 'not-yet' }) {
  const words = { over: 'over', 'not-yet': 'notYet' } as const
  return (
    <section className="sign">
      <h2>{t(`outreach.${words[why]}.title`)}</h2>
      <p>{t(`outreach.${words[why]}.text`)}</p>
    </section>
  )
}
