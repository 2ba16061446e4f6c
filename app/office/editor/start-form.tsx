import type { Translate } from '~/i18n/translator'
import { Choice } from '~/ui/forms/choice'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'

interface StartProps {
  t: Translate
  form: FormState
  title: string
  start: string
  /** Kinds to choose from, if there are several. */
  kinds?: { label: string; options: [string, string][] }
  places: { campaigns: { id: string; name: string }[]; groups: { id: string; name: string }[] }
}

/** Form to start a petition or action; nothing for organizers who may not write anywhere. */
export function StartForm({ t, form, title, start, kinds, places }: StartProps) {
  if (places.groups.length === 0 || places.campaigns.length === 0) return null
  return (
    <section className="panel">
      <h2>{title}</h2>
      <Form>
        <TextField
          t={t}
          form={form}
          name="title"
          label={t('office.edit.fields.title')}
          hint={t('office.petitions.newHint')}
          maxLength={100}
        />
        {kinds && <Choice name="kind" label={kinds.label} options={kinds.options} chosen={form.values.kind} />}
        <Choice
          name="campaign"
          label={t('office.petitions.campaign')}
          options={places.campaigns.map(({ id, name }) => [id, name])}
          chosen={form.values.campaign}
        />
        <Choice
          name="group"
          label={t('office.team.group')}
          options={places.groups.map(({ id, name }) => [id, name])}
          chosen={form.values.group}
        />
        <button className="main">{start}</button>
      </Form>
    </section>
  )
}
