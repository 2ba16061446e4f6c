import { paths } from '~/paths'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { SignerPart } from './signer'
import { WhyUnconfirmed } from './why-unconfirmed'

const helps = new Set(['sent', 'failed', 'not-asked'])

/** What a person signed; where they have not confirmed, why, and how to ask once more. */
export function SignedPanel({ t, lang, person, hasTexts }: SignerPart) {
  const momentOf = useMoments()
  return (
    <section className="panel" aria-labelledby="signed">
      <h2 id="signed">{t('office.people.signed')}</h2>
      {person.signatures.length === 0 && <p>{t('office.people.signedNothing')}</p>}
      <ul>
        {person.signatures.map((one) => (
          <li key={one.id}>
            <a href={paths.office.petition(one.slug)}>{one.title}</a>,{' '}
            {one.signedOn && `${t('office.people.onSheet', { day: longDate(lang, one.signedOn) })}, `}
            {momentOf(lang, new Date(one.at))},{' '}
            <span className={`state ${one.state}`}>{t(`office.people.states.${one.held ? 'held' : one.state}`)}</span>
            {one.waiting && (
              <>
                <p className="small">
                  <WhyUnconfirmed
                    t={t}
                    lang={lang}
                    why={one.waiting.why}
                    request={one.waiting.request}
                    hasTexts={hasTexts}
                  />
                </p>
                {helps.has(one.waiting.why) && (
                  <OneButton action={paths.office.person(person.id)} fields={{ intent: 'resend', id: one.id }}>
                    {t('office.people.resend')}
                  </OneButton>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
