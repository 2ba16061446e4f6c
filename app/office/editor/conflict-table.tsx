import type { Translate } from '~/i18n/translator'
import { Errors } from '~/ui/forms/fields'
import { WideTable } from '~/ui/page/wide-table'

/** A field in which two versions differ. */
export interface Difference {
  /** Form field; `name` is its label. */
  field: string
  name: string
  before: string
  after: string
}

/** A rejected save: who saved first, and the differences. */
export interface Conflict {
  by: string
  differences: Difference[]
}

/** Two people edited at once: shows both versions, so that nothing is lost. */
export function ConflictTable({ t, conflict }: { t: Translate; conflict: Conflict }) {
  return (
    <Errors title={t('office.edit.conflict')}>
      <p>{t('office.edit.conflictText', { name: conflict.by })}</p>
      <WideTable
        label={t('office.edit.conflict')}
        head={[t('office.edit.field'), t('office.edit.theirs'), t('office.edit.yours')]}
      >
        {conflict.differences.map((one) => (
          <tr key={one.field}>
            <th scope="row">{one.name}</th>
            <td>
              <del>
                <pre>{one.before}</pre>
              </del>
            </td>
            <td>
              <ins>
                <pre>{one.after}</pre>
              </ins>
            </td>
          </tr>
        ))}
      </WideTable>
    </Errors>
  )
}
