import { models, type PolicyKind } from '~/campaigns/policies/policy'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { SourceFields } from '~/office/officials/source-fields'
import { Choice } from '~/ui/forms/choice'
import { labelsInBoth, TextArea, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'

interface PolicyFormProps {
  t: Translate
  lang: Language
  form: FormState
  kinds: readonly PolicyKind[]
  intent: 'add' | 'change'
}

/** The fields of a policy. It can't be saved without a source. */
export function PolicyForm({ t, lang, form, kinds, intent }: PolicyFormProps) {
  const labels = labelsInBoth({ note: t('localities.office.note') })
  return (
    <Form>
      <div className="inline">
        <TextField
          t={t}
          form={form}
          name="place"
          label={t('localities.office.place')}
          hint={t('localities.office.placeHint')}
          maxLength={200}
          isRequired
        />
        <Choice
          name="kind"
          id="policy-kind"
          label={t('localities.kind')}
          options={kinds.map(({ key, name }): [string, string] => [key, name[lang]])}
          chosen={form.values.kind}
        />
        <Choice
          name="model"
          label={t('localities.office.model')}
          options={[
            ['', t('localities.office.noModel')],
            ...models.map((model): [string, string] => [model, t(`localities.models.${model}`)]),
          ]}
          chosen={form.values.model ?? ''}
        />
        <TextField
          t={t}
          form={form}
          name="agency"
          label={t('localities.office.agency')}
          hint={t('localities.office.agencyHint')}
          maxLength={150}
          isOptional
        />
        <TextField
          t={t}
          form={form}
          name="adopted_on"
          label={t('localities.adopted')}
          hint={t('localities.office.dayHint')}
          maxLength={10}
          isOptional
        />
        <TextField
          t={t}
          form={form}
          name="ended_on"
          id="policy-ended-on"
          label={t('localities.ended')}
          hint={t('localities.office.dayHint')}
          maxLength={10}
          isOptional
        />
      </div>
      <div className="pair">
        {(['en', 'es'] as const).map((language) => (
          <TextArea
            key={language}
            t={t}
            form={form}
            name={`note_${language}`}
            label={labels[`note_${language}`]!}
            hint={t('localities.office.noteHint')}
            maxLength={2_000}
            lang={language}
            isOptional
          />
        ))}
      </div>
      <div className="inline">
        <SourceFields t={t} form={form} id="policy" />
        <TextField
          t={t}
          form={form}
          name="source_title"
          label={t('localities.office.sourceTitle')}
          maxLength={200}
          isOptional
        />
        <TextField
          t={t}
          form={form}
          name="document"
          label={t('localities.office.document')}
          hint={t('localities.office.documentHint')}
          maxLength={200}
          isOptional
        />
      </div>
      <button className="main" name="intent" value={intent}>
        {t(intent === 'add' ? 'localities.office.addButton' : 'localities.office.save')}
      </button>
    </Form>
  )
}
