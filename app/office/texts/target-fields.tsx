import { languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Choice } from '~/ui/forms/choice'
import type { FormState } from '~/ui/forms/form-state'
import type { KeywordTarget } from './keywords-office.server'

/** A keyword's language and target. */
export function TargetFields({ t, form, targets }: { t: Translate; form: FormState; targets: KeywordTarget[] }) {
  const error = form.errors.find(({ field }) => field === 'target')
  return (
    <>
      <Choice
        name="language"
        label={t('texts.office.language')}
        options={languages.map((language) => [language, languageNames[language]])}
        chosen={form.values.language}
      />
      <div className="field">
        <label htmlFor="target">{t('texts.office.leadsTo')}</label>
        <select
          id="target"
          name="target"
          defaultValue={form.values.target}
          {...(error ? { 'aria-invalid': true, 'aria-describedby': 'target-error' } : {})}
        >
          {targets.map(({ value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </select>
        {error && (
          <span className="error" id="target-error">
            {error.said}
          </span>
        )}
      </div>
    </>
  )
}
