import { namesTogether } from '~/actions/kind/target-words'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import type { PublicName } from './petition'
import type { PetitionView } from './petition-view'

interface ProgressProps extends PageProps {
  slug: string
  /** Only an open petition shows its next goal. */
  isOpen: boolean
  confirmed: number
  goal: number
  /** When the number last changed, in words. */
  updated: string
  names: readonly PublicName[]
  isRecent: boolean
  /** When it closes, in words, or null. */
  closes: string | null
  vote: PetitionView['vote']
}

/** How many have signed, progress toward the next goal, and the newest names. */
export function Progress({
  lang,
  t,
  slug,
  isOpen,
  confirmed,
  goal,
  updated,
  names,
  isRecent,
  closes,
  vote,
}: ProgressProps) {
  const deadline = closes && isOpen && (
    <p className="deadline">
      {t('site.petition.closes', { date: closes })}{' '}
      <a href={paths.calendar(paths.petition(lang, slug))}>{t('outreach.event.calendar')}</a>
    </p>
  )
  const voting = vote && (
    <p className="deadline">
      <a href={vote.path}>{vote.title}</a>, {vote.when} <a href={vote.calendar}>{t('outreach.event.calendar')}</a>
    </p>
  )
  if (confirmed === 0 && isOpen) {
    return (
      <section className="progress" aria-label={t('site.petition.beFirst')}>
        <p className="first-day">{t('site.petition.beFirst')}</p>
        {deadline}
        {voting}
      </section>
    )
  }
  const notes = [isOpen && t('site.petition.goal', { goal }), t('site.petition.updated', { time: updated })]
  return (
    <section
      className="progress"
      aria-label={
        isOpen
          ? t('site.petition.progress', { count: confirmed, goal })
          : `${wholeNumber(lang, confirmed)} ${t('site.petition.count', { count: confirmed })}`
      }
      data-petition={slug}
    >
      <p className="count-line">
        <strong className="count" data-count="">
          {wholeNumber(lang, confirmed)}
        </strong>{' '}
        <span className="count-label" data-count-label={t('site.petition.count', { count: 2 })}>
          {t('site.petition.count', { count: confirmed })}
        </span>
      </p>
      {isOpen && <progress max={goal} value={confirmed} aria-label={t('site.petition.goal', { goal })} />}
      <p className="small">{notes.filter(Boolean).join(' · ')}</p>
      {names.length > 0 && (
        <p className="recent">
          {t(isRecent ? 'site.petition.recent' : 'site.petition.signed', { names: namesTogether(lang, newest(names)) })}
        </p>
      )}
      {deadline}
      {voting}
    </section>
  )
}

function newest(names: readonly PublicName[]): string[] {
  return names.slice(0, 2).map(({ displayName }) => displayName)
}
