import { placeName } from '~/geography/place-name'
import type { CountyMap } from '~/officials/posts/county-map.server'
import { paths } from '~/paths'
import { longDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { Credits } from './find-page'
import type { SheriffLine, SheriffOrder } from './sheriffs.server'

interface SheriffsProps extends PageProps {
  sheriffs: SheriffLine[]
  /** How many counties have one. */
  counties: number
  by: SheriffOrder
  map: CountyMap
}

/** All known sheriffs in a table that works without the map; the map shows the same at a glance. */
export function SheriffsPage({ lang, t, sheriffs, counties, by, map }: SheriffsProps) {
  return (
    <>
      <header className="hero">
        <h1>{t('places.sheriffs.title')}</h1>
        <p className="lead to">{t('places.sheriffs.lead')}</p>
        <p>{t('places.sheriffs.known', { known: sheriffs.length, counties })}</p>
        <p>
          <a href={paths.officials(lang)}>{t('places.sheriffs.find')}</a>
        </p>
      </header>
      {sheriffs.length > 0 && (
        <>
          <div className="scroll" tabIndex={0} role="region" aria-labelledby="list">
            <table>
              <caption id="list">{t('places.sheriffs.caption')}</caption>
              <thead>
                <tr>
                  <Heading lang={lang} label={t('places.sheriffs.county')} order="county" by={by} />
                  <Heading lang={lang} label={t('places.sheriffs.sheriff')} order="sheriff" by={by} />
                  <Heading lang={lang} label={t('places.sheriffs.checked')} order="checked" by={by} />
                </tr>
              </thead>
              <tbody>
                {sheriffs.map((line) => (
                  <tr key={line.postSlug}>
                    <th scope="row">
                      <a href={paths.place(lang, line.countySlug)}>
                        {placeName(lang, { name: line.county, kind: 'county' })}
                      </a>
                      , {line.state}
                    </th>
                    <td>
                      <a href={paths.official(lang, line.postSlug)}>{line.holder ?? t('places.vacant')}</a>
                    </td>
                    <td>{line.checkedOn ? longDate(lang, line.checkedOn) : ''}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <svg
            className="chart map"
            viewBox="0 0 975 610"
            role="img"
            aria-label={t('places.sheriffs.map', { known: sheriffs.length })}
          >
            <path d={map.marked} className="marked" />
            <path d={map.states} className="lines" />
          </svg>
        </>
      )}
      <Credits t={t} />
    </>
  )
}

function Heading({
  lang,
  label,
  order,
  by,
}: {
  lang: PageProps['lang']
  label: string
  order: SheriffOrder
  by: SheriffOrder
}) {
  return (
    <th scope="col" aria-sort={order === by ? 'ascending' : undefined}>
      {order === by ? label : <a href={paths.sheriffs(lang, order === 'county' ? undefined : order)}>{label}</a>}
    </th>
  )
}
