import type { StandingPolicy } from '~/campaigns/policies/policies.server'
import type { PolicyKind } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import { placeName, stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import type { CountyMap } from '~/officials/posts/county-map.server'
import { paths } from '~/paths'
import { CountryMap } from '~/ui/page/country-map'
import { longDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { Sign } from '~/ui/page/sign'
import { Credits } from './find-page'
import { termState } from './official-view'
import type { SheriffSearch } from './search-sheriffs'
import type { SheriffLine, SheriffOrder, SheriffPetition } from './sheriffs.server'

interface SheriffsProps extends PageProps {
  /** Those that were searched for. */
  sheriffs: SheriffLine[]
  /** How many we know. */
  known: number
  /** How many counties have one. */
  counties: number
  /** Those with a known sheriff, two letters each. */
  states: string[]
  by: SheriffOrder
  search: SheriffSearch
  map: CountyMap
  kinds: PolicyKind[]
  /** What counties have decided, by their id. */
  policies: Record<string, StandingPolicy[]>
  /** By the sheriff's post. */
  petitions: Record<string, SheriffPetition>
  /** YYYY-MM-DD. */
  today: string
}

/** All known sheriffs in a table that works without the map; the map shows the same at a glance. */
export function SheriffsPage(props: SheriffsProps) {
  const { lang, t, sheriffs, known, counties, states, by, search, map, today, petitions } = props
  const hasPetitions = Object.keys(petitions).length > 0
  const isSearched = search.q !== '' || search.state !== ''
  return (
    <>
      <header className="hero">
        <h1>{t('places.sheriffs.title')}</h1>
        <p className="lead to">{t('places.sheriffs.lead')}</p>
        <p>{t('places.sheriffs.known', { known, counties })}</p>
        <p>
          <a className="button" href={paths.officials(lang)}>
            <Sign name="pin" />
            {t('places.sheriffs.find')}
          </a>
        </p>
      </header>
      {known > 0 && (
        <form className="filter whole" method="get" action={`${paths.sheriffs(lang)}#list`} role="search">
          {by !== 'county' && <input type="hidden" name="by" value={by} />}
          <div className="field">
            <label htmlFor="q">{t('places.sheriffs.name')}</label>
            <input id="q" type="text" name="q" defaultValue={search.q} maxLength={80} autoComplete="off" />
          </div>
          <div className="field">
            <label htmlFor="state">{t('places.sheriffs.state')}</label>
            <select id="state" name="state" defaultValue={search.state}>
              <option value="">{t('places.sheriffs.everyState')}</option>
              {states.map((state) => (
                <option key={state} value={state}>
                  {stateName(lang, stateNames[state] ?? state)}
                </option>
              ))}
            </select>
          </div>
          <button className="button">{t('places.sheriffs.search')}</button>
        </form>
      )}
      <div id="list">
        {isSearched && (
          <p role="status">
            {t('places.sheriffs.found', { count: sheriffs.length })}{' '}
            <a href={paths.sheriffs(lang, by === 'county' ? {} : { by })}>{t('places.sheriffs.all')}</a>
          </p>
        )}
        {sheriffs.length > 0 && (
          <>
            <div className="scroll" tabIndex={0} role="region" aria-labelledby="caption">
              <table className="stacked whole">
                <caption id="caption">{t('places.sheriffs.caption')}</caption>
                <thead>
                  <tr>
                    <Heading lang={lang} label={t('places.sheriffs.county')} order="county" by={by} search={search} />
                    <Heading lang={lang} label={t('places.sheriffs.sheriff')} order="sheriff" by={by} search={search} />
                    <th scope="col">{t('places.sheriffs.stand')}</th>
                    {hasPetitions && <th scope="col">{t('places.sheriffs.campaign')}</th>}
                    <Heading lang={lang} label={t('places.sheriffs.status')} order="checked" by={by} search={search} />
                  </tr>
                </thead>
                <tbody>
                  {sheriffs.map((line) => (
                    <tr key={line.postSlug ?? line.countySlug}>
                      <th scope="row">
                        <a href={paths.place(lang, line.countySlug)}>
                          {placeName(lang, { name: line.county, kind: 'county' })}
                        </a>
                        , {line.state}
                      </th>
                      <td>
                        {line.postSlug ? (
                          <a href={paths.official(lang, line.postSlug)}>{line.holder ?? t('places.vacant')}</a>
                        ) : (
                          t('places.sheriffs.unknown')
                        )}
                      </td>
                      <td>
                        <Stand {...props} line={line} />
                      </td>
                      {hasPetitions && (
                        <td>
                          <Petition lang={lang} t={t} petition={petitions[line.postSlug ?? '']} />
                        </td>
                      )}
                      <td>{statusWords({ lang, t }, line, today)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {map.marked && (
              <CountryMap
                id="counties"
                className="chart map"
                label={t('places.sheriffs.map', { known: sheriffs.length })}
                wholeLabel={t('places.sheriffs.wholeMap')}
                part={map.part}
              >
                <path d={map.marked} className="marked" />
                <path d={map.states} className="lines" />
              </CountryMap>
            )}
          </>
        )}
      </div>
      <Credits t={t} />
    </>
  )
}

/** What the county has decided, each with its source and the day it was checked. */
function Stand({ lang, t, policies, kinds, line }: SheriffsProps & { line: SheriffLine }) {
  return (policies[line.countyId] ?? []).map((policy) => (
    <div className="decided" key={policy.id}>
      {policyName(lang, t, policy, kinds)}{' '}
      {policy.standing === 'maybe' && <strong>{t('localities.dates.maybe')} </strong>}
      <span className="small">
        ({policyDates(lang, t, policy)};{' '}
        <a href={policy.sourceUrl} rel="noreferrer">
          {t('localities.source')}
        </a>
        , {longDate(lang, policy.checkedOn)})
      </span>
    </div>
  ))
}

function Petition({ lang, t, petition }: PageProps & { petition: SheriffPetition | undefined }) {
  if (!petition) return null
  return (
    <a href={paths.petition(lang, petition.slug)}>
      {t(petition.isOpen ? 'places.sheriffs.petitionOpen' : 'places.sheriffs.petitionOver', {
        count: petition.confirmed,
      })}
    </a>
  )
}

function statusWords({ lang, t }: PageProps, line: SheriffLine, today: string): string {
  if (line.holder === null) return line.postSlug ? t('places.sheriffs.unknown') : ''
  const checked = line.checkedOn
    ? t('places.sheriffs.checkedOn', { date: longDate(lang, line.checkedOn) })
    : t('places.sheriffs.unchecked')
  const isOver = termState({ holder: { termEndsOn: line.termEndsOn } }, today) === 'over'
  return isOver ? `${t('places.sheriffs.termOver')} ${checked}` : checked
}

function Heading({
  lang,
  label,
  order,
  by,
  search,
}: {
  lang: PageProps['lang']
  label: string
  order: SheriffOrder
  by: SheriffOrder
  search: SheriffSearch
}) {
  const href = paths.sheriffs(lang, { ...(order === 'county' ? {} : { by: order }), ...search })
  return (
    <th scope="col" aria-sort={order === by ? 'ascending' : undefined}>
      {order === by ? label : <a href={href}>{label}</a>}
    </th>
  )
}
