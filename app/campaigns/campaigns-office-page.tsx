import { ErrorSummary, TextArea, TextField } from '~/forms/fields'
import { Form } from '~/forms/form'
import type { FormState } from '~/forms/form-state'
import { languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OneButton } from '~/office/one-button'
import { Choice } from '~/organizers/team-page'
import type { readCampaigns } from './edit-campaign.server'

interface CampaignsProps {
  t: Translate
  form: FormState
  /** Which campaign the refused form was about; '' for a new one. */
  formFor: string
  campaigns: Awaited<ReturnType<typeof readCampaigns>>
  groups: { id: string; name: string }[]
  publicUrl: string
}

/** Campaigns: what they are called and tell, and the making of a new one. */
export function CampaignsOfficePage({ t, form, formFor, campaigns, groups, publicUrl }: CampaignsProps) {
  return (
    <>
      <h1>{t('office.nav.campaigns')}</h1>
      <p className="lead">{t('office.campaigns.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {campaigns.map((campaign) => (
        <section className="panel" key={campaign.id}>
          <h2>
            {campaign.values.name_en} · {campaign.values.name_es} <span className={`state ${campaign.state === 'published' ? 'open' : ''}`}>{t(`office.campaigns.states.${campaign.state}`)}</span>
          </h2>
          <p className="small">
            {languages.map((language) => (
              <a key={language} href={`${publicUrl}/${language}/campaigns/${campaign.slug}`}>
                {languageNames[language]}{' '}
              </a>
            ))}
          </p>
          <details open={formFor === campaign.id}>
            <summary>{t('office.campaigns.write')}</summary>
            <Words t={t} id={campaign.id} form={formFor === campaign.id ? form : { values: campaign.values, errors: [] }} groups={groups} />
          </details>
          <OneButton fields={{ id: campaign.id, state: campaign.state === 'archived' ? 'published' : 'archived' }}>{campaign.state === 'archived' ? t('office.campaigns.takeOut') : t('office.campaigns.archive')}</OneButton>
        </section>
      ))}
      {groups.length > 0 && (
        <details className="panel" open={formFor === '' && form.errors.length > 0}>
          <summary>{t('office.campaigns.new')}</summary>
          <Words t={t} id="" form={formFor === '' ? form : { values: {}, errors: [] }} groups={groups} />
        </details>
      )}
    </>
  )
}

function Words({ t, id, form, groups }: { t: Translate; id: string; form: FormState; groups: { id: string; name: string }[] }) {
  const suffix = id.slice(0, 8) || 'new'
  return (
    <Form>
      <input type="hidden" name="id" value={id} />
      {(['name', 'summary', 'story'] as const).map((field) => (
        <fieldset className="pair" key={field}>
          <legend className="label">{t(`office.campaigns.fields.${field}`)}</legend>
          {languages.map((language) =>
            field === 'story' ? (
              <TextArea key={language} t={t} form={form} name={`${field}_${language}`} id={`${field}_${language}${suffix}`} label={languageNames[language]} hint={t('office.edit.hints.story')} maxLength={20_000} />
            ) : (
              <TextField key={language} t={t} form={form} name={`${field}_${language}`} id={`${field}_${language}${suffix}`} label={languageNames[language]} maxLength={field === 'name' ? 120 : 400} />
            ),
          )}
        </fieldset>
      ))}
      <div className="inline">
        <TextField t={t} form={{ ...form, values: { colour: '#c93a1d', ...form.values } }} name="colour" id={`colour${suffix}`} label={t('office.campaigns.fields.colour')} hint={t('office.campaigns.colourHint')} maxLength={7} />
        <TextField t={t} form={form} name="closes_at" id={`closes_at${suffix}`} type="date" label={t('office.campaigns.fields.closes')} isOptional />
        <Choice name="group" id={`group${suffix}`} label={t('office.team.group')} options={groups.map((group) => [group.id, group.name])} chosen={form.values.group} />
      </div>
      <button className="main">{id ? t('office.save') : t('office.campaigns.make')}</button>
    </Form>
  )
}
