import { paths } from '~/paths'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import type { SignerPart } from './signer'
import { WhyUnconfirmed } from './why-unconfirmed'

/** How a person can be reached, and corrected contacts that wait for their owner's word. */
export function ContactPanel({ t, lang, person, hasTexts }: SignerPart) {
  const action = paths.office.person(person.id)
  return (
    <section className="panel" aria-labelledby="contact">
      <h2 id="contact">{t('office.people.contact')}</h2>
      <ul>
        {person.contacts.map((one) => (
          <li key={one.channel + one.contact}>
            {one.contact}{' '}
            <span className="small">
              {one.provenOn
                ? t('office.people.proven', { day: longDate(lang, one.provenOn) })
                : t('office.people.unproven')}
              {one.channel === 'sms' && !hasTexts && ` · ${t('office.people.unreachable')}`}
              {one.failingSince && ` · ${t('office.people.failing', { day: longDate(lang, one.failingSince) })}`}
              {one.hasComplained && ` · ${t('office.people.complained')}`}
              {one.stopped &&
                ` · ${t(one.stopped.by ? 'office.people.stoppedBy' : 'office.people.stopped', { day: longDate(lang, one.stopped.since), name: one.stopped.by })}`}
            </span>
          </li>
        ))}
      </ul>
      {person.changes.map((change) => (
        <div key={change.id} className="waits">
          <p>
            <strong>{change.contact}</strong>{' '}
            {t(change.replaces ? 'office.people.changeWaits' : 'office.people.additionWaits')}{' '}
            {change.by && `${t('office.people.changeBy', { name: change.by })} `}
            <span className="small">
              <WhyUnconfirmed t={t} lang={lang} why={change.why} request={change.request} hasTexts={hasTexts} />
            </span>
          </p>
          {person.mayChange && (
            <div className="acts">
              <OneButton action={action} fields={{ intent: 'ask-again', id: change.id }}>
                {t('office.people.askAgain')}
              </OneButton>
              <OneButton action={action} fields={{ intent: 'take-back', id: change.id }}>
                {t('office.people.takeBack')}
              </OneButton>
            </div>
          )}
        </div>
      ))}
      {!person.isRevealed && (
        <OneButton action={action} fields={{ intent: 'reveal' }}>
          {t('office.people.reveal')}
        </OneButton>
      )}
    </section>
  )
}
