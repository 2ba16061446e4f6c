import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { PetitionStanding } from '~/office/dashboard/rollups.server'
import { PetitionStandings } from '~/office/dashboard/standings-table'
import { StartForm } from '~/office/editor/start-form'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

interface PetitionsProps {
  t: Translate
  lang: Language
  form: FormState
  standings: PetitionStanding[]
  places: { campaigns: { id: string; name: string }[]; groups: { id: string; name: string }[] }
}

/** All petitions, and a form to start a new one. */
export function PetitionsPage({ t, lang, form, standings, places }: PetitionsProps) {
  return (
    <>
      <h1>{t('office.petitions.title')}</h1>
      <ErrorSummary t={t} form={form} />
      <PetitionStandings t={t} lang={lang} standings={standings} />
      <StartForm
        t={t}
        form={form}
        title={t('office.petitions.new')}
        start={t('office.petitions.start')}
        places={places}
      />
    </>
  )
}
