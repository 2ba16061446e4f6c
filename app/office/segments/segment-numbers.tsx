import { type Language, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Reach, SegmentCount } from '~/messages/segments/count-segment.server'
import { wholeNumber } from '~/ui/page/dates'

interface NumbersProps {
  t: Translate
  lang: Language
  /** Null: the rule is not complete. */
  count: SegmentCount | null
  /** Null: not asked yet. */
  reach: Reach | null
  /** Millionths of a dollar. */
  price: number
}

const reasons = ['no-consent', 'opted-out', 'contact-failing', 'no-contact', 'same-contact'] as const

/** How many people a segment holds, by language and way, what a text to them costs, and whom a message would reach. */
export function SegmentNumbers({ t, lang, count, reach, price }: NumbersProps) {
  const number = (value: number) => wholeNumber(lang, value)
  const left = reach ? reasons.filter((reason) => reach.mail.not[reason] + reach.sms.not[reason] > 0) : []
  return (
    <section className="panel" data-numbers aria-labelledby="numbers" aria-live="polite">
      <h2 id="numbers">{t('segments.numbers')}</h2>
      {count === null ? (
        <p>{t('segments.incomplete')}</p>
      ) : (
        <dl className="said">
          <dt>{t('segments.inSegment')}</dt>
          <dd>
            <strong>{number(count.people)}</strong>
          </dd>
          {languages.map((language) => (
            <Line key={language} term={t(`segments.languages.${language}`)} words={number(count.languages[language])} />
          ))}
          <Line
            term={t('segments.askedMail')}
            words={
              reach
                ? t('segments.ofThemReceive', { asked: count.channels.mail, receive: reach.mail.receive })
                : number(count.channels.mail)
            }
          />
          <Line
            term={t('segments.askedText')}
            words={
              reach
                ? t('segments.ofThemReceive', { asked: count.channels.sms, receive: reach.sms.receive })
                : number(count.channels.sms)
            }
          />
          {count.channels.sms > 0 && (
            <Line
              term={t('segments.cost')}
              words={t('segments.costWords', {
                dollars: ((reach?.sms.receive ?? count.channels.sms) * price) / 1_000_000,
                en: count.texts.en,
                es: count.texts.es,
              })}
            />
          )}
        </dl>
      )}
      {reach && left.length > 0 && (
        <>
          <h3>{t('segments.whyNot')}</h3>
          <dl className="said">
            {left.map((reason) => (
              <Line
                key={reason}
                term={t(`segments.reasons.${reason}`)}
                words={t('segments.byWay', { mail: reach.mail.not[reason], sms: reach.sms.not[reason] })}
              />
            ))}
          </dl>
        </>
      )}
    </section>
  )
}

function Line({ term, words }: { term: string; words: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{words}</dd>
    </>
  )
}
