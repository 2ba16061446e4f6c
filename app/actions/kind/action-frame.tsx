import type { ReactNode } from 'react'
import { paths } from '~/paths'
import type { PageProps } from '~/ui/page/public-layout'
import { ActionCards } from './action-cards'
import type { ActionView } from './action-view'
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
  /** The next action, with its heading. */
  next: { title: string; card: ActionCard } | null
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
  next,
  children,
}: ActionFrameProps) {
  return (
    <article className={className}>
      {before}
      <header className="hero">
        <p className="label">
          {label} · {view.campaignName}
        </p>
        <h1>{ending ?? view.title}</h1>
        {ending === null && <p className="lead to">{view.summary}</p>}
        {ending === null && view.soFar && <p className="small">{view.soFar}</p>}
      </header>
      {view.event && ending === null && <EventBand t={t} event={view.event} />}
      {view.agreed.length > 0 &&
        (agreed ?? <p className="note">{t('outreach.agreed', { names: namesTogether(lang, view.agreed) })}</p>)}
      {children}
      {next && (
        <section className="block" aria-labelledby="next">
          <h2 id="next">{next.title}</h2>
          <ActionCards t={t} cards={[next.card]} />
        </section>
      )}
      {ending === null && (
        <p className="small">
          <a href={paths.campaign(lang, view.campaignSlug)}>{t('outreach.campaign')}</a>
        </p>
      )}
    </article>
  )
}

/** Explains why nothing can be done here now. */
export function NothingToDo({ t, why }: Pick<PageProps, 't'> & { why: 'over' | 'not-yet' | 'nobody-here' }) {
  const words = { over: 'over', 'not-yet': 'notYet', 'nobody-here': 'nobodyHere' } as const
  return (
    <section className="sign">
      <h2>{t(`outreach.${words[why]}.title`)}</h2>
      <p>{t(`outreach.${words[why]}.text`)}</p>
    </section>
  )
}
