import type { PolicyKind } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import { statesByName } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { TableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import type { PolicyFilter, PolicyLine } from './office-policies.server'
import { PolicyForm } from './policy-form'
import { UndoChange } from './undo-change'

interface PoliciesProps {
  t: Translate
  lang: Language
  form: FormState
  filter: PolicyFilter
  kinds: PolicyKind[]
  lines: PolicyLine[]
  table: TableState
  count: number
  /** What this organizer just changed. */
  change: { id: string; isNew: boolean; isRemoved: boolean } | null
  mayEdit: boolean
}

/** All policies with filters, and a form for a new one. */
export function PoliciesPage({ t, lang, form, filter, kinds, lines, table, count, change, mayEdit }: PoliciesProps) {
  const list = { path: paths.office.policies(), filters: filter, table, count }
  return (
    <>
      <h1>{t('office.menu.sections.policies')}</h1>
      <p className="lead">{t('localities.office.lead')}</p>
      {mayEdit && change && <UndoChange t={t} change={change} />}
      <ErrorSummary t={t} form={form} />
      <p>
        <a href={paths.office.policyLists()}>{t('localities.office.lists')}</a> ·{' '}
        <a href={paths.localitiesFile(lang, 'csv')}>{t('localities.office.csvOut')}</a>
      </p>
      <FilterForm
        t={t}
        list={list}
        fields={[
          { name: 'search', label: t('localities.search'), maxLength: 100 },
          { name: 'state', label: t('officials.list.state'), options: statesByName },
          { name: 'kind', label: t('localities.kind'), options: kinds.map(({ key, name }) => [key, name[lang]]) },
          {
            name: 'standing',
            label: t('localities.office.standing'),
            options: [
              ['open', t('localities.office.open')],
              ['ended', t('localities.office.over')],
            ],
          },
          {
            name: 'freshness',
            label: t('officials.list.freshness'),
            options: (['fresh', 'stale'] as const).map((one) => [one, t(`officials.list.${one}`)]),
          },
        ]}
      />
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.menu.sections.policies')}
        rows={lines}
        keyOf={({ id }) => id}
        list={list}
        empty={t('localities.office.none')}
        columns={[
          {
            name: 'place',
            head: t('officials.list.place'),
            sorts: 'up',
            isName: true,
            cell: ({ id, place, state }) => (
              <a href={paths.office.policy(id)}>{[place, state].filter(Boolean).join(', ')}</a>
            ),
          },
          {
            name: 'kind',
            head: t('localities.kind'),
            sorts: 'up',
            cell: (line) => policyName(lang, t, line, kinds),
          },
          {
            name: 'agency',
            head: t('localities.office.agency'),
            sorts: 'up',
            cell: ({ agency }) => <span lang="en">{agency}</span>,
          },
          { name: 'when', head: t('localities.when'), sorts: 'down', cell: (line) => policyDates(lang, t, line) },
          {
            name: 'checked',
            head: t('officials.list.checked'),
            sorts: 'up',
            cell: ({ checkedOn, isStale }) => (
              <span className={`state ${isStale ? 'bad' : 'done'}`}>{longDate(lang, checkedOn)}</span>
            ),
          },
        ]}
      />
      {mayEdit && (
        <details className="panel" id="add" open={form.errors.length > 0}>
          <summary>{t('localities.office.add')}</summary>
          <PolicyForm t={t} lang={lang} form={form} kinds={kinds} intent="add" />
        </details>
      )}
    </>
  )
}
