import type { Translate } from '~/i18n/translator'
import { Choice } from '~/ui/forms/choice'
import { TextField } from '~/ui/forms/fields'
import { isFiltered, type ListState, unfilteredPath } from './office-table'
import { tableQuery } from './table-state'

/** A field that narrows a list down. */
interface Filter {
  /** In the address. */
  name: string
  label: string
  /** To choose from; absent: something to type. */
  options?: [value: string, words: string][]
  /** What choosing nothing is called. */
  any?: string
  type?: 'date'
  maxLength?: number
}

interface FilterFormProps {
  t: Translate
  list: ListState
  /** `false`: left out. */
  fields: (Filter | false)[]
}

const formId = 'filters'

/**
 * Narrows a table down, in the order it is sorted; its address keeps what was chosen. On phones it is behind one button,
 * which the browser opens without a script (a popover).
 */
export function FilterForm({ t, list, fields }: FilterFormProps) {
  const { path, filters = {}, kept = {}, table } = list
  const hidden = Object.entries({ ...kept, ...tableQuery({}, { ...table, page: 1 }) })
  const inUse = Object.values(filters).filter((value) => value !== '').length
  return (
    <>
      <p className="opens-filters">
        <button type="button" {...{ popovertarget: formId }}>
          {t('office.table.filters', { count: inUse })}
        </button>
        {inUse > 0 && <a href={unfilteredPath(list)}>{t('office.table.clear')}</a>}
      </p>
      <form id={formId} method="get" className="panel inline filters" action={path} {...{ popover: 'auto' }}>
        {hidden.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {fields.map((field) => field && <FilterField key={field.name} t={t} field={field} filters={filters} />)}
        <button>{t('office.table.filter')}</button>
        {isFiltered(list) && <a href={unfilteredPath(list)}>{t('office.table.clear')}</a>}
        <button type="button" className="quiet" {...{ popovertarget: formId, popovertargetaction: 'hide' }}>
          {t('office.table.closeFilters')}
        </button>
      </form>
    </>
  )
}

interface FieldProps {
  t: Translate
  field: Filter
  filters: Readonly<Record<string, string>>
}

function FilterField({ t, field: { name, label, options, any, ...input }, filters }: FieldProps) {
  const id = `filter-${name}`
  if (!options)
    return <TextField t={t} form={{ values: filters, errors: [] }} id={id} name={name} label={label} {...input} />
  return (
    <Choice
      name={name}
      id={id}
      label={label}
      options={[['', any ?? t('office.table.any')], ...options]}
      chosen={filters[name]}
    />
  )
}
