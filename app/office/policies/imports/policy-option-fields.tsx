import type { PolicyKind } from '~/campaigns/policies/policy'
import { statesByName } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Choice } from '~/ui/forms/choice'
import { TextField, Tick } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

interface OptionProps {
  t: Translate
  lang: Language
  form: FormState
  kinds: readonly PolicyKind[]
}

/** Form fields that apply to the whole list. */
export function PolicyOptionFields({ t, lang, form, kinds }: OptionProps) {
  const any: [string, string] = ['', t('officials.rosters.any')]
  return (
    <fieldset>
      <legend>
        <strong>{t('officials.rosters.whole')}</strong> <span className="hint">{t('officials.rosters.wholeHint')}</span>
      </legend>
      <div className="inline">
        <TextField
          t={t}
          form={form}
          name="sourceUrl"
          label={t('officials.rosters.sourceUrl')}
          hint={t('localities.lists.neededHint')}
          maxLength={2_000}
        />
        <TextField t={t} form={form} name="sourceTitle" label={t('localities.office.sourceTitle')} maxLength={200} />
        <TextField
          t={t}
          form={form}
          name="checkedOn"
          type="date"
          label={t('officials.rosters.checkedOn')}
          hint={t('localities.lists.neededHint')}
        />
        <Choice
          name="kind"
          label={t('localities.kind')}
          options={[any, ...kinds.map(({ key, name }): [string, string] => [key, name[lang]])]}
          chosen={form.values.kind ?? ''}
        />
        <Choice
          name="state"
          label={t('officials.rosters.state')}
          options={[any, ...statesByName]}
          chosen={form.values.state ?? ''}
        />
      </div>
      <Tick
        form={form}
        name="isComplete"
        label={t('localities.lists.isComplete')}
        hint={t('localities.lists.isCompleteHint')}
      />
    </fieldset>
  )
}
