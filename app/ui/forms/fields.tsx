import type { ReactNode } from 'react'
import { languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { waitWords } from '~/ui/page/wait-words'
import { errorsId } from './form'
import { type FormState, isTyped } from './form-state'

interface FieldProps {
  t: Translate
  form: FormState
  name: string
  label: string
  /** For pages with two forms that share a field name. */
  id?: string
  isOptional?: boolean
  isRequired?: boolean
  isReadOnly?: boolean
  hint?: string
  type?: 'text' | 'email' | 'tel' | 'password' | 'date' | 'datetime-local' | 'time' | 'number'
  autoComplete?: string
  inputMode?: 'text' | 'email' | 'tel' | 'numeric'
  maxLength?: number
  /** Where the cursor is when the page opens; for a page with one thing to type. */
  hasFocus?: boolean
  /** Language of the value, if it differs from the page's. */
  lang?: string
}

/**
 * A text input with label, hint, value and error. While it has an error its id is its name, so that the summary can
 * link to it.
 */
export function TextField({
  t,
  form,
  name,
  id: given = name,
  label,
  isOptional,
  isRequired,
  isReadOnly,
  hint,
  type = 'text',
  hasFocus,
  ...input
}: FieldProps) {
  const error = errorOf(form, name)
  const id = error ? name : given
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {isOptional && <i>{t('site.form.optional')}</i>}
      </label>{' '}
      {hint && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
      <input
        id={id}
        name={name}
        type={type}
        required={isRequired}
        readOnly={isReadOnly}
        {...(type === 'password' ? {} : { defaultValue: form.values[name] })}
        {...input}
        {...(hasFocus ? { autoFocus: true } : {})}
        {...described(id, hint, error)}
      />
      <FieldError t={t} name={id} form={form} field={name} />
    </div>
  )
}

interface AreaProps {
  t: Translate
  form: FormState
  name: string
  id?: string
  label: string
  hint: string
  maxLength: number
  rows?: number
  isOptional?: boolean
  /** Language of the value, if it differs from the page's. */
  lang?: string
  /** Shown directly above the input. */
  lead?: ReactNode
}

/** A textarea. */
export function TextArea({
  t,
  form,
  name,
  id: given = name,
  label,
  hint,
  maxLength,
  rows = 3,
  isOptional,
  lang,
  lead,
}: AreaProps) {
  const error = errorOf(form, name)
  const id = error ? name : given
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {isOptional && <i>{t('site.form.optional')}</i>}
      </label>{' '}
      <div className="hint" id={`${id}-hint`}>
        {hint}
      </div>
      {lead}
      <textarea
        id={id}
        name={name}
        rows={rows}
        lang={lang}
        maxLength={maxLength}
        defaultValue={form.values[name]}
        {...described(id, hint, error)}
      />
      <FieldError t={t} name={id} form={form} field={name} />
    </div>
  )
}

interface TickProps {
  form: FormState
  name: string
  /** For pages with two forms that share a field name. */
  id?: string
  label: string
  value?: string
  hint?: string
}

/** A checkbox; never checked for anybody. */
export function Tick({ form, name, id = name, label, value = '1', hint }: TickProps) {
  return (
    <div className="tick">
      <input
        id={id}
        name={name}
        type="checkbox"
        value={value}
        defaultChecked={form.values[name] === value}
        {...(hint ? { 'aria-describedby': `${id}-hint` } : {})}
      />{' '}
      <label htmlFor={id}>{label}</label>{' '}
      {hint && (
        <div className="hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  )
}

/** Labels of fields written in both languages, by name: `title_en` becomes "Title (English)". */
export function labelsInBoth(labels: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(labels).flatMap(([name, label]) =>
      languages.map((language) => [`${name}_${language}`, `${label} (${languageNames[language]})`]),
    ),
  )
}

/**
 * All errors, at the top, each linked to its field.
 *
 * @param labels of fields that share a message, by name, so that the same line does not appear several times
 * @param typed  names of the fields that people fill in, where the page fills in others
 */
export function ErrorSummary({
  t,
  form,
  labels = {},
  typed,
}: {
  t: Translate
  form: FormState
  labels?: Record<string, string>
  typed?: readonly string[]
}) {
  const kept = isTyped(form, typed) && <p className="small">{t('site.form.errorsHint')}</p>
  if (form.problem) {
    return (
      <Errors title={t(`site.problem.${form.problem}`)}>
        <p>{form.problem === '429' ? waitWords(t, form.retryAfter ?? null) : t(`site.problem.${form.problem}text`)}</p>
        {form.problem !== '409' && kept}
      </Errors>
    )
  }
  if (form.errors.length === 0) return null
  return (
    <Errors title={t('site.form.errorsTitle', { count: form.errors.length })}>
      <ul>
        {form.errors.map(({ field, message, said }) => {
          const words = (labels[field] ? `${labels[field]}: ` : '') + (said ?? sayError(t, message))
          return <li key={field + message}>{field ? <a href={`#${field}`}>{words}</a> : words}</li>
        })}
      </ul>
      {kept}
    </Errors>
  )
}

/**
 * Why a form was rejected. The answer to every `Form` opens here, and the page's title begins with "Error" while this
 * is on the page.
 */
export function Errors({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="errors" role="alert" id={errorsId} tabIndex={-1}>
      <h2>{title}</h2>
      {children}
    </div>
  )
}

/** The text of an error key. */
export function sayError(t: Translate, message: string): string {
  const key = `site.errors.${message}` as Parameters<Translate>[0]
  // A value that no form of ours sends is refused in Zod's words.
  return t(t.has(key as never) ? key : 'site.errors.notOffered')
}

function FieldError({ t, name, form, field }: { t: Translate; name: string; form: FormState; field: string }) {
  const error = form.errors.find((one) => one.field === field)
  if (!error) return null
  return (
    <div className="error" id={`${name}-error`}>
      {error.said ?? sayError(t, error.message)}
    </div>
  )
}

function errorOf(form: FormState, name: string): string | undefined {
  return form.errors.find((error) => error.field === name)?.message
}

function described(name: string, hint: string | undefined, error: string | undefined) {
  const ids = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ')
  return { ...(ids ? { 'aria-describedby': ids } : {}), ...(error ? { 'aria-invalid': true } : {}) }
}
