import type { SignerPart } from '~/office/people/signer'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import { inputOf } from './custom-field'

/** What the group keeps about a person. A choice that its field no longer offers stays choosable. */
export function FieldsPanel({ t, lang, person, form }: SignerPart) {
  const isTyped = form.values.intent === 'fields'
  const values = isTyped
    ? form
    : { values: Object.fromEntries(person.fields.map(({ id, value }) => [inputOf(id, 'field'), value])), errors: [] }
  return (
    <section className="panel" aria-labelledby="fields">
      <h2 id="fields">{t('fields.title')}</h2>
      {person.fields.length > 0 && (
        <Form action={paths.office.person(person.id)} {...typed(values)}>
          <input type="hidden" name="intent" value="fields" />
          {person.fields.map((field) => {
            const name = inputOf(field.id, 'field')
            const chosen = values.values[name] ?? ''
            const options = field.choices.map((choice): [string, string] => [choice.key, choice.label[lang]])
            return (
              <div key={field.id}>
                <input type="hidden" name={inputOf(field.id, 'was')} value={field.value} />
                {field.kind === 'choice' ? (
                  <Choice
                    name={name}
                    label={field.label[lang]}
                    options={[
                      ['', t('fields.empty')],
                      ...options,
                      ...(chosen === '' || options.some(([key]) => key === chosen)
                        ? []
                        : [[chosen, t('segments.gone')] as [string, string]]),
                    ]}
                    chosen={chosen}
                  />
                ) : (
                  <TextField
                    t={t}
                    form={values}
                    name={name}
                    label={field.label[lang]}
                    type={field.kind === 'date' && !isTyped ? 'date' : 'text'}
                    maxLength={200}
                    {...(field.kind === 'date' ? { hint: t('fields.dateHint') } : {})}
                  />
                )}
              </div>
            )
          })}
          <button>{t('office.save')}</button>
        </Form>
      )}
      <p className="small">
        <a href={paths.office.personFields()}>{t(person.fields.length > 0 ? 'fields.edit' : 'fields.make')}</a>
      </p>
    </section>
  )
}
