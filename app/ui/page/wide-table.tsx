import type { ReactNode } from 'react'

/** Heading of a column; numbers stand on the right. */
type Heading = string | { number: string }

interface WideTableProps {
  /** What the table holds, for whoever cannot see it. */
  label: string
  caption?: string
  /** `false`: a column that is not there. */
  head: (Heading | false)[]
  className?: string
  /** Rows. */
  children: ReactNode
}

/** A table that is scrolled by itself where a screen is narrower than it, by keyboard too. */
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
