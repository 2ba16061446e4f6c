import { languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, labelsInBoth, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { ownCampaign } from './own-campaign'

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
      <ErrorSummary
        t={t}
        form={form}
        labels={labelsInBoth({
          name: t('office.campaigns.fields.name'),
          summary: t('office.campaigns.fields.summary'),
        })}
      />
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
        <Choice
          name="campaign"
          label={t('office.petitions.campaign')}
          options={[
            ...places.campaigns.map(({ id, name }): [string, string] => [id, name]),
            [ownCampaign, t('office.pages.ownCampaign')],
          ]}
          chosen={form.values.campaign}
        />
        <OwnCampaign t={t} form={form} isOpen={form.values.campaign === ownCampaign || places.campaigns.length === 0} />
        <OnlyOne name="group" label={t('office.team.group')} places={places.groups} form={form} />
        <button className="main">{t('office.pages.start')}</button>
      </Form>
    </>
  )
}

/** What a new campaign of the group needs to begin; its home is written later. */
function OwnCampaign({ t, form, isOpen }: Pick<StartProps, 't' | 'form'> & { isOpen: boolean }) {
  const fields = ['name', 'summary'] as const
  const isTyped = fields.some((field) => languages.some((language) => form.values[`${field}_${language}`]))
  return (
    <details open={isOpen || isTyped || undefined} data-opens-for="campaign" data-opens-at={ownCampaign}>
      <summary>{t('office.pages.ownCampaign')}</summary>
      <p className="hint">{t('office.pages.ownCampaignHint')}</p>
      {fields.map((field) => (
        <fieldset className="pair" key={field}>
          <legend className="label">{t(`office.campaigns.fields.${field}`)}</legend>
          {languages.map((language) => (
            <TextField
              key={language}
              t={t}
              form={form}
              name={`${field}_${language}`}
              label={languageNames[language]}
              lang={language}
              maxLength={field === 'name' ? 120 : 400}
            />
          ))}
        </fieldset>
      ))}
    </details>
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
