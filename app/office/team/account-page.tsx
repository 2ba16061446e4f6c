import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { useDays, useMoments } from '~/ui/page/readers-zone'
import { type Zone, zoneNames, zones } from '~/ui/page/zones'

interface AccountProps {
  t: Translate
  lang: Language
  form: FormState
  name: string
  email: string
  roles: { group: string; role: 'owner' | 'organizer' | 'moderator' | 'viewer' }[]
  passkeys: { id: string; name: string; createdOn: string; usedOn: string | null }[]
  sessions: { id: string; way: 'passkey' | 'password' | 'recovery'; seenAt: string; isThis: boolean }[]
  /** Chosen for oneself, or null. IANA. */
  timeZone: string | null
  groupZone: string
  codesLeft: number
  hasPassword: boolean
  /** Shown once, right after they were made. */
  codes: string[] | null
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
      {codes && <RecoveryCodes t={t} codes={codes} hasPassword={props.hasPassword} />}
      <div className="columns">
        <section className="panel">
          <h2>{t('office.account.roles')}</h2>
          <ul>
            {props.roles.map(({ group, role }) => (
              <li key={group}>
                <strong>{group}</strong>: {t(`office.roles.${role}.name`)}. {t(`office.roles.${role}.can`)}
              </li>
            ))}
          </ul>
        </section>
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
          </section>
        )}
      </div>
    </>
  )
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
