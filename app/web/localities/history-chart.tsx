import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import { wholeNumber } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import type { YearCount } from './read-localities.server'

const width = 560
const height = 250
const floor = height - 26
const top = 14

/** How many localities limited and helped, year by year: a chart, and the same as a table. */
export function HistoryChart({ lang, t, years }: PageProps & { years: readonly YearCount[] }) {
  const [first, last] = [years[0], years.at(-1)]
  if (!first || !last || first === last) return null
  const most = Math.max(1, ...years.flatMap(({ limits, helps }) => [limits, helps]))
  const up = scaleLinear().domain([0, most]).range([floor, top]).nice(4)
  const ticks = up.ticks(4).filter(Number.isInteger)
  const left = 14 + 10 * Math.max(...ticks.map((tick) => wholeNumber(lang, tick).length))
  const across = scaleLinear()
    .domain([first.year, last.year])
    .range([left, width - 24])
  const path = (what: 'limits' | 'helps') =>
    line<YearCount>(
      ({ year }) => across(year),
      (one) => up(one[what]),
    )(years) ?? ''
  const every = Math.max(1, Math.ceil(years.length / 5))
  return (
    <section className="block" aria-labelledby="history">
      <h2 id="history">{t('localities.history.title')}</h2>
      <svg
        className="chart history"
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={t('localities.history.label')}
      >
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={left} x2={width} y1={up(tick)} y2={up(tick)} stroke="var(--soft)" strokeOpacity="0.4" />
            <text x={left - 6} y={up(tick) + 5} textAnchor="end" fill="var(--ink)" fontSize="17">
              {wholeNumber(lang, tick)}
            </text>
          </g>
        ))}
        {years.flatMap(({ year }, index) =>
          index % every === 0
            ? [
                <text key={year} x={across(year)} y={height - 6} textAnchor="middle" fill="var(--ink)" fontSize="17">
                  {year}
                </text>,
              ]
            : [],
        )}
        <path d={path('helps')} fill="none" stroke="var(--ink)" strokeWidth="3" strokeDasharray="7 5" />
        <path d={path('limits')} fill="none" stroke="var(--hot-ink)" strokeWidth="5" />
      </svg>
      <ul className="map-key">
        {(['limits', 'helps'] as const).map((what) => (
          <li key={what}>
            <svg viewBox="0 0 28 18" width="28" height="18" aria-hidden="true">
              {what === 'limits' ? (
                <path d="M0 9h28" stroke="var(--hot-ink)" strokeWidth="5" />
              ) : (
                <path d="M0 9h28" stroke="var(--ink)" strokeWidth="3" strokeDasharray="7 5" />
              )}
            </svg>{' '}
            {t(`localities.history.${what}`)}
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('localities.history.table')}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('localities.history.year')}</th>
              <th scope="col" className="number">
                {t('localities.history.limits')}
              </th>
              <th scope="col" className="number">
                {t('localities.history.helps')}
              </th>
            </tr>
          </thead>
          <tbody>
            {years.map(({ year, limits, helps }) => (
              <tr key={year}>
                <th scope="row">{year}</th>
                <td className="number">{wholeNumber(lang, limits)}</td>
                <td className="number">{wholeNumber(lang, helps)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className="small">{t('localities.history.note')}</p>
      </details>
    </section>
  )
}
