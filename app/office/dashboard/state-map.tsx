import { partAround, stateOutlines } from '~/geography/state-outlines'
import type { Language } from '~/i18n/language'
import { CountryMap } from '~/ui/page/country-map'
import { wholeNumber } from '~/ui/page/dates'

interface StateMapProps {
  lang: Language
  label: string
  wholeLabel: string
  /** By the state's name in English. */
  counts: ReadonlyMap<string, number>
}

/** Of the width of a map. A phone shows it 300 pixels wide, and the letters 13 pixels high. */
const letterHeight = 13 / 300

/**
 * Map of the states where people signed, darker where more did, with how many. The table next to it has all the numbers.
 */
export function StateMap({ lang, label, wholeLabel, counts }: StateMapProps) {
  const most = Math.max(1, ...counts.values())
  const signed = stateOutlines.filter(({ name }) => (counts.get(name) ?? 0) > 0)
  const part = partAround(new Set(signed.map(({ name }) => name)))
  return (
    <CountryMap
      id="states"
      className="chart map"
      label={label}
      wholeLabel={wholeLabel}
      part={part}
      labels={
        part && (
          <g className="map-labels" fontSize={part.width * letterHeight} aria-hidden="true">
            {signed.map(({ name, x, y }) => (
              <text key={name} x={x} y={y}>
                {wholeNumber(lang, counts.get(name)!)}
              </text>
            ))}
          </g>
        )
      }
    >
      {stateOutlines.map(({ name, path }) => {
        const count = counts.get(name) ?? 0
        return <path key={name} d={path} className="land" fillOpacity={count === 0 ? 0 : 0.2 + 0.8 * (count / most)} />
      })}
    </CountryMap>
  )
}
