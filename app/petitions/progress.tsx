import { wholeNumber } from '~/ui/dates'
import type { PageProps } from '~/ui/public-layout'

interface ProgressProps extends PageProps {
  slug: string
  confirmed: number
  goal: number
  privateCount: number
  /** When the number was true, in words. */
  updated: string
}

/** How many have signed, and how far it is to the next goal. */
export function Progress({ lang, t, slug, confirmed, goal, privateCount, updated }: ProgressProps) {
  return (
    <section className="progress" aria-label={t('site.petition.progress', { count: confirmed, goal })} data-petition={slug}>
      <strong className="count" data-count="">
        {wholeNumber(lang, confirmed)}
      </strong>
      <p className="count-label">{confirmed === 0 ? t('site.petition.beFirst') : t('site.petition.count', { count: confirmed })}</p>
      <progress max={goal} value={confirmed} aria-label={t('site.petition.goal', { goal })} />
      <p className="small">
        {t('site.petition.goal', { goal })}
        {privateCount > 0 && <> · {t('site.petition.privateShare', { count: privateCount })}</>}
        <br />
        {t('site.petition.updated', { time: updated })}
      </p>
    </section>
  )
}
