import { StandingsTable } from '~/dashboard/standings-table'
import type { PetitionStanding } from '~/dashboard/rollups.server'
import { ErrorSummary, TextField } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Choice } from '~/organizers/team-page'

interface PetitionsProps {
  t: Translate
  lang: Language
  form: FormState
  standings: PetitionStanding[]
  places: { campaigns: { id: string; name: string }[]; groups: { id: string; name: string }[] }
}

/** All petitions, and the beginning of a new one. */
export function PetitionsPage({ t, lang, form, standings, places }: PetitionsProps) {
  return (
    <>
      <h1>{t('office.petitions.title')}</h1>
      <ErrorSummary t={t} form={form} />
      <StandingsTable t={t} lang={lang} standings={standings} />
      {places.groups.length > 0 && places.campaigns.length > 0 && (
        <section className="panel">
          <h2>{t('office.petitions.new')}</h2>
          <form method="post">
            <TextField t={t} form={form} name="title" label={t('office.edit.fields.title')} hint={t('office.petitions.newHint')} maxLength={100} />
            <Choice name="campaign" label={t('office.petitions.campaign')} options={places.campaigns.map(({ id, name }) => [id, name])} chosen={form.values.campaign} />
            <Choice name="group" label={t('office.team.group')} options={places.groups.map(({ id, name }) => [id, name])} chosen={form.values.group} />
            <button className="main">{t('office.petitions.start')}</button>
          </form>
        </section>
      )}
    </>
  )
}
