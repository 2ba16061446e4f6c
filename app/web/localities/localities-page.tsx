import type { CountyStanding } from '~/campaigns/policies/by-county'
import type { LocalityCount, StandingPolicy } from '~/campaigns/policies/policies.server'
import type { PolicyKind } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import { stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import { paths } from '~/paths'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm } from '~/ui/forms/form-state'
import { longDate, wholeNumber } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { HistoryChart } from './history-chart'
import { type LocalityQuery, localityQuery } from './locality-query'
import { PolicyTable } from './policy-table'
import type { StateCount, YearCount } from './read-localities.server'
import { fillOf, Patterns } from './standing-fill'
import { StandingKey } from './standing-key'

/** A state's counties, drawn. */
export interface DrawnState {
  viewBox: string
  counties: { slug: string; path: string; standing: CountyStanding | null; title: string }[]
}

interface LocalitiesProps extends PageProps {
  /** Two letters; '' for the country. */
  state: string
  query: LocalityQuery
  kinds: PolicyKind[]
  count: LocalityCount
  /** What the state's law says. */
  laws: StandingPolicy[]
  lines: StandingPolicy[]
  found: number
  /** How many more may have been in force. */
  maybe: number
  page: number
  pages: number
  states: StateCount[]
  years: YearCount[]
  /** Null: the country's map is a file of its own. */
  drawn: DrawnState | null
  /** Changes with what the country's map shows. */
  mapVersion: string
  oldest: string
}

/** Where localities stand: how many say no, a map, how it came to be, and every policy in a table. */
export function LocalitiesPage(props: LocalitiesProps) {
  const { lang, t, state, query, kinds, count, laws, lines, found, maybe, page, pages, states, years, drawn } = props
  const href = paths.localities(lang, state)
  const name = state === '' ? '' : stateName(lang, stateNames[state] ?? state)
  const isAsked = localityQuery({ ...query, page: 1, by: 'place' }, {}, state) !== ''
  return (
    <>
      <Patterns />
      <header className="hero">
        {state !== '' && (
          <p className="label">
            <a href={paths.localities(lang)}>{t('localities.title')}</a>
          </p>
        )}
        <h1>{name || t('localities.title')}</h1>
        <p className="lead to">{state === '' ? t('localities.lead') : t('localities.stateLead')}</p>
      </header>
      <div className="two-counts">
        <p className="say-no">
          <span className="count">{wholeNumber(lang, count.limits)}</span>{' '}
          {t('localities.limits', { count: count.limits })}
        </p>
        <p>
          <span className="count">{wholeNumber(lang, count.helps)}</span>{' '}
          {t('localities.helps', { count: count.helps })}
        </p>
      </div>
      {query.on !== '' && <p className="note">{t('localities.asOf', { date: longDate(lang, query.on) })}</p>}
      {state !== '' &&
        laws.map((law) => (
          <p className="note" key={law.id}>
            {law.standing === 'maybe' && <strong>{t('localities.dates.maybe')} </strong>}
            {kinds.find(({ key }) => key === law.kind)?.meaning[lang]}{' '}
            <span className="small">
              {policyName(lang, t, law, kinds)}, {policyDates(lang, t, law)}.{' '}
              <a href={law.sourceUrl} rel="noreferrer">
                {t('localities.source')}
              </a>
            </span>
          </p>
        ))}
      <Form action={paths.officials(lang)} className="zip-row" noValidate>
        <TextField
          t={t}
          form={emptyForm}
          name="zip"
          label={t('localities.zip')}
          inputMode="numeric"
          autoComplete="postal-code"
          maxLength={20}
        />
        <button className="button">{t('site.home.find')}</button>
      </Form>
      <section className="block" aria-labelledby="map">
        <h2 id="map">{t('localities.map.title')}</h2>
        <div className="map-beside">
          <div>
            {drawn ? (
              <DrawnCounties drawn={drawn} label={t('localities.map.stateLabel', { state: name })} />
            ) : (
              <CountryMap {...props} />
            )}
          </div>
          <div>
            <StandingKey t={t} />
            <p className="small">{t(drawn ? 'localities.map.stateNote' : 'localities.map.note')}</p>
          </div>
        </div>
      </section>
      {state === '' && <States lang={lang} t={t} states={states} on={query.on} />}
      <HistoryChart lang={lang} t={t} years={years} />
      <section className="block" aria-labelledby="policies">
        <h2 id="policies">{t('localities.every')}</h2>
        <Filter {...props} />
        <p role="status">
          {t('localities.found', { count: found })} {isAsked && <a href={`${href}#policies`}>{t('localities.all')}</a>}
        </p>
        {maybe > 0 && !query.maybe && (
          <p>
            {t('localities.maybe', { count: maybe })}{' '}
            <a href={`${href}${localityQuery(query, { maybe: true, page: 1 }, state)}#policies`}>
              {t('localities.showMaybe')}
            </a>
          </p>
        )}
        {lines.length > 0 && (
          <PolicyTable
            lang={lang}
            t={t}
            lines={lines}
            kinds={kinds}
            query={query}
            href={href}
            state={state}
            oldest={props.oldest}
          />
        )}
        {pages > 1 && (
          <nav className="pager" aria-label={t('localities.pages')}>
            {page > 1 && (
              <a
                className="button plain"
                rel="prev"
                href={`${href}${localityQuery(query, { page: page - 1 }, state)}#policies`}
              >
                {t('localities.previous')}
              </a>
            )}
            <span>{t('localities.pageOf', { page, pages })}</span>
            {page < pages && (
              <a
                className="button plain"
                rel="next"
                href={`${href}${localityQuery(query, { page: page + 1 }, state)}#policies`}
              >
                {t('localities.next')}
              </a>
            )}
          </nav>
        )}
      </section>
      <Kinds lang={lang} t={t} kinds={kinds} />
      <p className="block">
        {t('localities.data')}{' '}
        <a href={paths.localitiesFile(lang, 'csv') + localityQuery(query, { page: 1, by: 'place', maybe: false })}>
          CSV
        </a>{' '}
        ·{' '}
        <a href={paths.localitiesFile(lang, 'json') + localityQuery(query, { page: 1, by: 'place', maybe: false })}>
          JSON
        </a>
      </p>
      <p>
        <a href={paths.sheriffs(lang)}>{t('places.find.sheriffs')}</a>
      </p>
    </>
  )
}

/** The map is a picture here; opened by itself, each county says what it has decided and leads to its page. */
function CountryMap({ lang, t, query, mapVersion }: LocalitiesProps) {
  const file = `${paths.localitiesMap(lang)}?${query.on ? `on=${query.on}` : `v=${mapVersion}`}`
  return (
    <>
      <a href={file}>
        <img
          className="map"
          src={file}
          alt={t('localities.map.label')}
          width={975}
          height={610}
          loading="lazy"
          decoding="async"
        />
      </a>
      <p>
        <a href={file}>{t('localities.map.open')}</a>
      </p>
    </>
  )
}

function DrawnCounties({ drawn, label }: { drawn: DrawnState; label: string }) {
  return (
    <svg className="map state-map" viewBox={drawn.viewBox} aria-label={label} role="group" stroke="var(--soft)">
      {drawn.counties.map(({ slug, path, standing, title }) =>
        standing === null ? (
          <path key={slug} d={path} fill={fillOf(null)}>
            <title>{title}</title>
          </path>
        ) : (
          <a key={slug} href={slug}>
            <path d={path} fill={fillOf(standing)}>
              <title>{title}</title>
            </path>
          </a>
        ),
      )}
    </svg>
  )
}

function States({ lang, t, states, on }: PageProps & { states: readonly StateCount[]; on: string }) {
  if (states.length === 0) return null
  return (
    <section className="block" aria-labelledby="states">
      <h2 id="states">{t('localities.states')}</h2>
      <ul className="state-counts">
        {byName(lang, states).map(({ state, limits, helps, law, isPerhaps }) => (
          <li key={state}>
            <a href={paths.localities(lang, state) + (on ? `?on=${on}` : '')}>
              {stateName(lang, stateNames[state] ?? state)}
            </a>{' '}
            <span className="small">
              {[
                limits > 0 ? t('localities.stateLimits', { count: limits }) : '',
                helps > 0 ? t('localities.stateHelps', { count: helps }) : '',
                law ? t(`localities.laws.${law}`) : '',
              ]
                .filter(Boolean)
                .join(' · ') || t(isPerhaps ? 'localities.dates.maybe' : 'localities.stateOnly')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function byName(lang: PageProps['lang'], states: readonly StateCount[]): StateCount[] {
  const nameOf = ({ state }: StateCount) => stateName(lang, stateNames[state] ?? state)
  return states.toSorted((one, two) => nameOf(one).localeCompare(nameOf(two), lang))
}

function Filter({ lang, t, state, query, kinds, states }: LocalitiesProps) {
  return (
    <form className="filter" method="get" action={`${paths.localities(lang, state)}#policies`} role="search">
      {query.by !== 'place' && <input type="hidden" name="by" value={query.by} />}
      <div className="field">
        <label htmlFor="q">{t('localities.search')}</label>
        <input id="q" type="text" name="q" defaultValue={query.q} maxLength={80} autoComplete="off" />
      </div>
      {state === '' && (
        <div className="field">
          <label htmlFor="state">{t('places.sheriffs.state')}</label>
          <select id="state" name="state" defaultValue={query.state}>
            <option value="">{t('places.sheriffs.everyState')}</option>
            {byName(lang, states).map((one) => (
              <option key={one.state} value={one.state}>
                {stateName(lang, stateNames[one.state] ?? one.state)}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="field">
        <label htmlFor="kind">{t('localities.kind')}</label>
        <select id="kind" name="kind" defaultValue={query.kind}>
          <option value="">{t('localities.everyKind')}</option>
          {kinds.map(({ key, name }) => (
            <option key={key} value={key}>
              {name[lang]}
            </option>
          ))}
        </select>
      </div>
      <div className="field">
        <label htmlFor="on">{t('localities.on')}</label>
        <input id="on" type="date" name="on" defaultValue={query.on} />
      </div>
      <button className="button">{t('places.sheriffs.search')}</button>
    </form>
  )
}

function Kinds({ lang, t, kinds }: PageProps & { kinds: readonly PolicyKind[] }) {
  return (
    <section className="block" aria-labelledby="kinds">
      <h2 id="kinds">{t('localities.kinds')}</h2>
      <dl className="kinds">
        {kinds.map(({ key, name, meaning }) => (
          <div key={key}>
            <dt>{name[lang]}</dt>
            <dd>{meaning[lang]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
