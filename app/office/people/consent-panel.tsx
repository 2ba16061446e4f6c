import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { TextField, Tick } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { Radios } from '~/ui/forms/radios'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { Signer, SignerPart } from './signer'

/** What a person agreed to, when and in which words; stops that they asked an organizer for, and how to record one. */
export function ConsentPanel({ t, lang, person, form }: SignerPart) {
  const momentOf = useMoments()
  return (
    <section className="panel" aria-labelledby="allowed">
      <h2 id="allowed">{t('office.people.allowed')}</h2>
      {person.consents.length === 0 && person.signatures.length > 0 && <p>{t('office.people.allowedNothing')}</p>}
      {person.signatures.length === 0 && person.news.asked.length === 0 && (
        <p>{t('office.people.allowedNothingYet')}</p>
      )}
      <ul>
        {person.consents.map((one) => (
          <li key={one.slug + one.purpose}>
            {t(`office.people.consents.${one.purpose}`)}: {longDate(lang, one.given_on)}
            {one.withdrawn_on && ` · ${t('office.people.withdrawn', { day: longDate(lang, one.withdrawn_on) })}`}{' '}
            <span className="small">{one.title}</span>
            <details>
              <summary className="small">{t('office.people.words', { version: one.text_version })}</summary>
              {one.words.length === 0 && <p className="small">{t('office.people.wordsUnknown')}</p>}
              {one.words.length > 1 && <p className="small">{t('office.people.wordsEither')}</p>}
              {one.words.map((words) => (
                <blockquote key={words} lang={one.language} className="small">
                  {words}
                </blockquote>
              ))}
            </details>
          </li>
        ))}
      </ul>
      <NewsAsked t={t} lang={lang} news={person.news} />
      {person.stops.map((stop) => (
        <div key={stop.id} className="waits">
          <p>
            <strong>
              {t(`office.people.stop.asked.${stop.way}`)}:{' '}
              {stop.channels.map((one) => t(`office.people.stop.channel.${one}`)).join(', ')}
            </strong>
            <br />“{stop.said}”
          </p>
          <p className="small">
            {t('office.people.stop.recorded', { name: stop.by, when: momentOf(lang, new Date(stop.at)) })}
            {stop.undoneAt && ` · ${t('office.people.stop.undone', { when: momentOf(lang, new Date(stop.undoneAt)) })}`}
          </p>
          {stop.isUndoable && (
            <OneButton action={paths.office.person(person.id)} fields={{ intent: 'undo-stop', id: stop.id }}>
              {t('office.people.stop.undo')}
            </OneButton>
          )}
        </div>
      ))}
      {person.mayChange && <StopForm t={t} person={person} form={form} />}
    </section>
  )
}

/** Which news they asked for, by which way, and what a list says of how. */
function NewsAsked({ t, lang, news }: Pick<SignerPart, 't' | 'lang'> & { news: Signer['news'] }) {
  if (news.asked.length + news.evidence.length === 0) return null
  return (
    <>
      <h3>{t('office.people.news.title')}</h3>
      <ul>
        {news.asked.map((one) => (
          <li key={one.id}>
            {t(`office.people.news.ways.${one.channel}`)}, {t(`office.people.news.scopes.${one.scope}`)}:{' '}
            {t(`office.people.news.how.${one.how}`)}, {longDate(lang, one.given_on)}
            {one.ended_on
              ? ` · ${t('office.people.news.ended', { day: longDate(lang, one.ended_on) })}`
              : one.confirmed_on === null && ` · ${t('office.people.news.waits')}`}
          </li>
        ))}
      </ul>
      {news.evidence.map(({ id, words, on }) => (
        <p key={id} className="small">
          {t('office.people.news.evidence')}: “{words}”{on && ` (${longDate(lang, on)})`}
        </p>
      ))}
    </>
  )
}

/** Records that somebody asked by phone or in person to stop. */
function StopForm({ t, person, form }: { t: Translate; person: Signer; form: FormState }) {
  const isTyped = form.values.intent === 'stop'
  const values = isTyped ? form : emptyForm
  const open = person.contacts.filter((one) => !one.stopped)
  if (open.length === 0) return null
  const ticked = isTyped ? values : { ...values, values: { stop_mail: '1', stop_sms: '1' } }
  return (
    <details open={isTyped}>
      <summary>{t('office.people.stop.title')}</summary>
      <p className="small">{t('office.people.stop.what')}</p>
      <Form action={paths.office.person(person.id)} {...typed(values)}>
        <input type="hidden" name="intent" value="stop" />
        <Radios
          id="way"
          name="way"
          legend={t('office.people.stop.way')}
          chosen={values.values.way ?? 'phone'}
          options={(['phone', 'in-person', 'other'] as const).map((way) => ({
            value: way,
            words: t(`office.people.stop.ways.${way}`),
          }))}
        />
        {open.map(({ channel, contact }) => (
          <Tick
            key={channel}
            form={ticked}
            name={`stop_${channel}`}
            label={`${t(`office.people.stop.channels.${channel}`)} (${contact})`}
          />
        ))}
        <TextField
          t={t}
          form={values}
          name="said"
          label={t('office.people.stop.said')}
          hint={t('office.people.stop.saidHint')}
          maxLength={300}
        />
        <button>{t('office.people.stop.button')}</button>
      </Form>
    </details>
  )
}
