import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { WideTable } from '~/ui/page/wide-table'
import type { searchPlaces } from './boundaries.server'

interface PlacesProps {
  t: Translate
  words: string
  places: Awaited<ReturnType<typeof searchPlaces>>
}

/** Counties and cities with what we have for each, linking to the page where boundaries are uploaded. */
export function PlacesPage({ t, words, places }: PlacesProps) {
  return (
    <>
      <h1>{t('places.office.title')}</h1>
      <p className="lead">{t('places.office.lead')}</p>
      <form className="inline" role="search">
        <div className="field">
          <label htmlFor="q">{t('places.office.search')}</label>
          <input id="q" name="q" defaultValue={words} maxLength={100} />
        </div>
        <button>{t('places.office.searchGo')}</button>
      </form>
      {places.length === 0 ? (
        <p>{words ? t('places.office.none') : t('places.office.nothingYet')}</p>
      ) : (
        <WideTable
          label={t('places.office.title')}
          head={[
            t('places.office.place'),
            t('places.office.state'),
            { number: t('places.office.posts') },
            { number: t('places.office.districts') },
            { number: t('places.office.lines') },
          ]}
        >
          {places.map((place) => (
            <tr key={place.slug}>
              <th scope="row">
                <a href={paths.office.boundaries(place.slug)}>{place.name}</a>{' '}
                {place.within && <span className="small">{place.within}</span>}
              </th>
              <td>{place.state}</td>
              <td className="number">{place.posts}</td>
              <td className="number">{place.districts}</td>
              <td className="number">{place.lines}</td>
            </tr>
          ))}
        </WideTable>
      )}
    </>
  )
}
