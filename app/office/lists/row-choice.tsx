import type { Translate } from '~/i18n/translator'
import { Choice } from '~/ui/forms/choice'
import { Form } from '~/ui/forms/form'
import type { ReadFrom } from './files/list-file'
import type { RowToChoose } from './read-from'

interface RowChoiceProps {
  t: Translate
  /** Of the list, where a page has several. */
  id?: string
  list: { readFrom: ReadFrom | null; rowsToChoose: readonly RowToChoose[] }
}

/** Characters of a row that are enough to know it by. */
const mostWords = 80

/** Says which row was taken for the headings, and of which sheet; another can be chosen. */
export function RowChoice({ t, id, list: { readFrom, rowsToChoose } }: RowChoiceProps) {
  if (!readFrom || rowsToChoose.length === 0) return null
  const { row, sheet, sheets } = readFrom
  const others = sheets.filter((_, at) => at !== sheet).map(({ name }) => name)
  const near = rowsToChoose.map((one): [string, string] => [
    String(one.row),
    t('officials.rows.option', { row: one.row, words: one.cells.filter(Boolean).join(' · ').slice(0, mostWords) }),
  ])
  // Headings that somebody has chosen from further down.
  const isNear = row === 0 || rowsToChoose.some((one) => one.row === row)
  const options = isNear ? near : [...near, [String(row), t('officials.rows.alone', { row })] as [string, string]]
  return (
    <details className="panel" open={others.length > 0 || row !== rowsToChoose[0]?.row}>
      <summary>{row === 0 ? t('officials.rows.none') : t('officials.rows.taken', { row })}</summary>
      {others.length > 0 && (
        <>
          <p>{t('officials.rows.sheets', { sheet: sheets[sheet]?.name ?? '', others: others.join(', ') })}</p>
          <Form className="inline">
            {id && <input type="hidden" name="id" value={id} />}
            <Choice
              name="sheet"
              id={`${id ?? 'list'}-sheet`}
              label={t('officials.rows.sheet')}
              options={sheets.map(({ name }, at) => [String(at), name])}
              chosen={String(sheet)}
            />
            <button name="intent" value="sheet">
              {t('officials.rows.useSheet')}
            </button>
          </Form>
        </>
      )}
      <Form className="inline">
        {id && <input type="hidden" name="id" value={id} />}
        <Choice
          name="row"
          id={`${id ?? 'list'}-row`}
          label={t('officials.rows.row')}
          options={[...options, ['0', t('officials.rows.noRow')]]}
          chosen={String(row)}
        />
        <button name="intent" value="row">
          {t('officials.rows.useRow')}
        </button>
      </Form>
      <p className="hint">{t('officials.rows.hint')}</p>
    </details>
  )
}
