import type { DomainLine } from '~/channels/mail/check-domain'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { CopyLink } from '~/office/team/copy-link'
import { sayReason } from '~/office/texts/message-words'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { readDeliverability } from './deliverability.server'
import { type DeliverabilityDone, registrationStates } from './deliverability-states'
import type { MailRate, RateVerdict } from './mail-rates.server'

type DeliverabilityProps = Awaited<ReturnType<typeof readDeliverability>> & {
  t: Translate
  lang: Language
  done: DeliverabilityDone | null
}

/** How our mail and texts stand: with the DNS, with providers, and with carriers; and what to mend. */
export function DeliverabilityPage({ t, lang, done, ...read }: DeliverabilityProps) {
  return (
    <>
      <h1>{t('office.deliverability.title')}</h1>
      {done && (
        <div className="done" role="status">
          {t(`office.deliverability.done.${done}`)}{' '}
          {done === 'saved' && <OneButton fields={{ intent: 'undo' }}>{t('office.undo')}</OneButton>}
        </div>
      )}
      <Records {...{ t, lang, ...read }} />
      <Rates t={t} lang={lang} rates={read.rates} />
      <Returns {...{ t, lang, ...read }} />
      <Texts {...{ t, lang, ...read }} />
    </>
  )
}

type PartProps = Omit<DeliverabilityProps, 'done'>

/** The records of our own domain, each with what to copy where it is missing. */
function Records({ t, lang, isCaptured, check, mailFrom }: PartProps) {
  const momentOf = useMoments()
  return (
    <section className="panel" aria-labelledby="records">
      <h2 id="records">{t('office.deliverability.records')}</h2>
      {isCaptured ? (
        <p>{t('office.deliverability.captured')}</p>
      ) : check === null ? (
        <p>{t('office.deliverability.notYet')}</p>
      ) : (
        <>
          <p>{t('office.deliverability.recordsText', { domain: check.domain, mailFrom })}</p>
          <p className="small">
            {t('office.sender.checkedAt', { when: momentOf(lang, new Date(check.checkedAt)) })}{' '}
            {check.isBeingChecked && t('office.sender.beingChecked')}
          </p>
          {check.lines.map((line) => (
            <RecordLine key={line.kind} t={t} line={line} />
          ))}
          <OneButton fields={{ intent: 'check' }}>{t('office.sender.check')}</OneButton>
        </>
      )}
    </section>
  )
}

function RecordLine({ t, line: { kind, type, name, value, found, verdict } }: { t: Translate; line: DomainLine }) {
  const said = verdict === 'good' ? 'good' : verdict === 'silent' ? 'waiting' : 'bad'
  return (
    <section aria-labelledby={`line-${kind}`}>
      <h3 id={`line-${kind}`}>
        {t(`office.deliverability.kinds.${kind}`)}{' '}
        <span className={`state ${said}`}>{t(`office.sender.verdicts.${verdict}`)}</span>
      </h3>
      <p>{t(`office.deliverability.what.${kind}`)}</p>
      {verdict !== 'good' && verdict !== 'silent' && value !== '' && (
        <>
          <p>{t('office.deliverability.copy', { type })}</p>
          <CopyLink t={t} id={`name-${kind}`} label={t('office.sender.name')} link={name} />
          <CopyLink t={t} id={`value-${kind}`} label={t('office.sender.value')} link={value} />
        </>
      )}
      {found && verdict !== 'good' && <p className="small">{t('office.sender.found', { found })}</p>}
    </section>
  )
}

const marks: Record<RateVerdict, string> = { good: 'good', near: 'waiting', over: 'bad', few: '' }

/** Bounces and complaints of seven days, against what providers put up with. */
function Rates({ t, lang, rates }: { t: Translate; lang: Language; rates: MailRate[] }) {
  const cell = (count: number, sent: number, verdict: RateVerdict) => (
    <td>
      {wholeNumber(lang, count)} ({percent(lang, sent === 0 ? 0 : count / sent)}){' '}
      {verdict !== 'few' && (
        <span className={`state ${marks[verdict]}`}>{t(`office.deliverability.rates.verdicts.${verdict}`)}</span>
      )}
    </td>
  )
  return (
    <section className="panel" aria-labelledby="rates">
      <h2 id="rates">{t('office.deliverability.rates.title')}</h2>
      <p>{t('office.deliverability.rates.text')}</p>
      {rates[0]!.sent === 0 ? (
        <p>{t('office.deliverability.rates.none')}</p>
      ) : (
        <div className="wide">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('office.deliverability.rates.provider')}</th>
                <th scope="col">{t('office.deliverability.rates.sent')}</th>
                <th scope="col">{t('office.deliverability.rates.bounced')}</th>
                <th scope="col">{t('office.deliverability.rates.complained')}</th>
              </tr>
            </thead>
            <tbody>
              {rates.map((rate) => (
                <tr key={rate.provider}>
                  <th scope="row">{t(`office.deliverability.rates.providers.${rate.provider}`)}</th>
                  <td>{wholeNumber(lang, rate.sent)}</td>
                  {cell(rate.bounced, rate.sent, rate.bounceVerdict)}
                  {cell(rate.complained, rate.sent, rate.complaintVerdict)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}

function percent(lang: Language, share: number): string {
  return new Intl.NumberFormat(lang === 'es' ? 'es-US' : 'en-US', {
    style: 'percent',
    maximumFractionDigits: 2,
  }).format(share)
}

/** How bounces, complaints and answers reach us. */
function Returns({ t, lang, mailbox, feeds }: PartProps) {
  const momentOf = useMoments()
  return (
    <section className="panel" aria-labelledby="returns">
      <h2 id="returns">{t('office.deliverability.returns.title')}</h2>
      <p>
        {mailbox === null
          ? t('office.deliverability.returns.noMailbox')
          : mailbox.failure
            ? t(`office.deliverability.returns.failures.${mailbox.failure}`, {
                when: momentOf(lang, new Date(mailbox.failingSince!)),
              })
            : t('office.deliverability.returns.mailbox', { when: momentOf(lang, new Date(mailbox.readAt!)) })}
      </p>
      {feeds.map(({ topic, state }) => (
        <div key={topic} className="waits">
          <p>
            {t(`office.deliverability.returns.feeds.${state}`)} <code>{topic}</code>
          </p>
          {state === 'asked' && (
            <OneButton fields={{ intent: 'want', topic }}>{t('office.deliverability.returns.want')}</OneButton>
          )}
        </div>
      ))}
    </section>
  )
}

/** How our texts are registered with carriers, and why some did not arrive. */
function Texts({ t, lang, registration, failures }: PartProps) {
  const choice = (name: 'brand' | 'campaign') => (
    <div className="field">
      <label htmlFor={name}>{t(`office.deliverability.texts.${name}`)}</label>
      <select id={name} name={name} defaultValue={registration[name]}>
        {registrationStates.map((state) => (
          <option key={state} value={state}>
            {t(`office.deliverability.texts.states.${state}`)}
          </option>
        ))}
      </select>
    </div>
  )
  return (
    <section className="panel" aria-labelledby="texts">
      <h2 id="texts">{t('office.deliverability.texts.title')}</h2>
      <p>{t('office.deliverability.texts.text')}</p>
      <Form>
        <input type="hidden" name="intent" value="register" />
        {choice('brand')}
        {choice('campaign')}
        <div className="field">
          <label htmlFor="note">{t('office.deliverability.texts.note')}</label>
          <textarea id="note" name="note" rows={3} maxLength={1_000} defaultValue={registration.note} />
        </div>
        <button className="main">{t('office.save')}</button>
      </Form>
      <h3>{t('office.deliverability.texts.failures')}</h3>
      {failures.length === 0 ? (
        <p>{t('office.deliverability.texts.noFailures')}</p>
      ) : (
        <ul>
          {failures.map(({ reason, count }) => (
            <li key={reason}>
              {wholeNumber(lang, count)}: {sayReason(t, reason)}
            </li>
          ))}
        </ul>
      )}
      <p>
        <a href={paths.office.messages()}>{t('office.deliverability.texts.all')}</a>
      </p>
    </section>
  )
}
