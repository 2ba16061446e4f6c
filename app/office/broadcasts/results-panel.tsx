import { Fragment } from 'react'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Results } from '~/messages/broadcasts/results.server'
import { sayReason } from '~/office/texts/message-words'
import { wholeNumber } from '~/ui/page/dates'

export interface ResultsProps {
  t: Translate
  lang: Language
  results: Omit<Results, 'nextAt'>
  hasB: boolean
  winner: 'a' | 'b' | null
  /** People it was for of whom nothing is kept any more, nor of what they got. */
  forgotten: number
}

const shown = ['sent', 'delivered', 'bounced', 'complained', 'unsubscribed', 'unknown', 'failed'] as const

/** What became of a message to many. Who opened it, or pressed which link, is not known. */
export function ResultsPanel({ t, lang, results, hasB, winner, forgotten }: ResultsProps) {
  const number = (count: number) => wholeNumber(lang, count)
  return (
    <>
      <h3>{t('broadcasts.results.title')}</h3>
      <dl className="said">
        <dt>{t('broadcasts.results.acted')}</dt>
        <dd>{number(results.acts.all)}</dd>
        {hasB && (
          <>
            <dt>{t('broadcasts.results.compared')}</dt>
            <dd>
              {t('broadcasts.results.each', { a: results.acts.byVariant.a, b: results.acts.byVariant.b })}{' '}
              {winner && t(`broadcasts.results.winner.${winner}`)}
            </dd>
          </>
        )}
        {shown
          .filter((name) => name === 'sent' || results[name] > 0)
          .map((name) => (
            <Fragment key={name}>
              <dt>{t(`broadcasts.results.${name}`)}</dt>
              <dd>{number(results[name])}</dd>
            </Fragment>
          ))}
        {results.notSent.map(({ reason, count }) => (
          <Fragment key={reason}>
            <dt>{t('broadcasts.results.notSent', { reason: sayReason(t, reason) ?? reason })}</dt>
            <dd>{number(count)}</dd>
          </Fragment>
        ))}
        {forgotten > 0 && (
          <>
            <dt>{t('broadcasts.results.forgotten')}</dt>
            <dd>{number(forgotten)}</dd>
          </>
        )}
      </dl>
      <p className="small">{t('broadcasts.results.noTracking')}</p>
    </>
  )
}
