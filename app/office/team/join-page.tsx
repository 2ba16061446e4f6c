import type { Role } from '#db/schema'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { RecoveryCodes } from './account-page'
import { ScanApp } from './scan-app'

interface JoinProps {
  t: Translate
  form: FormState
  role: Role
  group: string
  /** Who invites; null for the link of whoever runs the server. */
  by: string | null
  email: string
  organizerId: string
  challengeId: string
  options: unknown
  totp: { secret: string; qr: string }
  /** This page, for after signing in. */
  here: string
}

/** Accepting an invitation: a name, then a passkey, or a password and an authenticator app. */
export function JoinPage({
  t,
  form,
  role,
  group,
  by,
  email,
  organizerId,
  challengeId,
  options,
  totp,
  here,
}: JoinProps) {
  // Both forms have these fields; errors are shown in the one that was submitted.
  const formOf = (intent: 'passkey' | 'password') => ({
    values: { ...form.values, email: email || (form.values.email ?? '') },
    errors: form.values.intent === intent ? form.errors : [],
  })
  const invited = email ? { isReadOnly: true, hint: t('office.join.emailHint') } : {}
  return (
    <div className="narrow">
      <h1>{t('office.join.title')}</h1>
      <Invited {...{ t, role, group, by }} />
      <p className="note">
        {t('office.join.haveAccount')} <a href={paths.office.signIn(here)}>{t('office.join.signInFirst')}</a>
      </p>
      <ErrorSummary t={t} form={form} />
      <p className="panel" data-no-passkey="">
        {t('office.join.noPasskey')}
      </p>
      <Form className="panel" data-passkey="make" data-options={JSON.stringify(options)} data-group={group} hidden>
        <h2>{t('office.join.passkey')}</h2>
        <p>{t('office.join.passkeyText')}</p>
        <input type="hidden" name="intent" value="passkey" />
        <input type="hidden" name="organizer" value={organizerId} />
        <input type="hidden" name="challenge" value={challengeId} />
        <input type="hidden" name="response" />
        <TextField
          t={t}
          form={formOf('passkey')}
          name="name"
          id="passkey-name"
          label={t('office.fields.name')}
          autoComplete="name"
          isRequired
        />
        <TextField
          t={t}
          form={formOf('passkey')}
          name="email"
          id="passkey-email"
          type="email"
          label={t('office.fields.email')}
          autoComplete="username"
          isRequired
          {...invited}
        />
        <button className="main">{t('office.join.passkeyButton')}</button>
        <p className="error" data-problem="" hidden role="alert">
          {t('office.signIn.passkeyProblem')}
        </p>
      </Form>
      <details className="panel" open={form.errors.length > 0 && form.values.intent === 'password'}>
        <summary>{t('office.join.password')}</summary>
        <Form>
          <input type="hidden" name="intent" value="password" />
          <input type="hidden" name="organizer" value={organizerId} />
          <TextField
            t={t}
            form={formOf('password')}
            name="name"
            id="password-name"
            label={t('office.fields.name')}
            autoComplete="name"
          />
          <TextField
            t={t}
            form={formOf('password')}
            name="email"
            id="password-email"
            type="email"
            label={t('office.fields.email')}
            autoComplete="username"
            {...invited}
          />
          <TextField
            t={t}
            form={formOf('password')}
            name="password"
            type="password"
            label={t('office.fields.newPassword')}
            hint={t('office.fields.newPasswordHint')}
            autoComplete="new-password"
          />
          <h3>{t('office.join.app')}</h3>
          <ScanApp t={t} form={formOf('password')} totp={totp} />
          <button className="main">{t('office.join.button')}</button>
        </Form>
      </details>
    </div>
  )
}

type InvitedProps = Pick<JoinProps, 't' | 'role' | 'group' | 'by'>

/** Who invites, to which group, and as what. */
function Invited({ t, role, group, by }: InvitedProps) {
  return (
    <>
      <p className="lead">{by ? t('office.join.invitedBy', { by, group }) : t('office.join.lead', { group })}</p>
      <p>{t('office.join.asRole', { role: t(`office.roles.${role}.name`), can: t(`office.roles.${role}.can`) })}</p>
    </>
  )
}

/** After joining: the recovery codes, once, and the link into the office. */
export function JoinedPage({
  t,
  codes,
  hasPassword = false,
}: {
  t: Translate
  codes: string[] | null
  hasPassword?: boolean
}) {
  return (
    <div className="narrow">
      <h1>{t('office.join.welcome')}</h1>
      {codes && <RecoveryCodes t={t} codes={codes} hasPassword={hasPassword} />}
      {codes && !hasPassword && <p>{t('office.account.second')}</p>}
      <p>
        <a className="button main" href={paths.office.home()}>
          {codes ? t('office.join.codesKept') : t('office.problem.home')}
        </a>
      </p>
    </div>
  )
}

/** An invitation that was used, withdrawn, or has expired. */
export function GonePage({ t }: { t: Translate }) {
  return (
    <div className="narrow">
      <h1>{t('office.join.gone')}</h1>
      <p className="lead">{t('office.join.goneText')}</p>
      <p>{t('office.join.goneJoined')}</p>
      <p>
        <a className="button main" href={paths.office.signIn()}>
          {t('office.signIn.title')}
        </a>
      </p>
      <p>
        <a href={paths.office.recover()}>{t('office.signIn.lost')}</a>
      </p>
    </div>
  )
}

/** For somebody signed in, who takes on another role. */
export function AlreadyHerePage({ t, name, ...invited }: InvitedProps & { name: string }) {
  return (
    <div className="narrow">
      <h1>{t('office.join.title')}</h1>
      <Invited t={t} {...invited} />
      <OneButton isMain>{t('office.join.acceptAs', { name })}</OneButton>
    </div>
  )
}
