import type { ReactNode } from 'react'
import type { Translate } from '~/i18n/translator'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { ColumnMapping } from '~/ui/page/column-mapping'
import type { ListMapping } from './read-mapping'

interface MappingFormProps {
  t: Translate
  /** What was refused, if its intent is `check`; its choices are kept. */
  form: FormState
  list: { state: string; columns: string[]; first: string[][]; mapping: ListMapping }
  fields: readonly { field: string; label: string }[]
  isOpen: boolean
  /** Fields that apply to the whole list. */
  options: ReactNode
}

/** What the columns of a list are, and its settings; then it is checked, or checked again. */
export function MappingForm({ t, form, list, fields, isOpen, options }: MappingFormProps) {
  const isFirst = list.state === 'mapping'
  const isRefused = form.values.intent === 'check'
  return (
    <details className="panel" open={isFirst || isRefused || isOpen}>
      <summary>{t('officials.rosters.mapping')}</summary>
      <Form>
        <p>{t('officials.rosters.mappingHint')}</p>
        <ColumnMapping
          label={t('officials.rosters.mapping')}
          columns={list.columns}
          first={list.first}
          fields={fields.map(({ field, label }) => ({
            id: `column_${field}`,
            name: `column_${field}`,
            label,
            chosen: (isRefused ? form.values[`column_${field}`] : list.mapping[field]) ?? '',
          }))}
          none={t('officials.rosters.noColumn')}
        />
        {options}
        <div className="acts">
          <button className={isFirst ? 'main' : ''} name="intent" value="check">
            {t(isFirst ? 'officials.rosters.check' : 'officials.rosters.checkAgain')}
          </button>
          {isFirst && (
            <button className="quiet" name="intent" value="drop">
              {t('officials.rosters.drop')}
            </button>
          )}
        </div>
      </Form>
    </details>
  )
}
