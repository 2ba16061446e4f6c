import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'
import { isUnderway, type PlacesFetch } from './places-list'

/** Brings the cities and towns of all states in at the press of a button, and says how far it is. */
export function FetchPlaces({ t, fetch }: { t: Translate; fetch: PlacesFetch | null }) {
  return (
    <>
      {fetch && <Progress t={t} fetch={fetch} />}
      {!isUnderway(fetch) && (
        <>
          <p>{t('places.office.fetch.text')}</p>
          <FetchButton t={t} />
        </>
      )}
    </>
  )
}

interface CitiesMissingProps {
  t: Translate
  /** Why lines of a list are refused. */
  reasons: readonly { reason: string }[]
}

/** On the page of a list that is about cities that are not here: says so, and offers to bring them in. */
export function CitiesMissing({ t, reasons }: CitiesMissingProps) {
  if (!reasons.some(({ reason }) => reason === 'no-cities')) return null
  return (
    <div className="panel">
      <p>{t('officials.rosters.noCities')}</p>
      <FetchButton t={t} />
    </div>
  )
}

function FetchButton({ t }: { t: Translate }) {
  return (
    <OneButton action={`${paths.office.places()}?index`} fields={{ intent: 'fetch' }}>
      {t('places.office.fetch.button')}
    </OneButton>
  )
}

function Progress({ t, fetch }: { t: Translate; fetch: PlacesFetch }) {
  const { state, states, all, added, known, unused, failure, status } = fetch
  switch (state) {
    case 'asked':
      return (
        <p role="status" data-reload={2_000}>
          {t('places.office.fetch.asked')}
        </p>
      )
    case 'adding':
      return (
        <div role="status" data-reload={2_000}>
          <progress max={all} value={states.length} aria-label={t('places.office.fetch.button')} />{' '}
          {t('places.office.fetch.adding', { done: states.length, all, added })}
        </div>
      )
    case 'done':
      return (
        <p className="done" role="status">
          {t('places.office.cities.taken', { added, known })}{' '}
          {unused > 0 && t('places.office.cities.problems', { count: unused }).replace(/:$/, '.')}
        </p>
      )
    case 'failed':
      return (
        <p className="errors" role="alert">
          {t(`places.office.fetch.failures.${failure ?? 'no-answer'}`, { status: status ?? 0 })}{' '}
          {t('places.office.fetch.instead')}
        </p>
      )
  }
}
