import type { ReactNode } from 'react'

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

/** A table that scrolls on its own, also by keyboard, if it is wider than the screen. */
export function WideTable({ label, caption, head, className, children }: WideTableProps) {
  return (
    <div className="scroll" role="region" tabIndex={0} aria-label={label}>
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
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}
