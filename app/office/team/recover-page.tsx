import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { ScanApp } from './scan-app'

/** Form for a recovery code, instead of a lost passkey. */
export function RecoverPage({ t, form }: { t: Translate; form: FormState }) {
  return (
    <div className="narrow">
      <h1>{t('office.recover.title')}</h1>
      <p className="lead">{t('office.recover.lead')}</p>
      <ErrorSummary t={t} form={form} />
      <Form className="panel">
        <TextField
          t={t}
          form={form}
          name="email"
          type="email"
          label={t('office.fields.email')}
          autoComplete="username"
          inputMode="email"
        />
        <TextField
          t={t}
          form={{ ...form, values: { email: form.values.email ?? '' } }}
          name="code"
          label={t('office.recover.code')}
          hint={t('office.recover.codeHint')}
          autoComplete="off"
        />
        <button className="main">{t('office.recover.button')}</button>
      </Form>
      <h2>{t('office.recover.noCode')}</h2>
      <p>{t('office.recover.askOwner')}</p>
      <p>{t('office.recover.lastOwner')}</p>
      <p>
        <a href={paths.office.signIn()}>{t('office.signIn.title')}</a>
      </p>
    </div>
  )
}

interface WayBackProps {
  t: Translate
  form: FormState
  name: string
  challengeId: string
  options: unknown
  /** With an owner's link: an authenticator app, next to a new password; else null. */
  totp: { secret: string; qr: string } | null
}

/** Recovery: a new passkey, or a new password if an owner made the link. */
export function WayBackPage({ t, form, name, challengeId, options, totp }: WayBackProps) {
  return (
    <div className="narrow">
      <h1>{t('office.recover.welcome', { name })}</h1>
      <p className="lead">{t('office.recover.now')}</p>
      <ErrorSummary t={t} form={form} />
      <Form className="panel" data-passkey="make" data-options={JSON.stringify(options)} id="passkey" hidden>
        <h2>{t('office.recover.passkey')}</h2>
        <p>{t('office.signIn.passkeyText')}</p>
        <input type="hidden" name="intent" value="passkey" />
        <input type="hidden" name="challenge" value={challengeId} />
        <input type="hidden" name="response" />
        <button className="main">{t('office.recover.passkeyButton')}</button>
        <p className="error" data-problem="" hidden role="alert">
          {t('office.recover.passkeyProblem')}
        </p>
      </Form>
      <p className="small">{t(totp ? 'office.recover.otherBrowser' : 'office.recover.otherBrowserOnly')}</p>
      {totp && (
        <details className="panel" open={form.errors.length > 0 && form.values.intent === 'password'}>
          <summary>{t('office.join.password')}</summary>
          <Form>
            <input type="hidden" name="intent" value="password" />
            <TextField
              t={t}
              form={form}
              name="password"
              type="password"
              label={t('office.fields.newPassword')}
              hint={t('office.fields.newPasswordHint')}
              autoComplete="new-password"
            />
            <h3>{t('office.join.app')}</h3>
            <ScanApp t={t} form={form} totp={totp} />
            <button className="main">{t('office.join.button')}</button>
          </Form>
        </details>
      )}
    </div>
  )
}

/** A recovery link that was used or has expired. */
export function WayGonePage({ t }: { t: Translate }) {
  return (
    <div className="narrow">
      <h1>{t('office.recover.gone')}</h1>
      <p className="lead">{t('office.recover.goneText')}</p>
      <p>
        <a href={paths.office.recover()}>{t('office.recover.title')}</a> ·{' '}
        <a href={paths.office.signIn()}>{t('office.signIn.title')}</a>
      </p>
    </div>
  )
}
