import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Translate } from '~/i18n/translator'
import type { PlacesReport } from '~/officials/divisions/lists/import-places.server'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { WideTable } from '~/ui/page/wide-table'
import type { FoundPlace } from './boundaries.server'
import { FetchPlaces } from './fetch-places-panel'
import { type PlacesFetch, placesList } from './places-list'

interface PlacesProps {
  t: Translate
  words: string
  places: FoundPlace[]
  /** How many there are, of which these are the first. */
  count: number
  /** How many cities and towns are in the database. */
  cities: number
  /** How far bringing them in is; null when nobody has asked for it. */
  fetch: PlacesFetch | null
  form: FormState
  /** Of a list that was just taken in. */
  report: PlacesReport | null
}

const problemsShown = 10

/** Counties and cities with what we have for each, linking to the page where boundaries are uploaded. */
export function PlacesPage({ t, words, places, count, cities, fetch, form, report }: PlacesProps) {
  return (
    <>
      <h1>{t('places.office.title')}</h1>
      <p className="lead">{t('places.office.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {report && <Taken t={t} report={report} />}
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
      {count > places.length && <p>{t('places.office.first', { shown: places.length, count })}</p>}
      <section className="panel" id="cities">
        <h2>{t('places.office.cities.title')}</h2>
        <p>{t('places.office.cities.here', { count: cities })}</p>
        <FetchPlaces t={t} fetch={fetch} />
        <h3>{t('places.office.fetch.other')}</h3>
        <p>{t('places.office.cities.text')}</p>
        <p>
          <a href={placesList}>{t('places.office.cities.link')}</a>
        </p>
        <Form action={`${paths.office.places()}?index`} encType="multipart/form-data">
          <div className="field">
            <label htmlFor="places">{t('places.office.cities.file')}</label>
            <input id="places" name="places" type="file" accept=".csv,.gz,.xlsx,text/csv" />
          </div>
          <button>{t('places.office.cities.take')}</button>
          <ReadingNote t={t} kind="list" />
        </Form>
      </section>
    </>
  )
}

function Taken({ t, report: { added, known, problems } }: { t: Translate; report: PlacesReport }) {
  return (
    <div className="panel" role="status">
      <p>
        <strong>{t('places.office.cities.taken', { added, known })}</strong>
      </p>
      {problems.length > 0 && (
        <>
          <p>{t('places.office.cities.problems', { count: problems.length })}</p>
          <ul>
            {problems.slice(0, problemsShown).map(({ line, reason, text }) => (
              <li key={line}>{t(`places.office.cities.reasons.${reason}`, { line, text: text.slice(0, 100) })}</li>
            ))}
            {problems.length > problemsShown && (
              <li>{t('places.office.cities.more', { count: problems.length - problemsShown })}</li>
            )}
          </ul>
        </>
      )}
    </div>
  )
}
