import { Children, cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react'

/** A column's heading; numbers are right-aligned. */
type Heading = string | { number: string }

interface WideTableProps {
  /** What the table contains, for screen readers. */
  label: string
  caption?: string
  /** `false`: the column is omitted. */
  head: (Heading | false)[]
  className?: string
  /** Rows. */
  children: ReactNode
}

/**
 * A table that scrolls on its own, also by keyboard, if it is wider than the screen. In the office, its rows are cards on
 * phones if they are all written as `<tr>` right inside it.
 */
export function WideTable({ label, caption, head, className, children }: WideTableProps) {
  const rows = Children.toArray(children)
  const isOfCards = rows.every((row) => isValidElement(row) && row.type === 'tr')
  return (
    <div className={isOfCards ? 'scroll cards' : 'scroll'} role="region" tabIndex={0} aria-label={label}>
      <table className={className}>
        {caption && <caption>{caption}</caption>}
        <thead>
          <tr>
            {head.map((heading, index) =>
              heading === false ? null : (
                <th key={index} scope="col" className={typeof heading === 'string' ? undefined : 'number'}>
                  {typeof heading === 'string' ? heading : heading.number}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>{isOfCards ? rows.map((row) => withHeads(row as Row, head)) : children}</tbody>
      </table>
    </div>
  )
}

type Row = ReactElement<{ children: ReactNode }>

/** A row whose cells carry their headings, for phones, where the row of headings is hidden. */
function withHeads(row: Row, head: WideTableProps['head']): Row {
  return cloneElement(
    row,
    {},
    // A cell that is left out still counts, as its heading does.
    Children.map(row.props.children, (cell, index) => {
      const heading = head[index]
      return isValidElement(cell) && cell.type === 'td' && heading
        ? cloneElement(cell as ReactElement, { 'data-head': typeof heading === 'string' ? heading : heading.number })
        : cell
    }),
  )
}
