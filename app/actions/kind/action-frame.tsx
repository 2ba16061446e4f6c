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
  /** What kind of action it is, in a word or two. */
  label: string
  className?: string
  /** What has just been done, or what is wrong. */
  before?: ReactNode
  /** Heading instead of the action's own, once there is nothing left to do: then nothing is asked any more. */
  ending?: string | null
  /** Instead of a line with the names of those who have agreed. */
  agreed?: ReactNode
  /** What comes next, and the words over it. */
  next: { title: string; card: ActionCard } | null
  children: ReactNode
}

/** The frame of the page of an action: what it is, until when, who has agreed; then what is to be done; then what else there is. */
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

/** Why nothing can be done here now. */
export function NothingToDo({ t, why }: Pick<PageProps, 't'> & { why: 'over' | 'not-yet' | 'nobody-here' }) {
  const words = { over: 'over', 'not-yet': 'notYet', 'nobody-here': 'nobodyHere' } as const
  return (
    <section className="sign">
      <h2>{t(`outreach.${words[why]}.title`)}</h2>
      <p>{t(`outreach.${words[why]}.text`)}</p>
    </section>
  )
}
