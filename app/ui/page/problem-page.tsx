import { createContext, useContext } from 'react'
import { paths } from '~/paths'
import { NoticePage } from './notice-page'
import { problemWords } from './problem-words'
import type { PageProps } from './public-layout'

/** Whether the page answers a form that was sent: a link cannot send it again. */
export const AnswersForm = createContext(false)

interface ProblemProps extends PageProps {
  status: number
  /** Seconds until requests are accepted again, or null. */
  retryAfter: number | null
  /** Where the same thing can be tried again; null after a form was sent. */
  again: string | null
}

/** What went wrong on the public site, and two ways onward. */
export function ProblemPage({ lang, t, status, retryAfter, again }: ProblemProps) {
  const isForm = useContext(AnswersForm)
  const isPassing = again !== null && !isForm && (status === 429 || status >= 500)
  return (
    <NoticePage {...problemWords(t, status, retryAfter)}>
      <p className="acts">
        {isPassing && (
          <a className="button" href={again}>
            {t('site.problem.again')}
          </a>
        )}{' '}
        {status === 410 && again !== null && (
          <a className="button" href={listAbove(again)}>
            {t('site.problem.410next')}
          </a>
        )}{' '}
        <a className={isPassing || status === 410 ? 'button plain' : 'button'} href={paths.home(lang)}>
          {t('site.problem.home')}
        </a>{' '}
        {!isPassing && status !== 410 && (
          <a className="button plain" href={paths.officials(lang)}>
            {t('places.find.title')}
          </a>
        )}
      </p>
    </NoticePage>
  )
}

/** The page that a removed one was listed on. */
function listAbove(path: string): string {
  return path.split('?')[0]!.replace(/\/[^/]*$/, '')
}
