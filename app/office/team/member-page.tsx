import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { useDays } from '~/ui/page/readers-zone'
import type { readMember } from './member.server'

type MemberProps = Awaited<ReturnType<typeof readMember>> & {
  t: Translate
  lang: Language
  form: FormState
  /** The link just made; shown only this once. */
  link: string | null
}

/** One organizer: letting them back in, and the passkeys of their account. */
export function MemberPage({ t, lang, form, link, ...member }: MemberProps) {
  const dateOf = useDays()
  const day = (at: string) => dateOf(lang, new Date(at))
  const mayChange = !member.isYou && !member.isBeyond
  return (
    <>
      <h1>{member.name}</h1>
      <p className="lead">{member.email}</p>
      <ErrorSummary t={t} form={form} />
      {link && (
        <div className="done" role="status">
          <p>{t('office.letIn.made', { name: member.name })}</p>
          <p className="code">{link}</p>
          <p>{t('office.letIn.hand')}</p>
        </div>
      )}
      <div className="columns">
        <section className="panel">
          <h2>{t('office.letIn.title')}</h2>
          {member.isYou && <p>{t('office.letIn.you')}</p>}
          {member.isBeyond && <p>{t('office.letIn.beyond')}</p>}
          {mayChange && (
            <>
              <p>{t('office.letIn.text')}</p>
              <OneButton isMain fields={{ intent: 'let-in' }}>
                {t('office.letIn.button')}
              </OneButton>
            </>
          )}
        </section>
        <section className="panel">
          <h2>{t('office.account.passkeys')}</h2>
          {member.passkeys.length === 0 && (
            <p>{t(member.hasPassword ? 'office.letIn.passwordOnly' : 'office.letIn.noPasskey')}</p>
          )}
          <ul>
            {member.passkeys.map((key) => (
              <li key={key.id}>
                {key.name},{' '}
                <span className="small">
                  {key.usedOn
                    ? t('office.account.used', { day: day(key.usedOn) })
                    : t('office.account.made', { day: day(key.createdOn) })}
                </span>{' '}
                {mayChange && (
                  <OneButton fields={{ intent: 'remove-passkey', id: key.id }}>{t('office.remove')}</OneButton>
                )}
              </li>
            ))}
          </ul>
          {mayChange && member.passkeys.length > 0 && <p className="small">{t('office.letIn.removeHint')}</p>}
        </section>
      </div>
    </>
  )
}
