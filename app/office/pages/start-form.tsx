import type { Translate } from '~/i18n/translator'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'

interface StartProps {
  t: Translate
  form: FormState
  kinds: [kind: string, name: string][]
  /** Where this organizer may write. */
  places: { campaigns: { id: string; name: string }[]; groups: { id: string; name: string }[] }
}

/** Starts a petition or an action: its kind, its title, its campaign. */
export function StartForm({ t, form, kinds, places }: StartProps) {
  return (
    <>
      <h1>{t('office.pages.new')}</h1>
      <ErrorSummary t={t} form={form} />
      <Form className="panel">
        <Choice name="kind" label={t('office.pages.kind')} options={kinds} chosen={form.values.kind} />
        <TextField
          t={t}
          form={form}
          name="title"
          label={t('office.edit.fields.title')}
          hint={t('office.petitions.newHint')}
          maxLength={100}
        />
        <OnlyOne name="campaign" label={t('office.petitions.campaign')} places={places.campaigns} form={form} />
        <OnlyOne name="group" label={t('office.team.group')} places={places.groups} form={form} />
        <button className="main">{t('office.pages.start')}</button>
      </Form>
    </>
  )
}

interface OnlyOneProps {
  name: string
  label: string
  places: { id: string; name: string }[]
  form: FormState
}

/** A choice; asks nothing where there is only one. */
function OnlyOne({ name, label, places, form }: OnlyOneProps) {
  return places.length === 1 ? (
    <input type="hidden" name={name} value={places[0]!.id} />
  ) : (
    <Choice
      name={name}
      label={label}
      options={places.map(({ id, name: words }) => [id, words])}
      chosen={form.values[name]}
    />
  )
}
