import { stateNames } from '~/geography/state-names'
import type { MapPart } from '~/geography/state-outlines'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { CountryMap } from '~/ui/page/country-map'
import { wholeNumber } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import type { Coverage } from './coverage.server'

interface CoverageProps {
  t: Translate
  lang: Language
  states: Coverage['states']
  map: { fresh: string; stale: string; borders: string; part: MapPart | null }
}

/** Which counties have a sheriff we can reach, and where that data is stale: a map, and the same as a table. */
export function CoveragePage({ t, lang, states, map }: CoverageProps) {
  const how = ['fresh', 'stale', 'missing'] as const
  return (
    <>
      <h1>{t('office.menu.sections.coverage')}</h1>
      <p className="lead">{t('officials.coverage.lead')}</p>
      <CountryMap
        id="counties"
        className="chart coverage"
        label={t('officials.coverage.map')}
        wholeLabel={t('office.numbers.wholeMap')}
        part={map.part}
      >
        <path className="fresh" d={map.fresh} />
        <path className="stale" d={map.stale} />
        <path className="borders" d={map.borders} />
      </CountryMap>
      <ul className="figures">
        {how.map((one) => (
          <li key={one}>
            <strong>
              {wholeNumber(
                lang,
                states.reduce((sum, line) => sum + line[one], 0),
              )}
            </strong>
            <span className={`key ${one}`}>{t(`officials.coverage.${one}`)}</span>
          </li>
        ))}
      </ul>
      <WideTable
        label={t('officials.coverage.counties')}
        head={[t('officials.coverage.state'), ...how.map((one) => ({ number: t(`officials.coverage.${one}`) }))]}
      >
        {states.map((line) => (
          <tr key={line.state}>
            <th scope="row">
              <a href={`${paths.office.officials()}?state=${line.state}&role=sheriff`}>
                {stateNames[line.state] ?? line.state}
              </a>
            </th>
            {how.map((one) => (
              <td key={one} className="number">
                {wholeNumber(lang, line[one])}
              </td>
            ))}
          </tr>
        ))}
      </WideTable>
    </>
  )
}
