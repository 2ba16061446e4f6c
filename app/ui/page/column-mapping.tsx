import { WideTable } from './wide-table'

interface ColumnMappingProps {
  label: string
  /** The list's headings; a column without one is shown by its number. */
  columns: string[]
  /** Its first lines. */
  first: string[][]
  /** The fields that a column can contain, and the column found for each. */
  fields: { id: string; name: string; label: string; chosen: string | number }[]
  /** Label for "in none". */
  none: string
}

/** The first lines of a list, and a select for each field that says which column contains it. */
export function ColumnMapping({ label, columns, first, fields, none }: ColumnMappingProps) {
  const headings = headingsOf(columns)
  return (
    <>
      <WideTable label={label} head={headings}>
        {first.map((cells, row) => (
          <tr key={row}>
            {headings.map((_, index) => (
              <td key={index}>{(cells[index] ?? '').slice(0, 60)}</td>
            ))}
          </tr>
        ))}
      </WideTable>
      <div className="inline">
        {fields.map((field) => (
          <div className="field" key={field.id}>
            <label htmlFor={field.id}>{field.label}</label>
            <select id={field.id} name={field.name} defaultValue={field.chosen}>
              <option value="">{none}</option>
              {headings.map((heading, index) => (
                <option key={index} value={index}>
                  {heading}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
    </>
  )
}

/**
 * Headings of columns that are not read.
 *
 * @param chosen indexes of the columns that are
 */
export function columnsNotRead(columns: string[], chosen: (string | number)[]): string[] {
  const taken = new Set(chosen.map(String))
  return headingsOf(columns).filter((_, index) => !taken.has(String(index)))
}

function headingsOf(columns: string[]): string[] {
  return columns.map((column, index) => column || `${index + 1}`)
}
