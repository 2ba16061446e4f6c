import { stateNames } from '~/geography/state-names'
import { partAround } from '~/geography/state-outlines'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { CountryMap } from '~/ui/page/country-map'
import { Shares } from './charts'
import type { CountyCount } from './counts-by-county.server'

interface CountyProps {
  t: Translate
  lang: Language
  counties: CountyCount[]
  /** SVG path of the state outlines. */
  lines: string
  /** Confirmed signatures without a county. */
  without: number
}

/** Signatures by county: a map, and the same as a table. */
export function CountyPanel({ t, lang, counties, lines, without }: CountyProps) {
  const most = Math.max(1, ...counties.map(({ confirmed }) => confirmed))
  return (
    <section className="panel">
      <h2>{t('places.numbers.byCounty')}</h2>
      <CountryMap
        id="counties"
        className="chart map"
        label={t('places.numbers.map')}
        wholeLabel={t('office.numbers.wholeMap')}
        part={partAround(new Set(counties.map(({ state }) => stateNames[state] ?? '')))}
      >
        {counties.map(
          ({ name, path, confirmed }) =>
            path && <path key={name} d={path} className="land" fillOpacity={0.2 + 0.8 * (confirmed / most)} />,
        )}
        <path d={lines} className="land" fillOpacity={0} />
      </CountryMap>
      <p className="small">{t('places.numbers.note', { count: without })}</p>
      <details>
        <summary>{t('office.numbers.asTable')}</summary>
        <Shares
          lang={lang}
          caption={t('places.numbers.byCounty')}
          head={[t('places.numbers.county'), t('office.numbers.confirmed')]}
          rows={counties.map(({ name, confirmed }) => ({ name, value: confirmed }))}
        />
      </details>
    </section>
  )
}
