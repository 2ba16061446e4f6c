import { organizationKinds } from '#db/schema-officials'
import { statesByName } from '~/geography/state-names'
import type { Translate } from '~/i18n/translator'
import { postRoles } from '~/officials/posts/target'
import { Choice } from '~/ui/forms/choice'
import { TextField, Tick } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

/** Form fields that apply to the whole list. */
export function OptionFields({ t, form }: { t: Translate; form: FormState }) {
  const any: [string, string] = ['', t('officials.rosters.any')]

  return (
    <fieldset>
      <legend>
        <strong>{t('officials.rosters.whole')}</strong> <span className="hint">{t('officials.rosters.wholeHint')}</span>
      </legend>
      <div className="pair">
        <TextField
          t={t}
          form={form}
          name="sourceUrl"
          label={t('officials.rosters.sourceUrl')}
          hint={t('localities.lists.neededHint')}
          maxLength={2_000}
        />
        <TextField
          t={t}
          form={form}
          name="checkedOn"
          type="date"
          label={t('officials.rosters.checkedOn')}
          hint={t('localities.lists.neededHint')}
        />
      </div>
      <div className="inline">
        <Choice
          name="state"
          label={t('officials.rosters.state')}
          options={[any, ...statesByName]}
          chosen={form.values.state ?? ''}
        />
        <TextField
          t={t}
          form={form}
          name="place"
          label={t('officials.rosters.place')}
          hint={t('officials.rosters.placeHint')}
          maxLength={150}
          isOptional
        />
        <Choice
          name="role"
          label={t('officials.rosters.role')}
          options={[any, ...postRoles.map((role): [string, string] => [role, t(`officials.roles.${role}`)])]}
          chosen={form.values.role ?? ''}
        />
        <Choice
          name="organizationKind"
          label={t('officials.rosters.organizationKind')}
          options={[any, ...organizationKinds.map((kind): [string, string] => [kind, t(`officials.bodies.${kind}`)])]}
          chosen={form.values.organizationKind ?? ''}
        />
        <TextField
          t={t}
          form={form}
          name="organization"
          label={t('officials.rosters.organization')}
          maxLength={150}
          isOptional
        />
      </div>
      <p className="hint">{t('officials.rosters.organizationKindHint')}</p>
      <Tick
        form={form}
        name="isComplete"
        label={t('officials.rosters.isComplete')}
        hint={t('officials.rosters.isCompleteHint')}
      />
    </fieldset>
  )
}
