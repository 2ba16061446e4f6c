import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { ContentField } from '~/ui/forms/content'
import { TextField } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

type Said<Field> = Field extends { options: unknown }
  ? Omit<Field, 'label' | 'hint' | 'options'> & {
      label: string
      hint: string
      options: { value: string; label: string }[]
    }
  : Omit<Field, 'label' | 'hint'> & { label: string; hint: string }

/** An editor field with its labels in the organizer's language. */
export type EditorField = Said<ContentField>

interface EditorFieldProps {
  t: Translate
  form: FormState
  field: EditorField
  /** Form fields that are missing for publishing. */
  missing: string[]
}

/** Input for one field, by its shape; texts in both languages side by side. */
export function EditorFieldView({ t, form, field, missing }: EditorFieldProps) {
  switch (field.shape) {
    case 'words':
      return (
        <fieldset className="pair">
          <legend className="label">
            {field.label} {field.hint && <span className="hint">{field.hint}</span>}
          </legend>
          {languages.map((language) => (
            <Words
              key={language}
              t={t}
              form={form}
              field={field}
              language={language}
              isMissing={missing.includes(`${field.name}_${language}`)}
            />
          ))}
        </fieldset>
      )
    case 'choice':
      return (
        <div className="field">
          <label htmlFor={field.name}>
            {field.label} {missing.includes(field.name) && <i>· {t('office.edit.isMissing')}</i>}
          </label>
          {field.hint && <span className="hint">{field.hint}</span>}
          <select id={field.name} name={field.name} defaultValue={form.values[field.name]}>
            {!field.isRequired && <option value="">{t('outreach.office.nothingChosen')}</option>}
            {field.options.map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
      )
    case 'number':
      return (
        <TextField
          t={t}
          form={form}
          name={field.name}
          label={field.label}
          hint={field.hint}
          inputMode="numeric"
          isOptional={!field.isRequired}
        />
      )
    case 'moment':
      return (
        <TextField
          t={t}
          form={form}
          name={field.name}
          label={field.label}
          hint={field.hint}
          type="datetime-local"
          isOptional={!field.isRequired}
        />
      )
    case 'link':
      return (
        <TextField
          t={t}
          form={form}
          name={field.name}
          label={field.label}
          hint={field.hint}
          isOptional={!field.isRequired}
          maxLength={500}
        />
      )
  }
}

interface WordsProps {
  t: Translate
  form: FormState
  field: Extract<EditorField, { shape: 'words' }>
  language: Language
  isMissing: boolean
}

function Words({ t, form, field, language, isMissing }: WordsProps) {
  const name = `${field.name}_${language}`
  const error = form.errors.find((one) => one.field === name)
  const rows = field.lines === 'one' ? 2 : field.most > 2_500 ? 12 : 6
  return (
    <div className="field">
      <label htmlFor={name}>
        {languageNames[language]} {isMissing && <i>· {t('office.edit.isMissing')}</i>}
      </label>
      <textarea
        id={name}
        name={name}
        lang={language}
        rows={rows}
        maxLength={field.most}
        defaultValue={form.values[name]}
        {...(error ? { 'aria-invalid': true, 'aria-describedby': `${name}-error` } : {})}
      />
      {error && (
        <span className="error" id={`${name}-error`}>
          {error.said ?? t(`site.errors.${error.message}` as Parameters<Translate>[0])}
        </span>
      )}
    </div>
  )
}
