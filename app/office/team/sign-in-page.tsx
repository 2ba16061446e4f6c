import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'

interface SignInProps {
  t: Translate
  form: FormState
  /** Where to go afterwards. */
  next: string
  challengeId: string
  options: unknown
  /** Text above the forms, such as why identity must be proved again. */
  lead: string
  action: string
  /** Whether a signed-in organizer proves their identity again; the address is known then. */
  isProof: boolean
  /** Whether a password opens this account; before signing in nobody knows. */
  hasPassword?: boolean
}

/** Sign-in page: a passkey, or address, password and code. */
export function SignInPage({
  t,
  form,
  next,
  challengeId,
  options,
  lead,
  action,
  isProof,
  hasPassword = true,
}: SignInProps) {
  return (
    <div className="narrow">
      <h1>{isProof ? t('office.prove.title') : t('office.signIn.title')}</h1>
      <p className="lead">{lead}</p>
      <ErrorSummary t={t} form={form} />
      <Form action={action} className="panel" data-passkey="use" data-options={JSON.stringify(options)} hidden>
        <h2>{t('office.signIn.passkey')}</h2>
        <p>{t('office.signIn.passkeyText')}</p>
        <input type="hidden" name="intent" value="passkey" />
        <input type="hidden" name="next" value={next} />
        <input type="hidden" name="challenge" value={challengeId} />
        <input type="hidden" name="response" />
        <button className="main">{t('office.signIn.passkeyButton')}</button>
        <p className="error" data-problem="" hidden role="alert">
          {t('office.signIn.passkeyProblem')}
        </p>
      </Form>
      {/* The script takes it away where passkeys work. */}
      <section className="panel" data-no-passkey="">
        <h2>{t('office.signIn.passkey')}</h2>
        <p>{t(isProof && !hasPassword ? 'office.signIn.onlyPasskey' : 'office.signIn.noPasskey')}</p>
        {isProof && !hasPassword && <p>{t('office.signIn.onlyPasskeyElsewhere')}</p>}
      </section>
      {hasPassword && (
        <Form action={action} className="panel">
          <h2>{t('office.signIn.password')}</h2>
          <input type="hidden" name="intent" value="password" />
          <input type="hidden" name="next" value={next} />
          {!isProof && (
            <TextField
              t={t}
              form={form}
              name="email"
              type="email"
              label={t('office.fields.email')}
              autoComplete="username"
              inputMode="email"
            />
          )}
          <TextField
            t={t}
            form={form}
            name="password"
            type="password"
            label={t('office.fields.password')}
            autoComplete="current-password"
          />
          <TextField
            t={t}
            form={form}
            name="code"
            label={t('office.fields.code')}
            hint={t('office.fields.codeHint')}
            autoComplete="one-time-code"
          />
          <button className="main">{isProof ? t('office.prove.button') : t('office.signIn.button')}</button>
        </Form>
      )}
      {!isProof && (
        <p>
          <a href={paths.office.recover()}>{t('office.signIn.lost')}</a>
        </p>
      )}
      {isProof && (
        <p>
          <a href={next}>{t('office.prove.goBack')}</a>
        </p>
      )}
    </div>
  )
}
