import { titleIn } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Form } from '~/ui/forms/form'
import { wholeNumber } from '~/ui/page/dates'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { LetterFigure } from './letter-figures.server'

interface LetterFiguresProps {
  t: Translate
  lang: Language
  figures: (Omit<LetterFigure, 'nextAt'> & { nextAt: Date | string | null })[]
  failures: { reason: string; count: number }[]
  /** How many letters to an official are compared at most. */
  compared: number
  /** Whether the reader may change how an office receives letters. */
  mayChange: boolean
}

const columns = ['confirmWaiting', 'waiting', 'digest', 'sent', 'failed'] as const
const knownReasons = [
  'no-address',
  'no-such-mailbox',
  'bounced',
  'blocked',
  'mail-refused',
  'contact-dead',
  'already-agreed',
  'not-composed',
  'mailbox-full',
] as const

/** Letters of an action: where they are, how alike, how each office receives them, and why some did not arrive. */
export function LetterFigures({ t, lang, figures, failures, compared, mayChange }: LetterFiguresProps) {
  const momentOf = useMoments()
  if (figures.length === 0) return <p>{t('letters.office.none')}</p>
  const number = (value: number) => wholeNumber(lang, value)
  return (
    <>
      <section className="panel">
        <h2>{t('letters.office.panel')}</h2>
        <WideTable
          label={t('letters.office.panel')}
          head={[
            t('letters.office.official'),
            ...columns.map((name) => ({ number: t(`letters.office.${name}`) })),
            t('letters.office.next'),
            { number: t('letters.office.alike') },
          ]}
        >
          {figures.map((one) => (
            <tr key={one.postId}>
              <th scope="row">
                {one.name ?? <i>{t('outreach.office.targets.vacant')}</i>}{' '}
                <span className="small">{titleIn(lang, one)}</span>
              </th>
              {[one.unconfirmed, one.waiting, one.inDigest, one.sent, one.failed].map((value, index) => (
                <td className="number" key={columns[index]}>
                  {number(value)}
                </td>
              ))}
              <td>
                {one.nextAt === null ? (
                  '·'
                ) : (
                  <time dateTime={new Date(one.nextAt).toISOString()}>{momentOf(lang, new Date(one.nextAt))}</time>
                )}
              </td>
              <td className="number">{one.alike === null ? '·' : `${Math.round(100 * one.alike)} %`}</td>
            </tr>
          ))}
        </WideTable>
        <p className="small">{t('letters.office.alikeHint', { count: compared })}</p>
      </section>
      <section className="panel">
        <h2>{t('letters.office.mode')}</h2>
        <WideTable label={t('letters.office.mode')} head={[t('letters.office.office'), t('letters.office.mode')]}>
          {[...new Map(figures.map((one) => [one.organizationId, one])).values()].map(
            ({ organizationId, organization, mailMode }) => (
              <tr key={organizationId}>
                <th scope="row">{organization}</th>
                <td>
                  <p>{t(`letters.office.modes.${mailMode}`)}</p>
                  {mayChange && (
                    <Form>
                      <input type="hidden" name="organization" value={organizationId} />
                      <button
                        className="button"
                        name="mode"
                        value={mailMode === 'each' ? 'digest' : 'each'}
                        aria-label={`${organization}: ${t(mailMode === 'each' ? 'letters.office.toDigest' : 'letters.office.toEach')}`}
                      >
                        {t(mailMode === 'each' ? 'letters.office.toDigest' : 'letters.office.toEach')}
                      </button>
                    </Form>
                  )}
                </td>
              </tr>
            ),
          )}
        </WideTable>
      </section>
      {failures.length > 0 && (
        <section className="panel">
          <h2>{t('letters.office.failures')}</h2>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('letters.office.reason')}</th>
                <th scope="col" className="number">
                  {t('letters.office.count')}
                </th>
              </tr>
            </thead>
            <tbody>
              {failures.map(({ reason, count }) => (
                <tr key={reason}>
                  <th scope="row">{sayReason(t, reason)}</th>
                  <td className="number">{number(count)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  )
}

function sayReason(t: Translate, reason: string): string {
  const known = knownReasons.find((one) => one === reason)
  return t(`letters.office.reasons.${known ?? 'other'}`)
}
