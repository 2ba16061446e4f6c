import { stateName } from '~/geography/place-name'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { Shares } from './charts'
import type { CountyCount } from './counts-by-county.server'
import { CountyPanel } from './county-panel'
import type { Slice } from './rollups.server'
import { StateMap } from './state-map'

interface PlacesProps {
  t: Translate
  lang: Language
  /** Confirmed signatures by state, most first; names in English as on the map. */
  states: { name: string; confirmed: number }[]
  areas: Slice[]
  counties: CountyCount[]
  /** SVG path of the state outlines, for the county map. */
  lines: string
  /** Confirmed signatures without a county. */
  without: number
}

/** Where people signed: by state, by ZIP area, by county. */
export function PlacesPanels({ t, lang, states, areas, counties, lines, without }: PlacesProps) {
  const placeOf = (name: string) => (name === 'abroad' ? t('site.petition.abroad') : stateName(lang, name))
  return (
    <>
      <section className="panel">
        <h2>{t('office.numbers.byPlace')}</h2>
        <StateMap
          lang={lang}
          wholeLabel={t('office.numbers.wholeMap')}
          label={t('office.numbers.mapLabel')}
          counts={new Map(states.map((state) => [state.name, state.confirmed]))}
        />
        <Shares
          lang={lang}
          caption={t('office.numbers.states')}
          head={[t('office.numbers.place'), t('office.numbers.confirmed')]}
          rows={states.map(({ name, confirmed }) => ({ name: placeOf(name), value: confirmed }))}
        />
        <details>
          <summary>{t('office.numbers.areas')}</summary>
          <Shares
            lang={lang}
            caption={t('office.numbers.areas')}
            head={[t('office.numbers.area'), t('office.numbers.confirmed')]}
            rows={areas.slice(0, 100).map((slice) => ({
              name: slice.key === 'abroad' ? placeOf(slice.key) : `${slice.key}··`,
              value: slice.confirmed,
            }))}
          />
        </details>
      </section>
      {counties.length > 0 && <CountyPanel t={t} lang={lang} counties={counties} lines={lines} without={without} />}
    </>
  )
}
