import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { StandingsTable } from '~/office/dashboard/standings-table'
import { StartForm } from '~/office/editor/start-form'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import type { ActionStanding } from './standings.server'

interface ActionsProps {
  t: Translate
  lang: Language
  form: FormState
  standings: ActionStanding[]
  /** Kinds of action that can be started: name and label. */
  kinds: [kind: string, word: string][]
  places: { campaigns: { id: string; name: string }[]; groups: { id: string; name: string }[] }
}

/** All calls, letters and texts, and a form to start a new one. */
export function ActionsPage({ t, lang, form, standings, kinds, places }: ActionsProps) {
  return (
    <>
      <h1>{t('outreach.office.title')}</h1>
      <ErrorSummary t={t} form={form} />
      {standings.length === 0 ? (
        <p>{t('outreach.office.none')}</p>
      ) : (
        <StandingsTable
          t={t}
          lang={lang}
          label={t('outreach.office.title')}
          head={{
            what: t('outreach.office.action'),
            kind: t('outreach.office.kind'),
            all: t('outreach.office.outreach'),
          }}
          standings={standings.map((one) => ({
            ...one,
            path: paths.office.action(one.slug),
            kind: kinds.find(([kind]) => kind === one.kind)?.[1] ?? one.kind,
          }))}
        />
      )}
      <StartForm
        t={t}
        form={form}
        title={t('outreach.office.new')}
        start={t('outreach.office.start')}
        kinds={{
          label: t('outreach.office.kind'),
          options: kinds,
        }}
        places={places}
      />
    </>
  )
}
