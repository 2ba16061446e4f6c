import { scaleBand, scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { Language } from '~/i18n/language'
import { wholeNumber } from '~/ui/page/dates'

interface ColumnsProps {
  lang: Language
  /** Read aloud in place of the chart; the table next to it has every number. */
  label: string
  columns: { label: string; value: number; rest?: number }[]
}

const height = 180
const floor = height - 22
/** What a label below a column takes. */
const labelWidth = 90

/**
 * Columns over time: `value` in color, `rest` stacked on top in gray. Drawn once for wide screens and once for phones,
 * where the letters of the wide one would be too small.
 */
export function Columns(props: ColumnsProps) {
  return (
    <>
      <DrawnColumns {...props} width={760} className="chart wide" />
      <DrawnColumns {...props} width={340} className="chart narrow" />
    </>
  )
}

function DrawnColumns({ lang, label, columns, width, className }: ColumnsProps & { width: number; className: string }) {
  const most = Math.max(1, ...columns.map(({ value, rest = 0 }) => value + rest))
  const up = scaleLinear().domain([0, most]).range([floor, 8]).nice(3)
  const ticks = up.ticks(3).filter(Number.isInteger)
  // Room for the longest number on the axis.
  const left = 12 + 7 * Math.max(...ticks.map((tick) => wholeNumber(lang, tick).length))
  const across = scaleBand<number>()
    .domain(columns.map((_, index) => index))
    .range([left, width])
    .padding(0.15)
  const every = Math.max(1, Math.ceil((columns.length * labelWidth) / width))
  return (
    <svg className={className} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={width} y1={up(tick)} y2={up(tick)} />
          <text x={left - 4} y={up(tick) + 4} textAnchor="end">
            {wholeNumber(lang, tick)}
          </text>
        </g>
      ))}
      {columns.map(({ label: name, value, rest = 0 }, index) => (
        <g key={name}>
          {rest > 0 && (
            <rect
              className="rest"
              x={across(index)}
              width={across.bandwidth()}
              y={up(value + rest)}
              height={up(value) - up(value + rest)}
            />
          )}
          <rect
            className="bar-mark"
            x={across(index)}
            width={across.bandwidth()}
            y={up(value)}
            height={floor - up(value)}
          />
          {index % every === 0 && (
            <text x={(across(index) ?? 0) + across.bandwidth() / 2} y={height - 6} textAnchor="middle">
              {name}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

/** A line chart the size of a word, next to its number; nothing where there is only zero. */
export function Sparkline({ label, values }: { label: string; values: number[] }) {
  if (values.every((value) => value === 0)) return null
  const across = scaleLinear()
    .domain([0, Math.max(1, values.length - 1)])
    .range([2, 118])
  const up = scaleLinear()
    .domain([0, Math.max(1, ...values)])
    .range([26, 2])
  const path = line<number>(
    (_, index) => across(index),
    (value) => up(value),
  )(values)
  return (
    <svg className="spark" viewBox="0 0 120 28" role="img" aria-label={label}>
      {path && <path d={path} />}
    </svg>
  )
}

interface SharesProps {
  lang: Language
  caption: string
  head: [what: string, count: string]
  /** `figure`: the name under which its number is updated live. */
  rows: { name: string; value: number; figure?: string }[]
}

/** A table with a bar next to each number: chart and data in one. */
export function Shares({ lang, caption, head, rows }: SharesProps) {
  const most = Math.max(1, ...rows.map((row) => row.value))
  return (
    <table>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{head[0]}</th>
          <th scope="col" className="number">
            {head[1]}
          </th>
          <th scope="col" aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td className="number" data-figure={row.figure}>
              {wholeNumber(lang, row.value)}
            </td>
            <td aria-hidden="true">
              <svg viewBox="0 0 100 8" width="100" height="8" preserveAspectRatio="none" className="chart">
                <rect className="bar-mark" width={(100 * row.value) / most} height={8} />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
