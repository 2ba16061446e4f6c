import { wholeNumber } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'

interface ProgressProps extends PageProps {
  slug: string
  /** Only an open petition shows its next goal. */
  isOpen: boolean
  confirmed: number
  goal: number
  privateCount: number
  /** When the number last changed, in words. */
  updated: string
}

/** How many have signed, and progress toward the next goal. */
export function Progress({ lang, t, slug, isOpen, confirmed, goal, privateCount, updated }: ProgressProps) {
  const notes = [
    isOpen && t('site.petition.goal', { goal }),
    privateCount > 0 && t('site.petition.privateShare', { count: privateCount }),
    t('site.petition.updated', { time: updated }),
  ]
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
      <strong className="count" data-count="">
        {wholeNumber(lang, confirmed)}
      </strong>
      <p className="count-label">
        {confirmed === 0 && isOpen ? t('site.petition.beFirst') : t('site.petition.count', { count: confirmed })}
      </p>
      {isOpen && <progress max={goal} value={confirmed} aria-label={t('site.petition.goal', { goal })} />}
      {notes.map(
        (note) =>
          note && (
            <p className="small" key={note}>
              {note}
            </p>
          ),
      )}
    </section>
  )
}
