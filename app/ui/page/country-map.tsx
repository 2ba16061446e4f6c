import type { ReactNode } from 'react'
import { type MapPart, wholeMap } from '~/geography/state-outlines'

interface CountryMapProps {
  /** Unique on the page. */
  id: string
  className: string
  label: string
  /** The words that lead to the whole country. */
  wholeLabel: string
  /** Null: the whole country is drawn at once. */
  part: MapPart | null
  /** Stands above the shapes, on the part only. */
  labels?: ReactNode
  /** The shapes. */
  children: ReactNode
}

/** A map that is drawn close around the states it is about; the whole country is one press away. */
export function CountryMap({ id, className, label, wholeLabel, part, labels, children }: CountryMapProps) {
  const whole = { viewBox: `0 0 ${wholeMap.width} ${wholeMap.height}`, role: 'img', 'aria-label': label, className }
  if (!part) return <svg {...whole}>{children}</svg>
  return (
    <>
      <svg {...whole} viewBox={`${part.left} ${part.top} ${part.width} ${part.height}`}>
        <g id={id}>{children}</g>
        {labels}
      </svg>
      <details>
        <summary>{wholeLabel}</summary>
        <svg {...whole}>
          <use href={`#${id}`} />
        </svg>
      </details>
    </>
  )
}
