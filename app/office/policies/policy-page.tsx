import type { PolicyKind } from '~/campaigns/policies/policy'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { SourceFields } from '~/office/officials/source-fields'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import type { OfficePolicy } from './office-policies.server'
import { PolicyForm } from './policy-form'
import { UndoChange } from './undo-change'

interface PolicyProps {
  t: Translate
  lang: Language
  form: FormState
  kinds: PolicyKind[]
  policy: OfficePolicy
  change: { id: string; isNew: boolean; isRemoved: boolean } | null
  isStale: boolean
  mayEdit: boolean
}

/** One policy: confirm it, change it, end it, remove it. */
export function PolicyPage({ t, lang, form, kinds, policy, change, isStale, mayEdit }: PolicyProps) {
  const isEnding = form.values.intent === 'end'
  const own = { values: policy.fields, errors: [] }
  return (
    <>
      <h1>{policy.placeName}</h1>
      {mayEdit && change && <UndoChange t={t} change={change} />}
      <ErrorSummary t={t} form={form} />
      <p>
        <span className={`state ${isStale ? 'bad' : 'done'}`}>
          {t('localities.checkedOn', { date: longDate(lang, policy.checkedOn) })}
        </span>{' '}
        <a href={policy.fields.source_url} target="_blank" rel="noreferrer noopener">
          {t('officials.stale.openSource')}
        </a>{' '}
        · <a href={paths.place(lang, policy.place)}>{t('localities.office.public')}</a>
      </p>
      {mayEdit && (
        <>
          <Form className="acts">
            {policy.endedOn === null && (
              <button name="intent" value="confirm">
                {t('officials.stale.confirm')}
              </button>
            )}
            <button className="quiet" name="intent" value="remove">
              {t('localities.office.remove')}
            </button>
          </Form>
          {policy.endedOn === null && (
            <details className="panel" open={isEnding && form.errors.length > 0}>
              <summary>{t('localities.office.end')}</summary>
              <Form className="inline">
                <TextField
                  t={t}
                  form={isEnding ? form : emptyForm}
                  name="ended_on"
                  id="end-on"
                  label={t('localities.ended')}
                  hint={t('localities.office.dayHint')}
                  maxLength={10}
                  isRequired
                />
                <SourceFields t={t} form={isEnding ? form : emptyForm} id="end" />
                <TextField
                  t={t}
                  form={isEnding ? form : emptyForm}
                  name="source_title"
                  id="end-source_title"
                  label={t('localities.office.sourceTitle')}
                  maxLength={200}
                  isOptional
                />
                <button name="intent" value="end">
                  {t('localities.office.endButton')}
                </button>
              </Form>
            </details>
          )}
          <section className="panel">
            <h2>{t('localities.office.change')}</h2>
            <PolicyForm
              t={t}
              lang={lang}
              form={form.values.intent === 'change' ? form : own}
              kinds={kinds}
              intent="change"
            />
          </section>
        </>
      )}
    </>
  )
}
