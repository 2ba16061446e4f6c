import { PetitionTabs, type PetitionHead } from '~/dashboard/petition-tabs'
import type { PetitionStanding } from '~/dashboard/rollups.server'
import { StandingsTable } from '~/dashboard/standings-table'
import { ErrorSummary, TextArea } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'

interface CopiesProps {
  t: Translate
  lang: Language
  head: PetitionHead
  form: FormState
  copies: PetitionStanding[]
  made: number | null
}

/** One petition for each target: the list they are made from, and how they all stand. */
export function CopiesPage({ t, lang, head, form, copies, made }: CopiesProps) {
  return (
    <>
      <PetitionTabs t={t} lang={lang} head={head} current="copies" />
      {made !== null && (
        <p className="done" role="status">
          {t('office.copies.made', { count: made })}
        </p>
      )}
      <ErrorSummary t={t} form={form} />
      {copies.length > 0 && <StandingsTable t={t} lang={lang} standings={copies} />}
      <section className="panel">
        <h2>{t('office.copies.title')}</h2>
        <p>{t('office.copies.text', { name: '{name}', office: '{office}', place: '{place}' })}</p>
        <form method="post">
          <TextArea t={t} form={form} name="targets" label={t('office.copies.targets')} hint={t('office.copies.hint')} maxLength={200_000} />
          <button className="main">{t('office.copies.button')}</button>
        </form>
      </section>
    </>
  )
}
