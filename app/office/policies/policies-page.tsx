import type { PolicyKind } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import { stateNames } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
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
  next: string | null
  count: number
  /** What this organizer just changed. */
  change: { id: string; isNew: boolean; isRemoved: boolean } | null
  mayEdit: boolean
}

/** All policies with filters, and a form for a new one. */
export function PoliciesPage({ t, lang, form, filter, kinds, lines, next, count, change, mayEdit }: PoliciesProps) {
  const any: [string, string] = ['', t('officials.list.any')]
  const query = new URLSearchParams(
    Object.entries({ ...filter, after: next ?? '' }).filter(([, value]) => value !== ''),
  )
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
      <form method="get" className="panel inline" action={paths.office.policies()}>
        <TextField
          t={t}
          form={{ values: filter, errors: [] }}
          name="search"
          label={t('localities.search')}
          maxLength={100}
        />
        <Choice
          name="state"
          label={t('officials.list.state')}
          options={[any, ...Object.entries(stateNames).sort((one, two) => one[1].localeCompare(two[1]))]}
          chosen={filter.state}
        />
        <Choice
          name="kind"
          label={t('localities.kind')}
          options={[any, ...kinds.map(({ key, name }): [string, string] => [key, name[lang]])]}
          chosen={filter.kind}
        />
        <Choice
          name="standing"
          label={t('localities.office.standing')}
          options={[any, ['open', t('localities.office.open')], ['ended', t('localities.office.over')]]}
          chosen={filter.standing}
        />
        <Choice
          name="freshness"
          label={t('officials.list.freshness')}
          options={[any, ['fresh', t('officials.list.fresh')], ['stale', t('officials.list.stale')]]}
          chosen={filter.freshness}
        />
        <button>{t('officials.list.narrow')}</button>
      </form>
      {lines.length === 0 ? (
        <p>{t('localities.office.none')}</p>
      ) : (
        <WideTable
          label={t('office.menu.sections.policies')}
          caption={t('localities.office.count', { count })}
          head={[
            t('officials.list.place'),
            t('localities.kind'),
            t('localities.office.agency'),
            t('localities.when'),
            t('officials.list.checked'),
          ]}
        >
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                <a href={paths.office.policy(line.id)}>
                  {line.place}
                  {line.state && `, ${line.state}`}
                </a>
              </th>
              <td>{policyName(lang, t, line, kinds)}</td>
              <td lang="en">{line.agency}</td>
              <td>{policyDates(lang, t, line)}</td>
              <td>
                <span className={`state ${line.isStale ? 'bad' : 'done'}`}>{longDate(lang, line.checkedOn)}</span>
              </td>
            </tr>
          ))}
        </WideTable>
      )}
      {next && (
        <p>
          <a className="button" href={`${paths.office.policies()}?${query}`}>
            {t('officials.list.more')}
          </a>
        </p>
      )}
      {mayEdit && (
        <details className="panel" id="add" open={form.errors.length > 0}>
          <summary>{t('localities.office.add')}</summary>
          <PolicyForm t={t} lang={lang} form={form} kinds={kinds} intent="add" />
        </details>
      )}
    </>
  )
}
