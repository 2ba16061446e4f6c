import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { numberedFields } from '~/ui/forms/content'
import { TextArea, TextField, Tick } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { EditorList } from './editor-list'
import { MissingMark } from './missing-mark'
import { PictureField } from './picture-field'
import type { EditorField, OfferedThing } from './said-field'
import { VideoField } from './video-field'

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
            {field.label} <MissingMark t={t} field={field.name} isMissing={missing.includes(field.name)} />
          </label>
          {field.hint && <span className="hint">{field.hint}</span>}
          <select id={field.name} name={field.name} defaultValue={form.values[field.name]}>
            {!field.isRequired && <option value="">{t('outreach.office.nothingChosen')}</option>}
            {field.isRequired && !form.values[field.name] && <option value="">{t('office.edit.choose')}</option>}
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
    case 'text': {
      const Field = field.lines === 'one' ? TextField : TextArea
      return (
        <Field
          t={t}
          form={form}
          name={field.name}
          label={field.label}
          hint={field.hint}
          isOptional={!field.isRequired}
          maxLength={field.most}
        />
      )
    }
    case 'day':
      return (
        <TextField
          t={t}
          form={form}
          name={field.name}
          label={field.label}
          hint={field.hint}
          type={field.isPartial ? 'text' : 'date'}
          isOptional={!field.isRequired}
          maxLength={10}
        />
      )
    case 'check':
      return <Tick form={form} name={field.name} label={field.label} />
    case 'reference':
    case 'sibling':
      return <ReferenceField t={t} form={form} field={field} isMissing={missing.includes(field.name)} />
    case 'references':
      return <ReferencesField t={t} form={form} field={field} isMissing={missing.includes(field.name)} />
    case 'picture':
      return <PictureField t={t} form={form} field={field} />
    case 'video':
      return <VideoField t={t} form={form} field={field} />
    case 'list':
      return (
        <EditorList
          t={t}
          form={form}
          field={field}
          missing={missing}
          input={(one) => <EditorFieldView key={one.name} t={t} form={form} field={one} missing={missing} />}
        />
      )
  }
}

interface ReferenceProps {
  t: Translate
  form: FormState
  field: Extract<EditorField, { shape: 'reference' | 'sibling' }>
  isMissing: boolean
}

/** Leads to another thing of the campaign or of the list, or to a place. */
function ReferenceField({ t, form, field, isMissing }: ReferenceProps) {
  const value = form.values[field.name] ?? ''
  const isPlace = field.shape === 'reference' && field.to === 'place'
  const hint = isPlace ? field.hint || t('office.edit.placeHint') : field.hint
  return (
    <div className="field">
      <label htmlFor={field.name}>
        {field.label} <MissingMark t={t} field={field.name} isMissing={isMissing} />
      </label>
      {hint && <span className="hint">{hint}</span>}
      {isPlace ? (
        <input id={field.name} name={field.name} defaultValue={value} maxLength={200} />
      ) : (
        <Menu t={t} name={field.name} value={value} offered={offeredBeside(form, field)} />
      )}
    </div>
  )
}

/** What can be chosen, given what the field beside it holds. */
function offeredBeside(form: FormState, field: ReferenceProps['field']): OfferedThing[] {
  if (field.shape === 'sibling' || !field.of) return field.offered
  const beside = form.values[field.name.slice(0, field.name.lastIndexOf('.') + 1) + field.of]
  return field.offered.filter(({ of }) => of === beside)
}

interface ReferencesProps extends Omit<ReferenceProps, 'field'> {
  field: Extract<EditorField, { shape: 'references' }>
}

/** Menus for several things in their order, and two for more. */
function ReferencesField({ t, form, field, isMissing }: ReferencesProps) {
  const chosen = numberedFields(form.values, field.name).filter((name) => form.values[name])
  const last = Number(chosen.at(-1)?.slice(field.name.length + 1) ?? 0)
  return (
    <fieldset id={field.name}>
      <legend className="label">
        {field.label} <MissingMark t={t} field={field.name} isMissing={isMissing} />
      </legend>
      {field.hint && <span className="hint">{field.hint}</span>}
      {Array.from({ length: last + 2 }, (_, at) => `${field.name}.${at + 1}`).map((name, at) => (
        <div className="field" key={name}>
          <label htmlFor={name}>{at + 1}.</label>
          <Menu t={t} name={name} value={form.values[name] ?? ''} offered={field.offered} />
        </div>
      ))}
    </fieldset>
  )
}

interface MenuProps {
  t: Translate
  name: string
  value: string
  offered: readonly OfferedThing[]
}

/** Most options of a menu; more are typed, with suggestions. */
const mostInMenu = 200

/** What was chosen and is gone stays chosen, and says so. */
function Menu({ t, name, value, offered }: MenuProps) {
  const options = offered.map(({ slug, name }) => (
    <option key={slug} value={slug}>
      {name}
    </option>
  ))
  if (offered.length > mostInMenu)
    return (
      <>
        <input id={name} name={name} defaultValue={value} list={`of-${name}`} maxLength={200} />
        <datalist id={`of-${name}`}>{options}</datalist>
      </>
    )
  const isGone = value !== '' && offered.every(({ slug }) => slug !== value)
  return (
    <select id={name} name={name} defaultValue={value}>
      <option value="">{t('outreach.office.nothingChosen')}</option>
      {isGone && <option value={value}>{t('office.edit.goneReference', { slug: value })}</option>}
      {options}
    </select>
  )
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
  const rows = field.lines === 'one' ? 2 : field.most > 2_500 && field.lines !== 'captions' ? 12 : 6
  return (
    <div className="field" data-in={language}>
      <label htmlFor={name}>
        {languageNames[language]} <MissingMark t={t} field={name} isMissing={isMissing} />
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
      {field.lines === 'captions' && <CaptionsFile t={t} name={name} />}
    </div>
  )
}

/** Captions come from a file more often than from a keyboard. */
function CaptionsFile({ t, name }: { t: Translate; name: string }) {
  return (
    <>
      <label htmlFor={`file-${name}`}>{t('office.edit.captionsFile')}</label>
      <input id={`file-${name}`} name={`file-${name}`} type="file" accept=".vtt,.srt,text/vtt" />
      <div className="acts">
        <button name="putFile" value={name} formEncType="multipart/form-data">
          {t('office.edit.captionsButton')}
        </button>
      </div>
    </>
  )
}
