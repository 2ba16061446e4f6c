import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextArea, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { fieldKinds } from './custom-field'
import type { ListedField } from './custom-fields.server'

interface FieldsPageProps {
  t: Translate
  lang: Language
  groups: { id: string; name: string; fields: ListedField[] }[]
  /** Id of the field that was just added. */
  added: string | null
  /** Input that is not saved. */
  form: FormState
}

/** What a group keeps about its people besides what they typed themselves. */
export function FieldsPage({ t, lang, groups, added, form }: FieldsPageProps) {
  return (
    <>
      <h1>{t('fields.title')}</h1>
      <p className="lead">{t('fields.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {added && form.errors.length === 0 && (
        <div className="done" role="status">
          {t('fields.added')}{' '}
          <OneButton action={paths.office.personFields()} fields={{ intent: 'remove', id: added }}>
            {t('office.undo')}
          </OneButton>
        </div>
      )}
      {groups.map((group) => (
        <section key={group.id} aria-labelledby={`group-${group.id}`}>
          {groups.length > 1 && <h2 id={`group-${group.id}`}>{group.name}</h2>}
          {group.fields.length === 0 && <p>{t('fields.none')}</p>}
          {group.fields.map((field) => (
            <Field
              key={field.id}
              t={t}
              lang={lang}
              heading={groups.length > 1 ? 'h3' : 'h2'}
              field={field}
              form={form}
            />
          ))}
        </section>
      ))}
      <section className="panel" aria-labelledby="new">
        <h2 id="new">{t('fields.new')}</h2>
        <FieldForm t={t} intent="add" id="new" form={form.values.intent === 'add' ? form : emptyForm} hasChoices>
          {groups.length > 1 ? (
            <Choice
              name="group"
              label={t('office.team.group')}
              options={groups.map((group) => [group.id, group.name])}
              chosen={form.values.group}
            />
          ) : (
            <input type="hidden" name="group" value={groups[0]?.id ?? ''} />
          )}
          <Choice
            name="kind"
            label={t('fields.kind')}
            options={fieldKinds.map((kind) => [kind, t(`fields.kinds.${kind}`)])}
            chosen={form.values.kind}
          />
        </FieldForm>
      </section>
    </>
  )
}

interface FieldProps {
  t: Translate
  lang: Language
  heading: 'h2' | 'h3'
  field: ListedField
  form: FormState
}

function Field({ t, lang, heading: Heading, field, form }: FieldProps) {
  const { id, label, kind, choices, people, segments } = field
  const isTyped = form.values.intent === 'change' && form.values.id === id
  const stored = Object.fromEntries(
    languages.flatMap((language) => [
      [`label_${language}`, label[language]],
      [`choices_${language}`, choices.map((choice) => choice.label[language]).join('\n')],
    ]),
  )
  return (
    <div className="panel" id={`field-${id}`}>
      <Heading>{label[lang]}</Heading>
      <p>
        {t(`fields.kinds.${kind}`)}
        {choices.length > 0 && `: ${choices.map((choice) => choice.label[lang]).join(', ')}`}
      </p>
      <p className="small">
        {t('fields.used', { people })}
        {segments > 0 && ` ${t('fields.inSegments', { segments })}`}
      </p>
      <details open={isTyped}>
        <summary>{t('fields.change')}</summary>
        <FieldForm
          t={t}
          intent="change"
          id={id}
          form={isTyped ? form : { values: stored, errors: [] }}
          hasChoices={kind === 'choice'}
        >
          <input type="hidden" name="id" value={id} />
        </FieldForm>
      </details>
      <OneButton
        action={paths.office.personFields()}
        fields={{ intent: 'remove', id }}
        label={t('fields.removeOne', { name: label[lang] })}
      >
        {t('fields.remove')}
      </OneButton>
    </div>
  )
}

interface FieldFormProps {
  t: Translate
  intent: 'add' | 'change'
  /** Makes the ids of its fields unique on the page. */
  id: string
  form: FormState
  hasChoices: boolean
  children: React.ReactNode
}

function FieldForm({ t, intent, id, form, hasChoices, children }: FieldFormProps) {
  return (
    <Form action={paths.office.personFields()} {...typed(form)}>
      <input type="hidden" name="intent" value={intent} />
      {children}
      <div className="pair">
        {languages.map((language) => (
          <div key={language}>
            <TextField
              t={t}
              form={form}
              name={`label_${language}`}
              id={`label_${language}-${id}`}
              label={`${t('fields.label')} (${languageNames[language]})`}
              lang={language}
              maxLength={60}
            />
            {hasChoices && (
              <TextArea
                t={t}
                form={form}
                name={`choices_${language}`}
                id={`choices_${language}-${id}`}
                label={`${t('fields.choices')} (${languageNames[language]})`}
                hint={t(intent === 'add' ? 'fields.choicesHintNew' : 'fields.choicesHint')}
                lang={language}
                maxLength={3050}
              />
            )}
          </div>
        ))}
      </div>
      <button className="main">{t(intent === 'add' ? 'fields.add' : 'office.save')}</button>
    </Form>
  )
}
