import { type Language, languageNames } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary, TextArea, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { MessagesPanel } from './messages-panel'
import { OutreachPanel } from './outreach-panel'
import type { readSigner } from './read-signer.server'

type SignerProps = Awaited<ReturnType<typeof readSigner>> & {
  t: Translate
  lang: Language
  form: FormState
  hasTexts: boolean
  /** They were just restored. */
  isBack: boolean
}

/** One person: what they signed, sent to officials and consented to, messages to them, and organizers' notes. */
export function SignerPage({ t, lang, form, hasTexts, isBack, ...person }: SignerProps) {
  const momentOf = useMoments()
  const values = {
    ...form,
    values: {
      given_name: person.details.givenName,
      family_name: person.details.familyName,
      postal_code: person.details.postalCode,
      ...form.values,
    },
  }
  const hidden = (intent: string) => <input type="hidden" name="intent" value={intent} />
  return (
    <>
      <h1>{person.name || t('office.people.nameless')}</h1>
      <p className="lead">
        {languageNames[person.language]} · {t('office.people.since', { day: longDate(lang, person.since) })} ·{' '}
        {person.details.country === 'abroad' ? t('site.petition.abroad') : person.details.postalCode}
      </p>
      {isBack && (
        <p className="done" role="status">
          {t('office.erase.isBack')}
        </p>
      )}
      <ErrorSummary t={t} form={form} />
      <div className="columns">
        <section className="panel">
          <h2>{t('office.people.contact')}</h2>
          <ul>
            {person.contacts.map((one) => (
              <li key={one.contact}>
                {one.contact}{' '}
                <span className="small">
                  {one.provenOn
                    ? t('office.people.proven', { day: longDate(lang, one.provenOn) })
                    : t('office.people.unproven')}
                  {one.channel === 'sms' && !hasTexts && ` · ${t('office.people.unreachable')}`}
                  {one.failingSince && ` · ${t('office.people.failing', { day: longDate(lang, one.failingSince) })}`}
                </span>
              </li>
            ))}
          </ul>
          {!person.isRevealed && <OneButton fields={{ intent: 'reveal' }}>{t('office.people.reveal')}</OneButton>}
        </section>
        <section className="panel">
          <h2>{t('office.people.signed')}</h2>
          <ul>
            {person.signatures.map((one) => (
              <li key={one.id}>
                <a href={paths.office.petition(one.slug)}>{one.slug}</a>, {momentOf(lang, new Date(one.at))},{' '}
                <span className={`state ${one.state}`}>
                  {t(`office.people.states.${one.held ? 'held' : one.state}`)}
                </span>
                , {one.source}
                {one.comment && <pre>“{one.comment}”</pre>}
              </li>
            ))}
          </ul>
        </section>
        {person.outreach && <OutreachPanel t={t} lang={lang} outreach={person.outreach} />}
        <section className="panel">
          <h2>{t('office.people.allowed')}</h2>
          {person.consents.length === 0 && <p>{t('office.people.allowedNothing')}</p>}
          <ul>
            {person.consents.map((one) => (
              <li key={one.slug + one.purpose}>
                {t(`office.people.consents.${one.purpose}`)}: {longDate(lang, one.given_on)}{' '}
                <span className="small">({one.text_version})</span>
                {one.withdrawn_on && ` · ${t('office.people.withdrawn', { day: longDate(lang, one.withdrawn_on) })}`}
              </li>
            ))}
          </ul>
        </section>
        <MessagesPanel t={t} lang={lang} messages={person.messages} hasTexts={hasTexts} />
        {person.mayChange && (
          <>
            <section className="panel">
              <h2>{t('office.people.correct')}</h2>
              <Form>
                {hidden('correct')}
                <TextField t={t} form={values} name="given_name" label={t('site.form.givenName')} />
                <TextField t={t} form={values} name="family_name" label={t('site.form.familyName')} isOptional />
                {person.details.country === 'US' && (
                  <TextField
                    t={t}
                    form={values}
                    name="postal_code"
                    label={t('site.form.postalCode')}
                    inputMode="numeric"
                  />
                )}
                <button>{t('office.save')}</button>
              </Form>
            </section>
            <section className="panel">
              <h2>{t('office.people.tags')}</h2>
              <ul>
                {person.tags.map((tag) => (
                  <li key={tag}>
                    {tag} <OneButton fields={{ intent: 'untag', tag }}>{t('office.remove')}</OneButton>
                  </li>
                ))}
              </ul>
              <Form className="inline">
                {hidden('tag')}
                <TextField t={t} form={form} name="tag" label={t('office.people.newTag')} maxLength={40} />
                <button>{t('office.people.addTag')}</button>
              </Form>
            </section>
            <section className="panel">
              <h2>{t('office.people.notes')}</h2>
              {person.notes.map((note) => (
                <div key={note.id}>
                  <pre>{note.text}</pre>
                  <p className="small">
                    {note.by}, {momentOf(lang, new Date(note.at))}
                  </p>
                </div>
              ))}
              <Form {...typed(form)}>
                {hidden('note')}
                <TextArea
                  t={t}
                  form={form}
                  name="note"
                  label={t('office.people.newNote')}
                  hint={t('office.people.noteHint')}
                  maxLength={5000}
                />
                <button>{t('office.people.addNote')}</button>
              </Form>
            </section>
            <section className="panel">
              <h2>{t('office.merge.title')}</h2>
              <p>{t('office.merge.text')}</p>
              <a className="button" href={paths.office.personMerge(person.id)}>
                {t('office.merge.find')}
              </a>
            </section>
            <section className="panel">
              <h2>{t('office.people.erase')}</h2>
              <p>{t(person.mayErase ? 'office.erase.link' : 'office.erase.ownersOnly')}</p>
              {person.mayErase && (
                <a className="button" href={paths.office.personErase(person.id)}>
                  {t('office.erase.look')}
                </a>
              )}
              <p className="small">
                {t('office.erase.themselves')} <a href={person.ownPageUrl}>{person.ownPageUrl}</a>
              </p>
            </section>
          </>
        )}
      </div>
    </>
  )
}
