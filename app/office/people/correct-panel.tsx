import { paths } from '~/paths'
import { TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { SignerPart } from './signer'
import { shownWaiting } from './waiting-contacts'

/** What the page showed, so that nothing is changed unseen. */
const shown = [
  'shown_given_name',
  'shown_family_name',
  'shown_postal_code',
  'shown_waiting_mail',
  'shown_waiting_sms',
] as const

/** Corrects a person's name, ZIP, address and number. */
export function CorrectPanel({ t, person, form }: SignerPart) {
  const isTyped = form.values.intent === 'correct'
  const { details } = person
  const values: FormState = {
    ...(isTyped ? form : { errors: [] }),
    values: {
      given_name: details.givenName,
      family_name: details.familyName,
      postal_code: details.postalCode,
      shown_given_name: details.givenName,
      shown_family_name: details.familyName,
      shown_postal_code: details.postalCode,
      ...shownWaiting(person.changes),
      ...(isTyped ? form.values : {}),
    },
  }
  const waiting = (channel: 'mail' | 'sms') => person.changes.find((one) => one.channel === channel)
  const hint = (channel: 'mail' | 'sms', usual?: string) => {
    const change = waiting(channel)
    return change ? t('office.people.newContactInstead', { contact: change.contact }) : usual
  }
  const has = (channel: 'mail' | 'sms') => person.contacts.some((one) => one.channel === channel)
  return (
    <section className="panel" aria-labelledby="correct">
      <h2 id="correct">{t('office.people.correct')}</h2>
      <Form action={paths.office.person(person.id)} {...typed(values)}>
        <input type="hidden" name="intent" value="correct" />
        {shown.map((name) => (
          <input key={name} type="hidden" name={name} value={values.values[name] ?? ''} />
        ))}
        <TextField t={t} form={values} name="given_name" label={t('site.form.givenName')} />
        <TextField t={t} form={values} name="family_name" label={t('site.form.familyName')} isOptional />
        {details.country === 'US' && (
          <TextField t={t} form={values} name="postal_code" label={t('site.form.postalCode')} inputMode="numeric" />
        )}
        <TextField
          t={t}
          form={values}
          name="new_email"
          label={t(has('mail') ? 'office.people.newEmail' : 'office.people.addEmail')}
          hint={hint('mail', t('office.people.newContactHint'))}
          inputMode="email"
          isOptional
        />
        <TextField
          t={t}
          form={values}
          name="new_phone"
          label={t(has('sms') ? 'office.people.newPhone' : 'office.people.addPhone')}
          hint={hint('sms')}
          type="tel"
          inputMode="tel"
          isOptional
        />
        <button>{t('office.save')}</button>
      </Form>
    </section>
  )
}
