import { type Language, languageNames, languages, localeOf } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { useDays, useMoments } from '~/ui/page/readers-zone'
import { type Zone, zoneNames, zones } from '~/ui/page/zones'
import type { AccountDone } from './account.server'
import { ScanApp } from './scan-app'

interface AccountProps {
  t: Translate
  lang: Language
  form: FormState
  name: string
  email: string
  /** The address that waits for its link to be opened, or null. */
  waitingAddress: string | null
  roles: { groupId: string; group: string; role: 'owner' | 'organizer' | 'moderator' | 'viewer' }[]
  passkeys: { id: string; name: string; createdOn: string; usedOn: string | null }[]
  sessions: { id: string; way: 'passkey' | 'password' | 'recovery'; seenAt: string; isThis: boolean }[]
  /** Chosen for oneself, or null. IANA. */
  timeZone: string | null
  groupZone: string
  /** Hour of the daily digest, or null for none. */
  digestHour: number | null
  codesLeft: number
  hasPassword: boolean
  /** Shown once, right after they were made. */
  codes: string[] | null
  /** An authenticator app that is being set up, or null. */
  app: { secret: string; qr: string } | null
  /** What was just done. */
  done: AccountDone | null
  /** They just got back in with a recovery code or an owner's link. */
  isAgain: boolean
  challengeId: string
  options: unknown
}

/** One's own account: roles, ways to sign in, open sessions. */
export function AccountPage(props: AccountProps) {
  const momentOf = useMoments()
  const { t, lang, form, codes } = props
  const dateOf = useDays()
  const day = (at: string) => dateOf(lang, new Date(at))
  return (
    <>
      <h1>{props.name}</h1>
      <p className="lead">{props.email}</p>
      <ErrorSummary t={t} form={form} />
      {props.isAgain && !codes && (
        <p className="done" role="status">
          {t('office.recover.again')}
        </p>
      )}
      {props.done && !codes && (
        <p className="done" role="status">
          {t(`office.account.done.${props.done}`, { address: props.waitingAddress ?? props.email })}
        </p>
      )}
      {props.app && <NewApp t={t} form={form} app={props.app} />}
      {codes && <RecoveryCodes t={t} codes={codes} hasPassword={props.hasPassword} />}
      <div className="columns">
        <section className="panel">
          <h2>{t('office.account.roles')}</h2>
          <ul>
            {props.roles.map(({ groupId, group, role }) => (
              <li key={groupId}>
                <a href={paths.office.group(groupId)}>{group}</a>: {t(`office.roles.${role}.name`)}.{' '}
                {t(`office.roles.${role}.can`)}
              </li>
            ))}
          </ul>
        </section>
        <Details {...props} />
        <section className="panel">
          <h2>{t('office.account.zone')}</h2>
          <Form action={paths.office.account()}>
            <input type="hidden" name="intent" value="zone" />
            <Choice
              name="zone"
              label={t('office.account.zoneLabel')}
              options={[
                ['', t('office.account.groupZone', { zone: zoneNamed(lang, props.groupZone) })],
                ...zoneNames.map((zone): [string, string] => [zone, zones[zone][lang]]),
              ]}
              chosen={props.timeZone ?? ''}
            />
            <Choice
              name="language"
              label={t('office.account.language')}
              options={languages.map((one): [string, string] => [one, languageNames[one]])}
              chosen={lang}
            />
            <button>{t('office.save')}</button>
          </Form>
        </section>
        <section className="panel" id="digest">
          <h2>{t('digest.account')}</h2>
          <p>{t('digest.accountText')}</p>
          <Form action={paths.office.account()}>
            <input type="hidden" name="intent" value="digest" />
            <Choice
              name="hour"
              label={t('digest.accountHour')}
              options={[
                ['', t('digest.off')],
                ...Array.from({ length: 24 }, (_, hour): [string, string] => [String(hour), hourNamed(lang, hour)]),
              ]}
              chosen={props.digestHour === null ? '' : String(props.digestHour)}
            />
            <button>{t('office.save')}</button>
          </Form>
        </section>
        <section className="panel" id="passkey">
          <h2>{t('office.account.passkeys')}</h2>
          {props.passkeys.length === 1 && !props.hasPassword && (
            <p className="done">{t('office.account.secondHere')}</p>
          )}
          {props.passkeys.length === 0 && <p>{t('office.account.noPasskeys')}</p>}
          <ul>
            {props.passkeys.map((key) => (
              <li key={key.id}>
                {key.name},{' '}
                <span className="small">
                  {key.usedOn
                    ? t('office.account.used', { day: day(key.usedOn) })
                    : t('office.account.made', { day: day(key.createdOn) })}
                </span>{' '}
                <OneButton action={paths.office.account()} fields={{ intent: 'remove-passkey', id: key.id }}>
                  {t('office.remove')}
                </OneButton>
              </li>
            ))}
          </ul>
          <Form data-passkey="make" data-options={JSON.stringify(props.options)} hidden>
            <input type="hidden" name="intent" value="add-passkey" />
            <input type="hidden" name="challenge" value={props.challengeId} />
            <input type="hidden" name="response" />
            <TextField
              t={t}
              form={form}
              name="label"
              label={t('office.account.label')}
              hint={t('office.account.labelHint')}
              maxLength={60}
              autoComplete="off"
              isOptional
            />
            <button>{t('office.account.addPasskey')}</button>
            <p className="error" data-problem="" hidden role="alert">
              {t('office.signIn.passkeyProblem')}
            </p>
          </Form>
        </section>
        <section className="panel">
          <h2>{t('office.account.codes')}</h2>
          <p>{t('office.account.codesLeft', { count: props.codesLeft })}</p>
          <OneButton action={paths.office.account()} fields={{ intent: 'recovery-codes' }}>
            {t('office.account.newCodes')}
          </OneButton>
        </section>
        <section className="panel">
          <h2>{t('office.account.sessions')}</h2>
          <ul>
            {props.sessions.map((session) => (
              <li key={session.id}>
                {t(`office.account.ways.${session.way}`)}, {momentOf(lang, new Date(session.seenAt))}{' '}
                {session.isThis ? (
                  <strong>{t('office.account.thisOne')}</strong>
                ) : (
                  <OneButton action={paths.office.account()} fields={{ intent: 'end-session', id: session.id }}>
                    {t('office.account.end')}
                  </OneButton>
                )}
              </li>
            ))}
          </ul>
          {props.sessions.length > 1 && (
            <OneButton action={paths.office.account()} fields={{ intent: 'end-others' }}>
              {t('office.account.endOthers')}
            </OneButton>
          )}
        </section>
        {props.hasPassword && (
          <section className="panel">
            <h2>{t('office.account.password')}</h2>
            <Form action={paths.office.account()}>
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
              <button>{t('office.save')}</button>
            </Form>
            <h3>{t('office.account.app')}</h3>
            <p>{t('office.account.appText')}</p>
            <OneButton action={paths.office.account()} fields={{ intent: 'new-app' }}>
              {t('office.account.appButton')}
            </OneButton>
          </section>
        )}
      </div>
    </>
  )
}

/** Name and address. */
function Details({ t, form, name, email, waitingAddress }: AccountProps) {
  const isRefused = (field: string) => form.errors.some((error) => error.field === field)
  const filled = (field: string, stored: string): FormState =>
    isRefused(field) ? form : { values: { [field]: stored }, errors: [] }
  return (
    <section className="panel">
      <h2>{t('office.account.details')}</h2>
      <Form action={paths.office.account()}>
        <input type="hidden" name="intent" value="name" />
        <TextField
          t={t}
          form={filled('name', name)}
          name="name"
          label={t('office.fields.name')}
          hint={t('office.account.nameHint')}
          autoComplete="name"
        />
        <button>{t('office.save')}</button>
      </Form>
      {waitingAddress && (
        <>
          <p>{t('office.account.waiting', { address: waitingAddress, email })}</p>
          <OneButton action={paths.office.account()} fields={{ intent: 'keep-address' }}>
            {t('office.account.keepAddress')}
          </OneButton>
        </>
      )}
      <Form action={paths.office.account()}>
        <input type="hidden" name="intent" value="address" />
        <TextField
          t={t}
          form={filled('email', '')}
          name="email"
          type="email"
          inputMode="email"
          label={t('office.account.newAddress')}
          hint={t('office.account.newAddressHint')}
          autoComplete="email"
        />
        <button>{t('office.account.newAddressButton')}</button>
      </Form>
    </section>
  )
}

/** A new authenticator app: scan, then type its code. The old one works until then. */
function NewApp({ t, form, app }: Pick<AccountProps, 't' | 'form'> & { app: NonNullable<AccountProps['app']> }) {
  return (
    <section className="panel" aria-labelledby="new-app">
      <h2 id="new-app">{t('office.account.appButton')}</h2>
      <p>{t('office.account.appUntil')}</p>
      <Form action={paths.office.account()}>
        <input type="hidden" name="intent" value="app" />
        <ScanApp t={t} form={form} totp={app} />
        <button className="main">{t('office.account.appReplace')}</button>
      </Form>
    </section>
  )
}

function hourNamed(lang: Language, hour: number): string {
  const parts = { hour: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(localeOf[lang], parts).format(new Date(Date.UTC(2026, 0, 1, hour)))
}

function zoneNamed(lang: Language, zone: string): string {
  return zone in zones ? zones[zone as Zone][lang] : zone
}

/** Recovery codes, shown once. */
export function RecoveryCodes({ t, codes, hasPassword }: { t: Translate; codes: string[]; hasPassword: boolean }) {
  return (
    <section className="panel" role="status">
      <h2>{t('office.codes.title')}</h2>
      <p>{t(hasPassword ? 'office.codes.text' : 'office.codes.passkeyText')}</p>
      <ul className="codes code">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
    </section>
  )
}
